package io.keycloakspa.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keycloakspa.keycloak.mail.MailRendering.Mail;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.email.freemarker.beans.EventBean;
import org.keycloak.events.Event;

@DisplayName("The mails")
class MailTemplatesTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Path THEME = RESOURCES.resolve("theme/keycloak-spa/email");
    private static final Path ANY_THEME = RESOURCES.resolve("theme-resources");

    /** Build output to look at in a browser. */
    private static final Path PREVIEWS = Path.of("target", "mails");

    private static final String LINK = "https://id.example.org/realms/blog/link?client_id=blog-spa&key=ey.J_h-0";
    private static final String CODE = "40718253";
    private static final String HOSTILE = "<script>alert(\"x\")</script>' onload='x\r\nBcc: all@example.org\u202e";

    /** Template, key of the subject. */
    private static final Map<String, String> LINKED = Map.of(
            "email-verification", "emailVerificationSubject",
            "password-reset", "passwordResetSubject",
            "email-update-confirmation", "emailUpdateConfirmationSubject",
            "executeActions", "executeActionsSubject");

    private static final Map<String, String> NOTICES = Map.of(
            "spa-notice-password-reset", "spaNoticePasswordResetSubject",
            "spa-notice-password-changed", "spaNoticePasswordChangedSubject",
            "spa-notice-email-changed", "spaNoticeEmailChangedSubject",
            "spa-notice-email-change-requested", "spaNoticeEmailChangeRequestedSubject",
            "spa-notice-email-wanted", "spaNoticeEmailWantedSubject",
            "spa-notice-account-exists", "spaNoticeAccountExistsSubject");

    static Stream<Mails> linked() {
        return Stream.of("en", "de", "fr")
                .flatMap(language -> LINKED.keySet().stream().sorted().map(template -> new Mails(template, language)));
    }

    static Stream<Mails> notices() {
        return Stream.of("en", "de", "fr")
                .flatMap(language -> NOTICES.keySet().stream().sorted().map(template -> new Mails(template, language)));
    }

    /** A template in a language. */
    record Mails(String template, String language) {

        Mail in(MailRendering theme, Map<String, ?> more) {
            String subject = Objects.requireNonNull(LINKED.getOrDefault(template, NOTICES.get(template)));
            Mail mail = theme.render(template, subject, Locale.forLanguageTag(language), more);
            assertThat(mail.subject()).isNotBlank().isNotEqualTo(subject);
            return mail;
        }
    }

    @Nested
    @DisplayName("with a link")
    class Linked {

        private final MailRendering theme = MailRendering.styled();

        @ParameterizedTest
        @MethodSource("io.keycloakspa.keycloak.mail.MailTemplatesTest#linked")
        @DisplayName("say what happens, show the link and how long it works, as HTML and as text")
        void linkAndLife(Mails mails) throws IOException {
            Mail mail = mails.in(theme, request());
            keep(mails.template() + "-" + mails.language(), mail);
            assertWhole(mail);
            assertThat(mail.text())
                    .contains(LINK, "Blog", lifeOf30Minutes(mails))
                    .doesNotContain("&amp;");
            assertThat(mail.page().text()).contains("Blog", lifeOf30Minutes(mails));
            assertThat(mail.page().select("a").eachAttr("href")).containsOnly(LINK);
            assertThat(mail.page().select(".code")).isEmpty();
            assertThat(mail.page().select("html").attr("lang")).isEqualTo(mails.language());
        }

        @ParameterizedTest
        @MethodSource("io.keycloakspa.keycloak.mail.MailTemplatesTest#linked")
        @DisplayName("have one button and the same link to read")
        void buttonAndPlainLink(Mails mails) {
            Mail mail = mails.in(theme, request());
            if (!mails.language().equals("fr")) {
                assertThat(mail.page().select(".button a")).hasSize(1);
                assertThat(mail.page().select("a").eachText()).hasSize(2).contains(LINK);
            }
            assertThat(mail.page().select("h1").eachText()).containsExactly(mail.subject());
        }

        @ParameterizedTest
        @MethodSource("io.keycloakspa.keycloak.mail.MailTemplatesTest#linked")
        @DisplayName("show the code where there is one, without a gap in it, and how long it works")
        void code(Mails mails) throws IOException {
            Map<String, Object> request = request();
            request.put("code", CODE);
            request.put("codeExpiration", 10L);
            Mail mail = mails.in(theme, request);
            keep(mails.template() + "-code-" + mails.language(), mail);
            assertWhole(mail);
            assertThat(mail.page().select(".code").eachText()).containsExactly(CODE);
            assertThat(mail.text().lines()).contains(CODE);
            assertThat(mail.text()).contains("10 " + (mails.language().equals("de") ? "Minuten" : "minutes"));
            assertThat(language(mail, ".code")).isEqualTo(mails.language().equals("de") ? "de" : "en");
        }

        @ParameterizedTest
        @MethodSource("io.keycloakspa.keycloak.mail.MailTemplatesTest#linked")
        @DisplayName("can have a code whose life is not told")
        void codeWithoutLife(Mails mails) {
            Map<String, Object> request = request();
            request.put("code", CODE);
            assertWhole(mails.in(theme, request));
        }

        @ParameterizedTest
        @MethodSource("io.keycloakspa.keycloak.mail.MailTemplatesTest#linked")
        @DisplayName("keep a stranger's text out: names of accounts do not stand in them, the rest is escaped")
        void hostileTexts(Mails mails) {
            Map<String, Object> request = request();
            request.put("user", Map.of("username", HOSTILE, "email", HOSTILE, "firstName", HOSTILE));
            Mail named = mails.in(theme, request);
            assertThat(named.html()).doesNotContain("alert");
            assertThat(named.text()).doesNotContain("alert");
            request.put("realmName", HOSTILE);
            request.put("newEmail", HOSTILE);
            request.put("requiredActions", List.of(HOSTILE));
            assertHarmless(mails.in(theme, request));
        }

        @ParameterizedTest
        @CsvSource({
            "UPDATE_PASSWORD, en, Choose a new password",
            "UPDATE_PASSWORD, de, Neues Passwort wählen",
            "webauthn-register-passwordless, en, Set up a passkey",
            "SHOW_MY_ID, en, show my id"
        })
        @DisplayName("name what an administrator asks for, an action of somebody's own too")
        void actions(String action, String language, String name) {
            Map<String, Object> request = request();
            request.put("requiredActions", List.of(action));
            Mail mail = new Mails("executeActions", language).in(theme, request);
            assertThat(mail.page().select("li").eachText()).containsExactly(name);
            assertThat(mail.text().lines()).contains("- " + name);
        }

        @Test
        @DisplayName("do without actions, as Keycloak's admin API can send them")
        void noActions() {
            Map<String, Object> request = request();
            request.remove("requiredActions");
            Mail mail = new Mails("executeActions", "en").in(theme, request);
            assertWhole(mail);
            assertThat(mail.page().select("li")).isEmpty();
        }

        private String lifeOf30Minutes(Mails mails) {
            return "30 " + (mails.language().equals("de") ? "Minuten" : "minutes");
        }
    }

    @Nested
    @DisplayName("that only tell")
    class Notices {

        private final MailRendering theme = MailRendering.styled();

        @ParameterizedTest
        @MethodSource("io.keycloakspa.keycloak.mail.MailTemplatesTest#notices")
        @DisplayName("say what happened and when, and lead to the app, in any e-mail theme")
        void inAnyTheme(Mails mails) throws IOException {
            Map<String, String> facts =
                    Map.of("at", "21.11.2026, 23:15", "appName", "The blog", "appUrl", "https://blog.example.org/");
            for (MailRendering each : List.of(theme, MailRendering.bare())) {
                Mail mail = mails.in(each, facts);
                assertWhole(mail);
                assertThat(mail.text()).contains("Blog", "21.11.2026, 23:15", "The blog: https://blog.example.org/");
                assertThat(mail.page().text()).contains("Blog", "21.11.2026, 23:15", "The blog");
                assertThat(mail.page().select("a").eachAttr("href")).containsExactly("https://blog.example.org/");
                assertThat(language(mail, "p + p")).isEqualTo(mails.language().equals("de") ? "de" : "en");
            }
            keep(mails.template() + "-" + mails.language(), mails.in(theme, facts));
        }

        @ParameterizedTest
        @MethodSource("io.keycloakspa.keycloak.mail.MailTemplatesTest#notices")
        @DisplayName("do without time and app")
        void bareFacts(Mails mails) {
            Mail mail = mails.in(theme, Map.of());
            assertWhole(mail);
            assertThat(mail.page().select("a")).isEmpty();
            assertThat(mail.text()).doesNotContain("http");
        }

        @ParameterizedTest
        @MethodSource("io.keycloakspa.keycloak.mail.MailTemplatesTest#notices")
        @DisplayName("escape what people chose, in one line and not at any length")
        void hostileTexts(Mails mails) {
            Map<String, Object> facts = Map.of(
                    "user",
                    Map.of("username", HOSTILE + "x".repeat(500)),
                    "realmName",
                    HOSTILE,
                    "appName",
                    HOSTILE,
                    "appUrl",
                    "https://blog.example.org/\"onclick=\"x");
            Mail mail = mails.in(theme, facts);
            assertHarmless(mail);
            assertThat(mail.text()).doesNotContain("xxxxxxxxxx");
            Mail named = mails.in(theme, Map.of("user", Map.of("username", HOSTILE)));
            assertThat(named.text().lines()).noneMatch(line -> line.startsWith("Bcc:"));
            assertThat(named.text() + named.html()).doesNotContain("\u202e");
        }

        @ParameterizedTest
        @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "/relative", "//example.org"})
        @DisplayName("link to nothing but http and https")
        void appUrlOfAnotherScheme(String url) {
            Mail mail = new Mails("spa-notice-password-reset", "en").in(theme, Map.of("appUrl", url));
            assertThat(mail.page().select("a")).isEmpty();
            assertThat(mail.text()).doesNotContain(url);
        }

        @ParameterizedTest
        @ValueSource(strings = {"en", "de", "fr"})
        @DisplayName("keep the new address out of what goes to the old one, though it is the user name as well")
        void newAddressIsNotTold(String language) {
            Map<String, Object> facts =
                    Map.of("user", Map.of("username", "new@example.org", "email", "new@example.org"));
            Mail mail = new Mails("spa-notice-email-changed", language).in(theme, facts);
            assertThat(mail.text() + mail.html()).doesNotContain("new@");
            assertThat(new Mails("spa-notice-password-changed", language)
                            .in(theme, facts)
                            .text())
                    .contains("new@example.org");
        }
    }

    @Nested
    @DisplayName("that are Keycloak's own")
    class Stock {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "email-test",
                    "email-verification-with-code",
                    "event-login_error",
                    "event-remove_credential",
                    "event-remove_totp",
                    "event-update_credential",
                    "event-update_password",
                    "event-update_totp",
                    "event-user_disabled_by_permanent_lockout",
                    "event-user_disabled_by_temporary_lockout",
                    "identity-provider-link",
                    "org-invite",
                    "verifiable-credential-offer",
                    "workflow-notification"
                })
        @DisplayName("stand in the same frame")
        void sameFrame(String template) throws IOException {
            Map<String, Object> facts = request();
            Event event = new Event();
            event.setIpAddress("192.0.2.7");
            event.setTime(1_795_000_000_000L);
            event.setDetails(Map.of("credential_type", "otp"));
            facts.put("event", new EventBean(event));
            facts.put("code", CODE);
            facts.put("identityProviderDisplayName", "Example");
            facts.put("identityProviderContext", Map.of("username", "alice"));
            facts.put("organization", Map.of("name", "Example"));
            facts.put("credentialScopeDisplayName", "Diploma");
            facts.putAll(Map.of(
                    "subjectKey",
                    "accountDisableNotificationSubject",
                    "messageKey",
                    "accountDisableNotificationBody",
                    "daysRemaining",
                    3,
                    "reason",
                    "idleness"));
            Mail mail = MailRendering.styled().render(template, "eventUpdateTotpSubject", Locale.ENGLISH, facts);
            keep("stock-" + template, mail);
            assertNothingRemote(mail);
            assertThat(mail.page().select(".card").text()).isNotBlank();
            assertThat(mail.page().select("h1, h2")).hasSize(1);
            assertThat(mail.page().title()).isEqualTo(mail.subject());
        }
    }

    @Nested
    @DisplayName("are complete:")
    class Complete {

        @Test
        @DisplayName("each template exists as HTML and as text")
        void bothForms() throws IOException {
            Set<String> layouts = Set.of("template.ftl", "actions.ftl");
            for (Path folder : List.of(THEME, ANY_THEME.resolve("templates"))) {
                Set<String> html = names(folder.resolve("html"));
                html.removeAll(layouts);
                assertThat(names(folder.resolve("text"))).isEqualTo(html);
            }
            assertThat(names(THEME.resolve("text"))).containsAll(files(LINKED.keySet()));
            assertThat(names(ANY_THEME.resolve("templates/text"))).containsAll(files(NOTICES.keySet()));
        }

        @Test
        @DisplayName("each language has the same keys, in a form that MessageFormat takes")
        void equalKeys() throws IOException {
            Properties english = messages("en");
            Properties german = messages("de");
            assertThat(german.keySet()).isEqualTo(english.keySet());
            for (Properties messages : List.of(english, german)) {
                for (String key : messages.stringPropertyNames()) {
                    assertThatCode(() -> new MessageFormat(messages.getProperty(key)))
                            .as(key)
                            .doesNotThrowAnyException();
                }
            }
        }

        @Test
        @DisplayName("the theme is announced to Keycloak")
        void announced() throws IOException {
            assertThat(Files.readString(RESOURCES.resolve("META-INF/keycloak-themes.json"))
                            .replaceAll("\\s", ""))
                    .isEqualTo("{\"themes\":[{\"name\":\"keycloak-spa\",\"types\":[\"email\",\"login\"]}]}");
            assertThat(MailRendering.styled().properties()).containsEntry("parent", "base");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mailInk, mailSurface",
        "mailInk, mailPaper",
        "mailInk, mailTint",
        "mailMuted, mailSurface",
        "mailAccent, mailSurface",
        "mailOnAccent, mailAccent"
    })
    @DisplayName("can be read, light and dark: contrast as WCAG 2.2, 1.4.3 wants it")
    void contrast(String ink, String paper) {
        Properties colours = MailRendering.styled().properties();
        for (String mode : List.of("", "Dark")) {
            double one = luminance(colours.getProperty(ink + mode));
            double other = luminance(colours.getProperty(paper + mode));
            assertThat((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05))
                    .as(ink + mode)
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    private static Map<String, Object> request() {
        return new HashMap<>(Map.of(
                "link",
                LINK,
                "linkExpiration",
                30L,
                "newEmail",
                "alice@new.example.org",
                "requiredActions",
                List.of("VERIFY_EMAIL", "UPDATE_PASSWORD")));
    }

    /** No remote part, nothing left to fill in, no key instead of a text. */
    private static void assertWhole(Mail mail) {
        assertNothingRemote(mail);
        assertThat(mail.page().select("html").attr("dir")).isEqualTo("ltr");
        for (String form : List.of(mail.page().text(), mail.text(), mail.subject())) {
            assertThat(form).doesNotContainPattern("\\{\\d|\\$\\{|spaMail|spaNotice|Subject|requiredAction|''");
        }
        assertThat(mail.text()).doesNotContainPattern("\\n{4}");
    }

    private static void assertNothingRemote(Mail mail) {
        assertThat(mail.html()).doesNotContain("@import").doesNotContain("url(");
        assertThat(mail.page().select("img, link, script, iframe, object, video, audio, base, form"))
                .isEmpty();
        List<String> remote = new ArrayList<>();
        for (Element element : mail.page().getAllElements()) {
            element.attributes().forEach(attribute -> {
                boolean link = element.nameIs("a") && attribute.getKey().equals("href");
                if (!link && attribute.getValue().contains("//")) {
                    remote.add(element.tagName() + " " + attribute);
                }
            });
        }
        assertThat(remote).isEmpty();
    }

    private static void assertHarmless(Mail mail) {
        assertThat(mail.page().select("script, [onload], [onclick]")).isEmpty();
        assertThat(mail.html()).doesNotContain("<script");
        assertNothingRemote(mail);
    }

    /** What a screen reader takes for the language of an element. */
    private static String language(Mail mail, String selector) {
        Element element = Objects.requireNonNull(mail.page().selectFirst(selector), selector);
        return Objects.requireNonNull(element.closest("[lang]")).attr("lang");
    }

    private static void keep(String name, Mail mail) throws IOException {
        Files.createDirectories(PREVIEWS);
        Files.writeString(PREVIEWS.resolve(name + ".html"), mail.html());
        Files.writeString(PREVIEWS.resolve(name + ".txt"), mail.subject() + "\n\n" + mail.text());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<String> files(Set<String> templates) {
        return templates.stream().map(name -> name + ".ftl").toList();
    }

    private static Properties messages(String language) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(THEME.resolve("messages/messages_" + language + ".properties"))) {
            messages.load(reader);
        }
        return messages;
    }

    /** Relative luminance of {@code #rrggbb}, as WCAG defines it. */
    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
