package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.actiontoken.MailedTokens;
import io.keycloakspa.keycloak.actiontoken.Purpose;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A mail with a link and, while it works, a code that stands for it.
 *
 * @param state what the app gave
 */
record LinkMail(
        MailOrigin origin,
        Purpose purpose,
        CodeHandle handle,
        @Nullable String state) {

    /** Template attributes; the names are also those in docs/mails.md. */
    private static final String CODE = "code";

    private static final String CODE_MINUTES = "codeExpiration";

    /** Which of Keycloak's mails it is. */
    interface Kind {
        void send(EmailTemplateProvider mail, String link, long minutes) throws EmailException;
    }

    /**
     * Writes it.
     *
     * @param token makes the token that is mailed, by when it ends (seconds since 1970)
     */
    void write(
            KeycloakSession session,
            ClientModel client,
            UserModel user,
            IntFunction<DefaultActionToken> token,
            Kind kind)
            throws EmailException {
        RealmModel realm = session.getContext().getRealm();
        int lifespan = realm.getActionTokenGeneratedByUserLifespan(purpose.tokenType());
        String sealed = new MailedTokens(session, origin.issuer())
                .seal(token.apply(Math.toIntExact(Time.currentTimeSeconds() + lifespan)), user, client, state);
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
