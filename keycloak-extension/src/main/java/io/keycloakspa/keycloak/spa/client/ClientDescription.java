package io.keycloakspa.keycloak.spa.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.keycloakspa.keycloak.password.PasswordRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a single-page app may know about itself before anybody has signed in. Nothing in it is a secret or personal. */
public record ClientDescription(
        String issuer,
        String clientId,
        Registration registration,
        Profile profile,
        List<PasswordRule> passwordPolicy,
        Locales locales) {

    /**
     * How people come to an account.
     *
     * @param allowed people may register themselves in the realm, on its hosted page at least
     * @param overJson the app may register them itself
     * @param emailAsUsername there is no user name of its own to ask for
     * @param termsExpected the person has to accept the realm's terms for it
     * @param passwordExpected the password belongs into the registration; otherwise it is asked for when the mailed
     *     link has proven the address
     */
    record Registration(
            boolean allowed,
            boolean overJson,
            boolean emailAsUsername,
            boolean termsExpected,
            boolean passwordExpected) {}

    /** The fields of the registration, in the order in which to show them. */
    public record Profile(List<Attribute> attributes) {}

    /**
     * One field.
     *
     * @param displayName in the caller's language
     * @param readOnly shown, but nothing the person may set at registration
     * @param validators by id, with their public configuration
     * @param annotations how to show the field: input type, placeholder, helper texts
     */
    public record Attribute(
            String name,
            String displayName,
            boolean required,
            boolean readOnly,
            boolean multivalued,
            @Nullable String defaultValue,
            Map<String, Map<String, Object>> validators,
            Map<String, Object> annotations) {}

    /**
     * The languages of the realm.
     *
     * @param unset used where none of the others fits
     * @param supported language tags, sorted
     */
    record Locales(@JsonProperty("default") String unset, List<String> supported) {}
}
