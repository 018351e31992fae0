package io.keycloakspa.keycloak.settings;

import io.keycloakspa.keycloak.redirect.RedirectTarget;
import io.keycloakspa.keycloak.redirect.RedirectTargetRules;
import io.keycloakspa.keycloak.redirect.RedirectTargetRules.Refusal;
import io.keycloakspa.keycloak.redirect.View;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.services.util.ResolveRelative;

/** Finds the pages of an app. Every use checks them as saving does: a realm file, or another redirect URI, may have changed. */
public final class SpaViews {

    private static final Logger LOG = Logger.getLogger(SpaViews.class);

    private final Supplier<SpaOptions> options;

    /** What was complained about, so that a busy app does not flood the log: a few lines per client at most. */
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    public SpaViews() {
        this(SpaOptions::read);
    }

    SpaViews(Supplier<SpaOptions> options) {
        this.options = options;
    }

    /** Where a mailed link may lead; empty where no page can be used, and Keycloak's own has to serve. */
    public Optional<RedirectTarget> find(KeycloakSession session, ClientModel client, SpaSettings settings, View view) {
        try {
            String address = checked(session, client, view, settings.view(view).orElseGet(view::fallbackPath));
            if (settings.developmentHost().isPresent() && options.get().developmentHosts()) {
                address = moved(
                        session,
                        client,
                        view,
                        address,
                        settings.developmentHost().get());
            }
            return Optional.of(new RedirectTarget(address, settings.contextInQuery()));
        } catch (SettingRefused e) {
            report(client, view, e);
            return Optional.empty();
        }
    }

    /** The whole address of a page that the client may have. */
    static String checked(KeycloakSession session, ClientModel client, View view, String text) throws SettingRefused {
        checkSyntax(view, text);
        String address = text.startsWith("/") ? belowRoot(session, client, view, text) : text;
        checkListed(session, client, view, address);
        return address;
    }

    /** What can be checked where the client is not known. */
    static void checkSyntax(View view, String text) throws SettingRefused {
        refuse(RedirectTargetRules.refusal(text), SpaSettingsForm.label(view));
    }

    /** The same page on the development host; the client must have it there as well. */
    static String moved(KeycloakSession session, ClientModel client, View view, String address, String host)
            throws SettingRefused {
        checkDevelopmentHost(host);
        String moved = RedirectTargetRules.onDevelopmentHost(address, host);
        checkListed(session, client, view, moved);
        return moved;
    }

    static void checkDevelopmentHost(String host) throws SettingRefused {
        refuse(RedirectTargetRules.refusalOfDevelopmentHost(host), SpaSettingsForm.DEVELOPMENT_HOST_LABEL);
    }

    private static String belowRoot(KeycloakSession session, ClientModel client, View view, String path)
            throws SettingRefused {
        String root = client.getRootUrl();
        if (root == null || root.isBlank()) {
            // Keycloak would take its own address, where no app is.
            throw new SettingRefused("spaSettingsNoRootUrl", SpaSettingsForm.label(view));
        }
        String withoutSlash = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
        String address = ResolveRelative.resolveRelativeUri(session, withoutSlash, path);
        Optional<Refusal> refusal = RedirectTargetRules.refusalOfAddress(address);
        if (refusal.isPresent()) {
            boolean tooLong = refusal.get() == Refusal.TOO_LONG;
            throw new SettingRefused(
                    tooLong ? refusal.get().messageKey() : "spaSettingsRootUrl", SpaSettingsForm.label(view));
        }
        return address;
    }

    private static void checkListed(KeycloakSession session, ClientModel client, View view, String address)
            throws SettingRefused {
        String matched = RedirectTargetRules.withoutRoute(address);
        if (RedirectUtils.verifyRedirectUri(session, matched, client) == null) {
            throw new SettingRefused("spaSettingsNotListed", SpaSettingsForm.label(view), matched);
        }
    }

    private static void refuse(Optional<Refusal> refusal, String label) throws SettingRefused {
        if (refusal.isPresent()) {
            throw new SettingRefused(refusal.get().messageKey(), label);
        }
    }

    private void report(ClientModel client, View view, SettingRefused why) {
        if (reported.add(client.getId() + view + why.messageKey())) {
            LOG.warnf(
                    "Client '%s': its page \"%s\" cannot be used (%s); Keycloak's own page serves. Save the client's"
                            + " \"SPA settings\" in the admin console to see what to write.",
                    client.getClientId(), SpaSettingsForm.label(view), why.messageKey());
        }
    }
}
