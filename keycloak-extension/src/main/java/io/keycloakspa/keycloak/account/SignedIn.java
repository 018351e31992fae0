package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.mail.MailOrigin;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.SpaClient;
import io.keycloakspa.keycloak.spa.request.SpaRequest;
import java.util.Locale;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * A person who is signed in, at a request about their own account. Whose account it is comes from the access token and
 * from nowhere else, so no request can name another.
 *
 * @param caller the app that the token was issued to
 */
record SignedIn(SpaRequest request, SpaClient caller, AccessTokens.Shown shown) {

    /**
     * The person whose token the request shows.
     *
     * @throws ProblemException {@code not_acceptable}, {@code authentication_required}, {@code invalid_token}, {@code
     *     unknown_client}, {@code origin_not_allowed}, {@code rate_limited} or {@code insufficient_scope}
     */
    static SignedIn of(SpaRequest request) {
        request.requireAcceptsJson();
        AccessTokens.Shown shown = new AccessTokens(request.session()).read();
        SignedIn person =
                new SignedIn(request, request.caller(shown.result().client().getClientId()), shown);
        if (!shown.hasScope()) {
            throw ProblemException.challenged(
                    ProblemCode.INSUFFICIENT_SCOPE, shown.challenge().insufficientScope());
        }
        return person;
    }

    /**
     * The same for a change, which only a person who has signed in lately may make.
     *
     * @throws ProblemException as {@link #of}, and {@code insufficient_user_authentication}
     */
    static SignedIn lately(SpaRequest request) {
        SignedIn person = of(request);
        Long authTime = person.shown().result().token().getAuth_time();
        if (!Freshness.isFresh(authTime, Time.currentTimeSeconds())) {
            throw ProblemException.challenged(
                    ProblemCode.INSUFFICIENT_USER_AUTHENTICATION,
                    person.shown().challenge().signInAgain());
        }
        return person;
    }

    KeycloakSession session() {
        return request.session();
    }

    RealmModel realm() {
        return request.realm();
    }

    UserModel user() {
        return shown.result().user();
    }

    UserSessionModel userSession() {
        return shown.result().session();
    }

    /** An event about the account and this session. */
    EventBuilder event(EventType type) {
        return new EventBuilder(realm(), session(), session().getContext().getConnection())
                .event(type)
                .client(caller.client())
                .user(user())
                .session(userSession());
    }

    /** What mails need to know of this request. */
    MailOrigin mailOrigin() {
        return mailOrigin(request.locale());
    }

    /** The same in a language that the app chose. */
    MailOrigin mailOrigin(Locale locale) {
        return MailOrigin.of(session(), caller.client(), request.issuer(), locale);
    }
}
