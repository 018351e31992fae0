package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.spa.client.ClientDescription.Profile;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person may know of their own account.
 *
 * @param email absent for an account without an address
 * @param pendingEmail the address that it will have once its mailed link is redeemed
 * @param attributes each a text, or a list of texts
 * @param passwordSet {@code false} for people who sign in by a passkey or at another provider only
 * @param profile how to show the attributes
 */
public record AccountDescription(
        String id,
        String username,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String pendingEmail,
        Map<String, Object> attributes,
        boolean passwordSet,
        May may,
        Profile profile) {

    /** What the person may do beyond changing attributes and password. */
    public record May(boolean changeUsername, boolean changeEmail, boolean delete) {}
}
