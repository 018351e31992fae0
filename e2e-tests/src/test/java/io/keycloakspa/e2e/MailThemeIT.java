package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** C-20, C-41, C-47: what people get to read before they click. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("A mail in the theme of this project")
class MailThemeIT {

    @ParameterizedTest
    @CsvSource({
        "en, Reset your password, Choose a new password, 30 minutes",
        "de, Neues Passwort wählen, Neues Passwort wählen, 30 Minuten"
    })
    @DisplayName("tells who forgot the password what to do and for how long")
    void forgottenPassword(
            String language, String subject, String button, String life, TestEnvironment environment, Browser browser)
            throws Exception {
        Account account = account(new RealmAdmin(environment, TestEnvironment.REALM), language);
        LoginIdentityIT.flow(environment, TestEnvironment.REALM).open("openid").forgotPassword(account.username());
        InboxMessage mail = mailTo(account, environment);
        assertLinked(mail, environment, subject, button, life);
        look(browser, "reset-" + language, mail);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Please update your account, Go to your account, 12 hours, Set up one-time codes",
        "de, Bitte aktualisieren Sie Ihr Konto, Zu Ihrem Konto, 12 Stunden, Einmalcodes einrichten"
    })
    @DisplayName("names what an administrator asks for")
    void administratorAsks(
            String language,
            String subject,
            String button,
            String life,
            String action,
            TestEnvironment environment,
            Browser browser)
            throws Exception {
        var admin = new RealmAdmin(environment, TestEnvironment.REALM);
        Account account = account(admin, language);
        send(
                admin,
                account,
                "/execute-actions-email?lifespan=43200",
                "[\"UPDATE_PASSWORD\",\"VERIFY_EMAIL\",\"CONFIGURE_TOTP\"]");
        InboxMessage mail = mailTo(account, environment);
        assertLinked(mail, environment, subject, button, life);
        assertThat(Jsoup.parse(mail.html()).select("li").eachText()).hasSize(3).contains(action);
        assertThat(mail.text()).contains("- " + action);
        look(browser, "actions-" + language, mail);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Confirm your e-mail address, Confirm e-mail address, 1 day",
        "de, Bestätigen Sie Ihre E-Mail-Adresse, E-Mail-Adresse bestätigen, 1 Tag"
    })
    @DisplayName("asks to confirm an address")
    void confirmAddress(
            String language, String subject, String button, String life, TestEnvironment environment, Browser browser)
            throws Exception {
        var admin = new RealmAdmin(environment, TestEnvironment.REALM);
        Account account = account(admin, language);
        send(admin, account, "/send-verify-email?lifespan=86400", "");
        InboxMessage mail = mailTo(account, environment);
        assertLinked(mail, environment, subject, button, life);
        look(browser, "confirm-" + language, mail);
    }

    @Test
    @DisplayName("has Keycloak's words in the same frame where we have no texts in a language")
    void anotherLanguage(TestEnvironment environment, Browser browser) throws Exception {
        RealmAdmin admin = BlogRealmCopy.create(
                environment,
                "mail-french",
                realm -> realm.putArray("supportedLocales").add("de").add("en").add("fr"));
        Account account = account(admin, "fr");
        send(admin, account, "/send-verify-email", "");
        InboxMessage mail = mailTo(account, environment);
        assertThat(mail.subject()).isEqualTo("Vérification du courriel");
        var page = Jsoup.parse(mail.html());
        assertThat(page.select("html").attr("lang")).isEqualTo("fr");
        assertThat(page.select(".card").text()).contains("Ce lien expire dans").doesNotContain("Somebody");
        assertThat(page.select(".card a")).hasSize(1);
        look(browser, "confirm-fr", mail);
    }

    @Test
    @DisplayName("takes texts from the realm, as every text of Keycloak")
    void realmLocalization(TestEnvironment environment) throws Exception {
        RealmAdmin admin = BlogRealmCopy.create(environment, "mail-texts", realm -> {});
        var texts = Map.of("spaMailConfirmButton", "Yes, {0} is mine", "emailVerificationSubject", "Is it you?");
        assertThat(admin.send("POST", "/localization/en", JsonMapper.shared().writeValueAsString(texts))
                        .status())
                .isEqualTo(204);
        Account account = account(admin, "en");
        send(admin, account, "/send-verify-email", "");
        InboxMessage mail = mailTo(account, environment);
        assertThat(mail.subject()).isEqualTo("Is it you?");
        assertThat(Jsoup.parse(mail.html()).select(".button").text()).startsWith("Yes, ");
        assertThat(mail.text()).contains("Yes, ");
    }

    private static Account account(RealmAdmin admin, String language) throws Exception {
        String username = "mail-" + UUID.randomUUID().toString().substring(0, 8);
        return admin.createAccount(
                username, username + "@example.org", Map.of("attributes", Map.of("locale", List.of(language))));
    }

    private static void send(RealmAdmin admin, Account account, String what, String body) throws Exception {
        var sent = admin.send("PUT", "/users/" + account.id() + what, body);
        assertThat(sent.status()).as(sent.response().body()).isIn(200, 204);
    }

    private static InboxMessage mailTo(Account account, TestEnvironment environment) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> environment.inbox().messages(account.email()), mails -> mails.size() == 1)
                .get(0);
    }

    private static void assertLinked(
            InboxMessage mail, TestEnvironment environment, String subject, String button, String life) {
        assertThat(mail.subject()).isEqualTo(subject);
        var page = Jsoup.parse(mail.html());
        assertThat(page.select("h1").text()).isEqualTo(subject);
        assertThat(page.select(".button a").text()).isEqualTo(button);
        String link = page.select(".button a").attr("href");
        assertThat(link).startsWith(environment.keycloakUrl().toString());
        assertThat(page.select("a").eachAttr("href")).hasSize(2).containsOnly(link);
        assertThat(page.text()).contains(life, link);
        assertThat(mail.text()).contains(life, link, "Blog");
        assertThat(mail.text() + mail.html()).doesNotContain("spaMail");
    }

    /** Light, dark and on a small screen; nothing is loaded and nothing sticks out. */
    private static void look(Browser browser, String name, InboxMessage mail) {
        Page page = browser.page();
        List<String> requests = new ArrayList<>();
        page.onRequest(request -> requests.add(request.url()));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(800, 360)) {
                page.setViewportSize(width, 800);
                page.setContent(mail.html());
                assertThat(page.evaluate("document.documentElement.scrollWidth"))
                        .isEqualTo(width);
                browser.screenshot(name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width);
            }
        }
        assertThat(requests).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }
}
