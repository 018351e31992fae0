package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.login.LoginConfig;
import io.keycloakspa.keycloak.login.LoginIdentifier;
import io.keycloakspa.keycloak.login.UserLookup;
import io.keycloakspa.keycloak.mail.AskedMail;
import io.keycloakspa.keycloak.mail.AskedMailJob;
import io.keycloakspa.keycloak.mail.CodeHandle;
import io.keycloakspa.keycloak.mail.MailJob;
import io.keycloakspa.keycloak.mail.MailLimit;
import io.keycloakspa.keycloak.mail.MailOrigin;
import io.keycloakspa.keycloak.mail.Notice;
import io.keycloakspa.keycloak.mail.NoticeJob;
import io.keycloakspa.keycloak.profile.ProfileErrors;
import io.keycloakspa.keycloak.settings.IdentifierSource;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.EmailException;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What follows a registration: an account and the mail that confirms its address, or a note to whoever has the address
 * already. Nothing of it is seen by whoever registered.
 */
record RegistrationJob(
        MailOrigin origin,
        Newcomer newcomer,
        CodeHandle handle,
        @Nullable String state) implements MailJob {

    private static final LoginConfig BY_NAME_OR_ADDRESS =
            new LoginConfig(List.of(IdentifierSource.USERNAME, IdentifierSource.EMAIL), true);

    @Override
    public void send(KeycloakSession session, int attempt) throws EmailException {
        if (origin.enter(session).isEmpty()) {
            return;
        }
        RealmModel realm = session.getContext().getRealm();
        // In a transaction of its own: the account is there whatever becomes of the mail, and no mail goes out for one
        // that could not be made.
        AtomicReference<Optional<MailJob>> due = new AtomicReference<>(Optional.empty());
        AddressTurn.of(session, realm, newcomer)
                .run(() -> due.set(KeycloakModelUtils.runJobInTransactionWithResult(
                        session.getKeycloakSessionFactory(), own -> settle(own, attempt))));
        MailJob mail = due.get().orElse(null);
        if (mail instanceof NoticeJob
                && attempt == 0
                && !MailLimit.take(session, realm, Notice.ACCOUNT_EXISTS.name(), newcomer.email())) {
            return;
        }
        if (mail != null) {
            mail.send(session, attempt);
        }
    }

    @Override
    public void failed(KeycloakSession session) {
        if (origin.enter(session).isEmpty()) {
            return;
        }
        find(session, newcomer.name())
                .filter(this::isUnconfirmed)
                .<MailJob>map(user -> confirmation())
                .or(() -> find(session, newcomer.email()).map(this::notice))
                .ifPresent(mail -> mail.failed(session));
    }

    /** Makes the account if there is none yet; the mail that is due then. */
    private Optional<MailJob> settle(KeycloakSession session, int attempt) {
        ClientModel client = origin.enter(session).orElse(null);
        if (client == null) {
            return Optional.empty();
        }
        Optional<UserModel> earlier = find(session, newcomer.name()).filter(newcomer::hasAddressOf);
        if (earlier.isPresent()) {
            return Optional.of(isUnconfirmed(earlier.get()) ? confirmation() : notice(earlier.get()));
        }
        EventBuilder event = RegistrationEvents.describe(origin.event(session, client), newcomer);
        ProfileErrors errors = new ProfileErrors();
        NewcomerCheck check = new NewcomerCheck(session, newcomer, errors);
        check.run();
        if (errors.list().isEmpty()) {
            event.user(create(session, check, client)).success();
            return Optional.of(confirmation());
        }
        Optional<UserModel> owner =
                errors.has(FieldCode.EMAIL_TAKEN) ? find(session, newcomer.email()) : Optional.empty();
        if (attempt == 0) {
            owner.ifPresent(event::user);
            event.error(RegistrationEvents.error(errors));
        }
        return owner.map(this::notice);
    }

    private UserModel create(KeycloakSession session, NewcomerCheck check, ClientModel client) {
        UserModel user = NewAccount.create(session.getContext().getRealm(), check, newcomer);
        // For whoever comes by Keycloak's own pages; the app's way sets the first password and removes it.
        user.addRequiredAction(RequiredAction.UPDATE_PASSWORD);
        UnconfirmedAccounts.mark(user, client);
        return user;
    }

    private boolean isUnconfirmed(UserModel account) {
        return newcomer.hasAddressOf(account) && !account.isEmailVerified();
    }

    private static Optional<UserModel> find(KeycloakSession session, String identifier) {
        UserLookup lookup = new UserLookup(session, session.getContext().getRealm(), BY_NAME_OR_ADDRESS);
        return LoginIdentifier.parse(identifier).flatMap(lookup::find).map(UserLookup.Meant::user);
    }

    private MailJob confirmation() {
        return new AskedMailJob(origin, AskedMail.CONFIRM, BY_NAME_OR_ADDRESS, newcomer.name(), handle, state);
    }

    private MailJob notice(UserModel owner) {
        return new NoticeJob(origin, Notice.ACCOUNT_EXISTS, owner.getId(), null, Instant.now());
    }
}
