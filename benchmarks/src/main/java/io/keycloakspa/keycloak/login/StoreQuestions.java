package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.settings.IdentifierSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;

/** Counts what {@link UserLookup} really asks for a typed text: it runs on a user store that only takes notes. */
final class StoreQuestions {

    // What Keycloak's user store sends for one call, as its database logged it.
    private static final Map<String, Integer> STATEMENTS = Map.of(
            "getUserByUsername", 1,
            "getUserByEmail", 1,
            "searchForUserStream", 1,
            "searchForUserByUserAttributeStream", 2);

    private final List<String> calls = new ArrayList<>();
    private final boolean knows;

    private StoreQuestions(boolean knows) {
        this.knows = knows;
    }

    /** The number of statements until nobody was found, with user name, address and one attribute as identifiers. */
    static int statementsForNobody(String typed) {
        return new StoreQuestions(false).count(typed);
    }

    /** The number of statements when the first question hits; reading the account that is hit costs one more. */
    static int statementsForSomebody(String typed) {
        return new StoreQuestions(true).count(typed);
    }

    private int count(String typed) {
        LoginIdentifier.parse(typed).ifPresent(identifier -> {
            var member = IdentifierSource.parse("attribute:member").orElseThrow();
            var config = new LoginConfig(List.of(IdentifierSource.USERNAME, IdentifierSource.EMAIL, member), true);
            UserModel account = proxy(UserModel.class, (proxy, method, arguments) -> switch (method.getName()) {
                case "getId" -> "1";
                case "getUsername", "getEmail" -> identifier.normal();
                default -> unset(method.getReturnType());
            });
            UserProvider users = proxy(UserProvider.class, (proxy, method, arguments) -> {
                calls.add(method.getName());
                Stream<UserModel> found = Stream.ofNullable(knows ? account : null);
                return method.getReturnType() == Stream.class
                        ? found
                        : found.findFirst().orElse(null);
            });
            KeycloakSession session = proxy(
                    KeycloakSession.class,
                    (proxy, method, arguments) -> method.getName().equals("users") ? users : null);
            RealmModel realm = proxy(RealmModel.class, (proxy, method, arguments) -> unset(method.getReturnType()));
            new UserLookup(session, realm, config).find(identifier);
        });
        return calls.stream()
                .mapToInt(call -> Objects.requireNonNull(STATEMENTS.get(call), call))
                .sum();
    }

    private static @Nullable Object unset(Class<?> type) {
        return type == boolean.class ? false : type == Stream.class ? Stream.empty() : null;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(StoreQuestions.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
