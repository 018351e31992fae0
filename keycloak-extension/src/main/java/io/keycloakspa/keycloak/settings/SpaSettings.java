package io.keycloakspa.keycloak.settings;

import io.keycloakspa.keycloak.redirect.View;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one single-page app, as far as they are written well. Each default is written here and nowhere else.
 *
 * <p>A realm file edited by hand comes past the checks of the admin console. A value that means nothing then counts as
 * the default, which is always the careful one, so a slip never opens what its author did not clearly open.
 *
 * @param views the texts of those pages that are named; whether they can be used, {@link SpaViews} says
 * @param contextInQuery what the app is told stands in the query of its page's address instead of the fragment
 * @param oneClickConfirm a link that confirms an address is done when it is opened, without a click in the app
 * @param developmentHost the text of an origin that all pages are moved to
 * @param receivesAdminMails links of mails that an administrator sends without naming a client lead to this app
 * @param identifiers what identifies a person in this app, in place of what the login flow's setting says
 * @param registrationOverJson people may register over the JSON API, provided the realm allows registration at all
 * @param unconfirmedDays after how many days a registration over JSON is removed that nobody has confirmed
 * @param accountDeletion people may delete their own accounts over the JSON API
 * @param requestsPerSource requests a minute that one network address may send
 * @param requestsPerClient requests a minute that all users of the app together may send
 */
public record SpaSettings(
        Map<View, String> views,
        boolean contextInQuery,
        boolean oneClickConfirm,
        Optional<String> developmentHost,
        boolean receivesAdminMails,
        Optional<List<IdentifierSource>> identifiers,
        boolean registrationOverJson,
        int unconfirmedDays,
        boolean accountDeletion,
        int requestsPerSource,
        int requestsPerClient) {

    /** Holds also where an app has no settings any more. */
    public static final int UNCONFIRMED_DAYS = 7;

    static final int REQUESTS_PER_SOURCE = 120;
    static final int REQUESTS_PER_CLIENT = 1200;
    static final int MAX_REQUESTS = 1_000_000;

    /** Reads the form's values by their keys; a key that is missing or blank has its default. */
    public static SpaSettings of(Map<String, String> config) {
        Map<View, String> views = new EnumMap<>(View.class);
        for (View view : View.values()) {
            text(config, view.key()).ifPresent(text -> views.put(view, text));
        }
        List<IdentifierSource> identifiers =
                IdentifierSource.list(config.get(SpaSettingsForm.IDENTIFIERS), ignored -> {});
        return new SpaSettings(
                Map.copyOf(views),
                SpaSettingsForm.QUERY.equals(config.get(SpaSettingsForm.CONTEXT)),
                SpaSettingsForm.ONE_CLICK.equals(config.get(SpaSettingsForm.CONFIRM_MODE)),
                text(config, SpaSettingsForm.DEVELOPMENT_HOST),
                bool(config, SpaSettingsForm.ADMIN_MAILS),
                identifiers.isEmpty() ? Optional.empty() : Optional.of(identifiers),
                bool(config, SpaSettingsForm.REGISTRATION_OVER_JSON),
                number(config.get(SpaSettingsForm.UNCONFIRMED_DAYS)).orElse(UNCONFIRMED_DAYS),
                bool(config, SpaSettingsForm.ACCOUNT_DELETION),
                number(config.get(SpaSettingsForm.REQUESTS_PER_SOURCE)).orElse(REQUESTS_PER_SOURCE),
                number(config.get(SpaSettingsForm.REQUESTS_PER_CLIENT)).orElse(REQUESTS_PER_CLIENT));
    }

    /** The text that names a page; empty where the page is at its fallback path. */
    public Optional<String> view(View view) {
        return Optional.ofNullable(views.get(view));
    }

    /** Reads a number of requests or days; empty for anything but a decimal number from 1 to a million. */
    static Optional<Integer> number(@Nullable String text) {
        if (text == null || !text.matches("[1-9][0-9]{0,6}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(text)).filter(number -> number <= MAX_REQUESTS);
    }

    private static Optional<String> text(Map<String, String> config, String key) {
        return Optional.ofNullable(config.get(key)).filter(text -> !text.isBlank());
    }

    private static boolean bool(Map<String, String> config, String key) {
        return "true".equals(config.get(key));
    }
}
