package io.keycloakspa.keycloak.link;

import org.jspecify.annotations.Nullable;

/** An address that its owner recognises and nobody else can use. */
final class MaskedAddress {

    private static final String HIDDEN = "•••";

    private MaskedAddress() {}

    /** The first character and the domain; the number of the others is not told. */
    static @Nullable String of(@Nullable String address) {
        int at = address == null ? -1 : address.lastIndexOf('@');
        return address == null || at < 1
                ? null
                : address.substring(0, address.offsetByCodePoints(0, 1)) + HIDDEN + address.substring(at);
    }
}
