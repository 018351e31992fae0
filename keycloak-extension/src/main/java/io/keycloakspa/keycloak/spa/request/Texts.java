package io.keycloakspa.keycloak.spa.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/**
 * The texts for people in one language: Keycloak's and ours, with what the realm's administrator has changed in
 * "Localization".
 */
public final class Texts {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}]+)}");

    private final Properties messages;
    private final Locale locale;

    Texts(Properties messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    static Texts of(KeycloakSession session, RealmModel realm, Locale locale) {
        try {
            return new Texts(session.theme().getTheme(Theme.Type.LOGIN).getEnhancedMessages(realm, locale), locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a key, or the key where there is none. */
    public String of(String key, Object... parameters) {
        String text = messages.getProperty(key);
        return text == null ? key : new MessageFormat(text, locale).format(parameters);
    }

    /** A text from the realm's configuration, which may be a reference to a key: <code>${firstName}</code>. */
    public String resolve(String text) {
        Matcher reference = REFERENCE.matcher(text);
        return reference.matches() ? of(reference.group(1)) : text;
    }
}
