package io.keycloakspa.keycloak.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where the person is signed in, as Keycloak knows it.
 *
 * @param started RFC 3339, UTC, as the other times
 * @param expires when it ends by itself at the latest
 * @param browser with its version; absent if unknown, as are {@code os} and {@code device}
 * @param current the one that this request belongs to
 * @param offline goes on without a browser, by tokens that an app keeps
 */
public record OwnSession(
        String id,
        String started,
        String lastUsed,
        String expires,
        @Nullable String ipAddress,
        @Nullable String browser,
        @Nullable String os,
        @Nullable String device,
        boolean current,
        boolean offline,
        List<App> apps) {

    /**
     * An app that is signed in there.
     *
     * @param name for people
     */
    public record App(String clientId, String name) {}
}
