package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.login.LoginIdentifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.Constants;
import org.keycloak.models.UserModel;

/**
 * What somebody typed to register, in the form in which it is stored (C-14, C-15).
 *
 * @param username {@code null} where the realm takes the address for it; empty if it was not sent
 * @param attributes the other fields of the realm's user profile
 * @param acceptedTerms the realm asked for it, and the person did
 */
record Newcomer(@Nullable String username, String email, Map<String, List<String>> attributes, boolean acceptedTerms) {

    static Newcomer of(
            @Nullable String username, String email, Map<String, List<String>> attributes, boolean acceptedTerms) {
        return new Newcomer(
                username == null ? null : normal(username, LoginIdentifier.Kind.NAME),
                normal(email, LoginIdentifier.Kind.EMAIL),
                attributes,
                acceptedTerms);
    }

    /**
     * The fields as Keycloak's user profile takes them. To it {@code user.attributes.email} is the address too; left out,
     * it is refused like any other that is nobody's.
     */
    Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new HashMap<>(attributes);
        fields.keySet().removeIf(name -> name.startsWith(Constants.USER_ATTRIBUTES_PREFIX));
        fields.put(UserModel.EMAIL, List.of(email));
        fields.put(UserModel.USERNAME, List.of(name()));
        return fields;
    }

    /** What the account is called. */
    String name() {
        return username == null ? email : username;
    }

    /** The name in the one form of all ways to write it. */
    String normalName() {
        return LoginIdentifier.parse(name()).map(LoginIdentifier::normal).orElse(name());
    }

    /** Whether an account has this address, whatever form it is stored in. */
    boolean hasAddressOf(UserModel account) {
        String address = account.getEmail();
        return address != null && normal(address, LoginIdentifier.Kind.EMAIL).equals(email);
    }

    /** Text that is neither stays as it is: the rules then say what is wrong with it. */
    private static String normal(String text, LoginIdentifier.Kind kind) {
        return LoginIdentifier.parse(text)
                .filter(identifier -> identifier.kind() == kind)
                .map(identifier -> kind == LoginIdentifier.Kind.EMAIL ? identifier.normal() : identifier.asTyped())
                .orElse(text.strip());
    }
}
