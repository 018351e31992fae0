package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.login.LoginIdentityRules.Answer;
import io.keycloakspa.keycloak.login.LoginIdentityRules.Question;
import io.keycloakspa.keycloak.settings.IdentifierSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/** Asks Keycloak's user store, local and federated, the questions of {@link LoginIdentityRules}. */
public final class UserLookup {

    // More than one is nobody, so a second tells all.
    private static final int ENOUGH = 2;

    private final UserProvider users;
    private final RealmModel realm;
    private final LoginConfig config;

    public UserLookup(KeycloakSession session, RealmModel realm, LoginConfig config) {
        this.users = session.users();
        this.realm = realm;
        this.config = config;
    }

    /**
     * The account that is meant.
     *
     * @param by what identified it
     */
    public record Meant(UserModel user, IdentifierSource by) {}

    /** Who is meant; empty for nobody, or for more than one. The account may be disabled or locked. */
    public Optional<Meant> find(LoginIdentifier identifier) {
        try {
            return new LoginIdentityRules(config.identifiers())
                    .resolve(identifier, question -> hits(question, identifier))
                    .filter(this::counts)
                    .map(answer -> new Meant(answer.account(), answer.source()));
        } catch (ModelDuplicateException e) {
            // The store's way to say that it knows several.
            return Optional.empty();
        }
    }

    /** Whether another account has the identifier in the form asked for, whether it counts for a login or not. */
    boolean isTaken(Question question, LoginIdentifier identifier, @Nullable UserModel exceptBy) {
        try {
            return hits(question, identifier).stream()
                    .anyMatch(user -> exceptBy == null || !user.getId().equals(exceptBy.getId()));
        } catch (ModelDuplicateException e) {
            return true;
        }
    }

    private boolean counts(Answer<UserModel> answer) {
        return answer.source().kind() != IdentifierSource.Kind.EMAIL
                || answer.account().isEmailVerified()
                || config.unconfirmedAddressCounts()
                || realm.isVerifyEmail()
                // There the address is the user name, and nobody could log in before it is confirmed.
                || realm.isRegistrationEmailAsUsername();
    }

    private Collection<UserModel> hits(Question question, LoginIdentifier identifier) {
        Map<String, UserModel> hits = new LinkedHashMap<>();
        for (String form : question.forms()) {
            stored(question.source(), form)
                    .filter(user -> user.getServiceAccountClientLink() == null)
                    // A federated store may answer by what it likes, such as a user name's question by an address.
                    .filter(user -> values(user, question.source()).anyMatch(identifier::is))
                    .takeWhile(user -> hits.size() < ENOUGH)
                    .forEach(user -> hits.put(user.getId(), user));
        }
        return hits.values();
    }

    private Stream<UserModel> stored(IdentifierSource source, String form) {
        return switch (source.kind()) {
            case USERNAME -> Stream.ofNullable(users.getUserByUsername(realm, form));
            case EMAIL -> withAddress(form);
            case ATTRIBUTE -> users.searchForUserByUserAttributeStream(realm, source.attribute(), form);
        };
    }

    /** Keycloak caches the owner of an address, and does not notice when a second account gets it too. */
    private Stream<UserModel> withAddress(String address) {
        UserModel first = users.getUserByEmail(realm, address);
        if (first == null) {
            return Stream.empty();
        }
        Map<String, String> exactly = Map.of(UserModel.EMAIL, address, UserModel.EXACT, "true");
        return Stream.concat(Stream.of(first), users.searchForUserStream(realm, exactly, 0, ENOUGH));
    }

    private static Stream<String> values(UserModel user, IdentifierSource source) {
        return switch (source.kind()) {
            case USERNAME -> Stream.ofNullable(user.getUsername());
            case EMAIL -> Stream.ofNullable(user.getEmail());
            case ATTRIBUTE -> user.getAttributeStream(source.attribute());
        };
    }
}
