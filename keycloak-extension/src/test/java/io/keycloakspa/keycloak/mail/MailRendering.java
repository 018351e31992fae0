package io.keycloakspa.keycloak.mail;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.keycloak.theme.KeycloakSanitizerMethod;
import org.keycloak.theme.Theme;
import org.keycloak.theme.beans.LinkExpirationFormatterMethod;
import org.keycloak.theme.beans.MessageFormatterMethod;
import org.keycloak.theme.freemarker.DefaultFreeMarkerProvider;

/**
 * Renders mails by Keycloak's own classes. What needs a server is told again here: the order in which templates and
 * messages are looked for, as in Keycloak's {@code DefaultThemeManager} and {@code LocaleUtil}.
 */
final class MailRendering {

    private static final String BASE = "theme/base/email/";
    private static final String OURS = "theme/keycloak-spa/email/";
    private static final String FOR_ANY_THEME = "theme-resources/";

    private final List<String> themes;
    private final DefaultFreeMarkerProvider freeMarker =
            new DefaultFreeMarkerProvider(new ConcurrentHashMap<>(), new KeycloakSanitizerMethod());
    private final Properties properties = new Properties();
    private final Theme theme = mock(Theme.class);

    private MailRendering(String name, List<String> themes) {
        this.themes = themes;
        try {
            for (String root : themes) {
                load(properties, root + "theme.properties");
            }
            when(theme.getName()).thenReturn(name);
            when(theme.getType()).thenReturn(Theme.Type.EMAIL);
            when(theme.getTemplate(anyString())).thenAnswer(call -> template(call.getArgument(0)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** In the theme of this jar. */
    static MailRendering styled() {
        return new MailRendering("keycloak-spa", List.of(BASE, OURS));
    }

    /** In Keycloak's bare theme, which stands for any theme that knows nothing of us. */
    static MailRendering bare() {
        return new MailRendering("base", List.of(BASE));
    }

    /** A mail as it goes out. */
    record Mail(String subject, String text, String html) {

        Document page() {
            return Jsoup.parse(html);
        }
    }

    /**
     * Renders both forms.
     *
     * @param template name without folder and {@code .ftl}
     * @param more replaces and adds to the attributes that every mail has
     */
    Mail render(String template, String subjectKey, Locale locale, Map<String, ?> more) {
        Properties messages = messages(locale);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("locale", locale);
        attributes.put("ltr", true);
        attributes.put("msg", new MessageFormatterMethod(locale, messages));
        attributes.put("properties", properties);
        attributes.put("realmName", "Blog");
        attributes.put("user", Map.of("username", "alice", "email", "alice@example.org"));
        attributes.put("linkExpirationFormatter", new LinkExpirationFormatterMethod(messages, locale));
        attributes.putAll(more);
        String subject = messages.getProperty(subjectKey, subjectKey);
        attributes.put("subject", subject);
        try {
            return new Mail(
                    subject,
                    freeMarker.processTemplate(attributes, "text/" + template + ".ftl", theme),
                    freeMarker.processTemplate(attributes, "html/" + template + ".ftl", theme));
        } catch (org.keycloak.theme.FreeMarkerException e) {
            throw new AssertionError(template, e);
        }
    }

    Properties properties() {
        return properties;
    }

    // None is an answer: FreeMarker asks for a name with its locale first.
    private @Nullable URL template(String name) {
        List<String> places = new ArrayList<>(themes);
        Collections.reverse(places);
        places.add(FOR_ANY_THEME + "templates/");
        return places.stream()
                .map(place -> MailRendering.class.getClassLoader().getResource(place + name))
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
    }

    private Properties messages(Locale locale) {
        Properties messages = new Properties();
        Stream.of("en", locale.getLanguage()).forEach(language -> {
            load(messages, FOR_ANY_THEME + "messages/messages_" + language + ".properties");
            themes.forEach(root -> load(messages, root + "messages/messages_" + language + ".properties"));
        });
        return messages;
    }

    private static void load(Properties properties, String resource) {
        try (var stream = MailRendering.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream != null) {
                try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                    properties.load(reader);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
    }
}
