package io.keycloakspa.keycloak.redeem;

import io.keycloakspa.keycloak.login.IdentifierChooseUser;
import io.keycloakspa.keycloak.login.LoginConfig;
import io.keycloakspa.keycloak.mail.AskedMail;
import io.keycloakspa.keycloak.mail.AskedMailJob;
import io.keycloakspa.keycloak.mail.CodeHandle;
import io.keycloakspa.keycloak.mail.MailCodes;
import io.keycloakspa.keycloak.mail.MailQueue;
import io.keycloakspa.keycloak.spa.request.RequestBody;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import io.keycloakspa.keycloak.spa.request.SpaCall;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Locale;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.RealmModel;

/**
 * A request for a mail by identity. Nothing here asks who exists: the work is done off the request, and the answer is
 * 202 for everybody (C-23, C-40).
 */
public final class MailRequest {

    private static final Member IDENTITY = Member.required("identity", 1280);

    /** What the app wants to be told again. */
    public static final Member STATE = Member.optional("state", 512);

    /** A language tag (RFC 5646). */
    public static final Member LOCALE = Member.optional("locale", 35);

    private MailRequest() {}

    public static Member[] members() {
        return new Member[] {IDENTITY, STATE, LOCALE};
    }

    /** What identifies people in this app: its own setting, else the one of the realm's "forgot password". */
    public static LoginConfig config(SpaCall call) {
        RealmModel realm = call.realm();
        LoginConfig ofRealm = realm.getAuthenticationExecutionsStream(
                        realm.getResetCredentialsFlow().getId())
                .filter(step -> IdentifierChooseUser.PROVIDER_ID.equals(step.getAuthenticator()))
                .findFirst()
                .map(AuthenticationExecutionModel::getAuthenticatorConfig)
                .map(realm::getAuthenticatorConfigById)
                .map(LoginConfig::of)
                .orElse(LoginConfig.DEFAULT);
        return call.caller()
                .settings()
                .identifiers()
                .map(own -> new LoginConfig(own, ofRealm.unconfirmedAddressCounts()))
                .orElse(ofRealm);
    }

    /** The language that the app asks for, else the one of the request. */
    public static Locale locale(RequestBody body, Locale unset) {
        return body.find(LOCALE.name())
                .map(Locale::forLanguageTag)
                .filter(wished -> !wished.getLanguage().isEmpty())
                .orElse(unset);
    }

    public static ResponseBuilder enqueue(SpaCall call, AskedMail kind, LoginConfig config, MailQueue mails) {
        MailCodes codes = new MailCodes(call.session(), call.realm());
        CodeHandle handle = codes.issue(kind.purpose(), call.caller().client());
        mails.afterCommit(
                call.session(),
                new AskedMailJob(
                        call.mailOrigin(locale(call.body(), call.request().locale())),
                        kind,
                        config,
                        call.body().get(IDENTITY.name()),
                        handle,
                        call.body().find(STATE.name()).orElse(null)));
        return Next.awaitMail(codes.seal(handle));
    }
}
