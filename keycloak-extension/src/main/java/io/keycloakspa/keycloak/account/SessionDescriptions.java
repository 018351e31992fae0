package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.account.OwnSession.App;
import io.keycloakspa.keycloak.redeem.UserSessions;
import io.keycloakspa.keycloak.spa.request.Texts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.device.DeviceActivityManager;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.representations.account.DeviceRepresentation;
import org.keycloak.services.managers.AuthenticationManager;

/** Describes sessions as Keycloak's account console does. */
final class SessionDescriptions {

    /** What Keycloak writes where it knows nothing. */
    private static final Set<String> UNKNOWN = Set.of("other", "unknown");

    private final RealmModel realm;
    private final Texts texts;

    SessionDescriptions(RealmModel realm, Texts texts) {
        this.realm = realm;
        this.texts = texts;
    }

    /** The sessions that go on: the current one first, then by last use. */
    List<OwnSession> of(List<UserSessionModel> sessions, UserSessionModel current) {
        return sessions.stream()
                .filter(userSession -> AuthenticationManager.isSessionValid(realm, userSession))
                .map(userSession -> describe(userSession, UserSessions.isSame(userSession, current)))
                .sorted(Comparator.comparing(OwnSession::current)
                        .thenComparing(OwnSession::lastUsed)
                        .reversed()
                        .thenComparing(OwnSession::id))
                .toList();
    }

    private OwnSession describe(UserSessionModel userSession, boolean current) {
        DeviceRepresentation device = Objects.requireNonNullElseGet(
                DeviceActivityManager.getCurrentDevice(userSession), DeviceRepresentation::unknown);
        return new OwnSession(
                userSession.getId(),
                time(userSession.getStarted()),
                time(userSession.getLastSessionRefresh()),
                time(TimeUnit.MILLISECONDS.toSeconds(expires(userSession))),
                userSession.getIpAddress(),
                versioned(device.getBrowser(), null),
                versioned(device.getOs(), device.getOsVersion()),
                versioned(device.getDevice(), null),
                current,
                userSession.isOffline(),
                apps(userSession));
    }

    /** Milliseconds. A session for offline tokens may have no end but the one that comes when nobody uses it. */
    private long expires(UserSessionModel userSession) {
        boolean offline = userSession.isOffline();
        boolean rememberMe = userSession.isRememberMe();
        long end = SessionExpirationUtils.calculateUserSessionMaxLifespanTimestamp(
                offline, rememberMe, TimeUnit.SECONDS.toMillis(userSession.getStarted()), realm);
        return end == -1
                ? SessionExpirationUtils.calculateUserSessionIdleTimestamp(
                        offline, rememberMe, TimeUnit.SECONDS.toMillis(userSession.getLastSessionRefresh()), realm)
                : end;
    }

    private List<App> apps(UserSessionModel userSession) {
        return userSession.getAuthenticatedClientSessions().keySet().stream()
                .map(realm::getClientById)
                .filter(Objects::nonNull)
                .map(client -> new App(client.getClientId(), name(client)))
                .sorted(Comparator.comparing(App::clientId))
                .toList();
    }

    private String name(ClientModel client) {
        String name = client.getName();
        return name == null || name.isBlank() ? client.getClientId() : texts.resolve(name);
    }

    private static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }

    /** A name with its version as people write them, {@code null} for what Keycloak writes where it knows nothing. */
    static @Nullable String versioned(@Nullable String name, @Nullable String version) {
        if (name == null || name.isBlank()) {
            return null;
        }
        // Keycloak itself joins a browser and its version by a slash.
        String[] parts = name.split("/", 2);
        String known = isKnown(version) ? version : parts.length == 2 && isKnown(parts[1]) ? parts[1] : "";
        return isKnown(parts[0]) ? (parts[0] + " " + known).strip() : null;
    }

    private static boolean isKnown(@Nullable String text) {
        return text != null && !text.isBlank() && !UNKNOWN.contains(text.toLowerCase(java.util.Locale.ROOT));
    }
}
