package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.login.LoginConfig;
import io.keycloakspa.keycloak.login.LoginIdentifier;
import io.keycloakspa.keycloak.login.UserLookup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.EmailException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

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
            ClientModel app = client.get();
            new LinkMail(origin, kind.purpose(), handle, state)
                    .write(session, app, user, expiresAt -> kind.token(user, expiresAt, app), kind::send);
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
}
