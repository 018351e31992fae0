package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.actiontoken.MailedTokens;
import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.login.LoginConfig;
import io.keycloakspa.keycloak.login.LoginIdentifier;
import io.keycloakspa.keycloak.login.UserLookup;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Answers a request by identity: finds who is meant, and writes if a mail is due. All of it happens here and not in the
 * request, which so cannot tell by its time who exists.
 *
 * @param kind what is mailed
 * @param config what identifies people
 * @param identity as it was typed
 * @param state what the app gave
 */
public record AskedMailJob(
        MailOrigin origin,
        AskedMail kind,
        LoginConfig config,
        String identity,
        CodeHandle handle,
        @Nullable String state)
        implements MailJob {

    /** Template attributes; the names are also those in docs/mails.md. */
    private static final String CODE = "code";

    private static final String CODE_MINUTES = "codeExpiration";

    @Override
    public void send(KeycloakSession session, int attempt) throws EmailException {
        Optional<ClientModel> client = origin.enter(session);
        if (client.isEmpty()) {
            return;
        }
        RealmModel realm = session.getContext().getRealm();
        EventBuilder event =
                origin.event(session, client.get()).event(kind.event()).detail(Details.USERNAME, identity);
        UserModel user = user(session, realm).orElse(null);
        if (user == null) {
            event.error(Errors.USER_NOT_FOUND);
            return;
        }
        event.user(user).detail(Details.EMAIL, user.getEmail());
        Optional<String> refusal = kind.refusal(realm, user);
        if (refusal.isPresent()) {
            event.error(refusal.get());
        } else if (attempt == 0
                && !MailLimit.take(session, realm, kind.purpose().name(), user.getEmail())) {
            event.error(Errors.SLOW_DOWN);
        } else {
            write(session, realm, client.get(), user);
            event.success();
        }
    }

    @Override
    public void failed(KeycloakSession session) {
        origin.enter(session)
                .ifPresent(client -> origin.event(session, client)
                        .event(kind.event())
                        .detail(Details.USERNAME, identity)
                        .user(user(session, session.getContext().getRealm()).orElse(null))
                        .error(Errors.EMAIL_SEND_FAILED));
    }

    private Optional<UserModel> user(KeycloakSession session, RealmModel realm) {
        return LoginIdentifier.parse(identity)
                .flatMap(new UserLookup(session, realm, config)::find)
                .map(UserLookup.Meant::user);
    }

    private void write(KeycloakSession session, RealmModel realm, ClientModel client, UserModel user)
            throws EmailException {
        Purpose purpose = kind.purpose();
        int lifespan = realm.getActionTokenGeneratedByUserLifespan(purpose.tokenType());
        DefaultActionToken token = kind.token(user, Math.toIntExact(Time.currentTimeSeconds() + lifespan), client);
        String sealed = new MailedTokens(session, origin.issuer()).seal(token, user, client, state);
        origin.speakTo(session, user);
        EmailTemplateProvider mail =
                session.getProvider(EmailTemplateProvider.class).setRealm(realm).setUser(user);
        long minutes = store(session.getKeycloakSessionFactory(), sealed);
        // A mail that had to wait may come too late for its code; the link it has works as long as ever.
        if (minutes > 0) {
            mail.setAttribute(CODE, handle.code()).setAttribute(CODE_MINUTES, minutes);
        }
        kind.send(
                mail,
                MailLinks.of(origin.issuer(), client.getClientId(), sealed),
                TimeUnit.SECONDS.toMinutes(lifespan));
    }

    /** In a transaction of its own: the code has to work before anybody can read it in a mail. */
    private long store(KeycloakSessionFactory factory, String token) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                factory,
                session -> origin.enter(session)
                        .map(client ->
                                new MailCodes(session, session.getContext().getRealm()).store(handle, token))
                        .orElse(0L));
    }
}
