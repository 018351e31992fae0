package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.Looks;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.pages.HostedPage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Keycloak's pages as part of the blog. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The hosted pages")
class LoginThemeIT {

    private static final String REALM = "login-theme";
    private static final JsonMapper JSON = JsonMapper.shared();

    private TestEnvironment environment;
    private RealmAdmin admin;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        admin = BlogRealmCopy.create(shared, REALM, LoginThemeIT::withAllPages);
        enable("TERMS_AND_CONDITIONS");
        enable("delete_account");
        enable("UPDATE_EMAIL");
        letPeopleDeleteThemselves();
    }

    /** Keycloak asks for a role before it shows its page for that. */
    private void letPeopleDeleteThemselves() throws Exception {
        String account =
                admin.get("/clients?clientId=account").get(0).path("id").asString();
        String role = admin.get("/clients/" + account + "/roles/delete-account").toString();
        String everybody = admin.get("").path("defaultRole").path("id").asString();
        assertThat(admin.send("POST", "/roles-by-id/" + everybody + "/composites", "[" + role + "]")
                        .status())
                .isEqualTo(204);
    }

    private static void withAllPages(ObjectNode realm) {
        BlogRealmCopy.client(realm, "blog-spa").put("consentRequired", true);
        for (JsonNode step : BlogRealmCopy.steps(realm, "blog second factor")) {
            if (step.path("authenticator").asString().equals("webauthn-authenticator")) {
                ((ObjectNode) step).put("requirement", "ALTERNATIVE");
            }
        }
    }

    private void enable(String action) throws Exception {
        String path = "/authentication/required-actions/" + action;
        var representation = (ObjectNode) admin.get(path);
        assertThat(admin.send("PUT", path, representation.put("enabled", true).toString())
                        .status())
                .isEqualTo(204);
    }

    private HostedPage open(Browser browser, String realm, Map<String, String> more) {
        return HostedPage.open(browser, LoginIdentityIT.flow(environment, realm).address(more));
    }

    private HostedPage open(Browser browser) {
        return open(browser, REALM, Map.of());
    }

    private URI realmUrl(String path) {
        return URI.create(environment.keycloakUrl() + "/realms/" + REALM + path);
    }

    private Account account(Map<String, Object> more) throws Exception {
        String name = "seen-" + UUID.randomUUID().toString().substring(0, 8);
        return admin.createAccount(name, name + "@example.org", more);
    }

    private Account withPasskey() throws Exception {
        return with(List.of(Map.of(
                "type",
                "webauthn",
                "userLabel",
                "Key ring",
                "secretData",
                "{}",
                "credentialData",
                "{\"aaguid\": \"00000000-0000-0000-0000-000000000000\", \"credentialId\": \"a2V5\", \"counter\": 0,"
                        + " \"credentialPublicKey\": \"a2V5\", \"attestationStatementFormat\": \"none\"}")));
    }

    private Account withDevices(String... labels) throws Exception {
        var credentials = new ArrayList<Map<String, Object>>();
        for (String label : labels) {
            credentials.add(
                    Map.of(
                            "type",
                            "otp",
                            "userLabel",
                            label,
                            "secretData",
                            "{\"value\": \"twenty-bytes-secret-of-a-phone\"}",
                            "credentialData",
                            "{\"subType\": \"totp\", \"digits\": 6, \"counter\": 0, \"period\": 30, \"algorithm\": \"HmacSHA1\"}"));
        }
        credentials.add(Map.of(
                "type",
                "recovery-authn-codes",
                "secretData",
                "{\"codes\": [{\"number\": 1, \"encodedHashedValue\": \"bm90LWl0\"}]}",
                "credentialData",
                "{\"algorithm\": \"SHA-512\", \"totalCodes\": 1, \"remainingCodes\": 1}"));
        return with(credentials);
    }

    /** One with a password and more. */
    private Account with(List<Map<String, Object>> more) throws Exception {
        String name = "devices-" + UUID.randomUUID().toString().substring(0, 8);
        String password = "a-long-enough-secret-of-" + name;
        var credentials = new ArrayList<Map<String, Object>>(List.of(Map.of("type", "password", "value", password)));
        credentials.addAll(more);
        Account made = admin.importAccount(name, name + "@example.org", Map.of("credentials", credentials));
        return new Account(made.id(), made.username(), made.email(), password);
    }

    @Nested
    @DisplayName("look like the blog, on a phone and wide, light and dark")
    class Looking {

        @Test
        @DisplayName("when somebody signs in, mistypes and forgets the password")
        void signIn(Browser browser) throws Exception {
            Account account = account(Map.of());
            HostedPage page = open(browser).looksRight("login", environment.keycloakUrl());
            page.showsFocus(6);
            page.signIn(account.username(), "not-the-password").shows("#input-error-username");
            page.looksRight("wrong-password", environment.keycloakUrl());
            page.click("a[href*='reset-credentials']").shows("#kc-reset-password-form");
            page.looksRight("forgot", environment.keycloakUrl());
            page.part("#username").fill(account.email());
            page.click("[type=submit]").shows(".pf-m-success");
            page.looksRight("mail-sent", environment.keycloakUrl());
        }

        @Test
        @DisplayName("when somebody joins on them")
        void register(Browser browser) {
            HostedPage page = open(browser).click("a[href*='registration']").shows("#kc-register-form");
            // Keycloak's script looks for the password, which comes by mail in this realm.
            String known = "Cannot read properties of null (reading 'addEventListener')";
            page.looksRight("register", environment.keycloakUrl(), known);
            page.click("#kc-register-form [type=submit]").shows("[id^=input-error-] .kc-feedback-text");
            page.looksRight("register-errors", environment.keycloakUrl(), known);
        }

        @Test
        @DisplayName("when an app wants consent")
        void consent(Browser browser) throws Exception {
            Account account = account(Map.of());
            open(browser)
                    .signIn(account.username(), account.password())
                    .shows("#kc-oauth")
                    .looksRight("consent", environment.keycloakUrl());
        }

        @ParameterizedTest
        @CsvSource({
            "UPDATE_PASSWORD, #kc-passwd-update-form",
            "CONFIGURE_TOTP, #kc-totp-settings-form",
            "CONFIGURE_RECOVERY_AUTHN_CODES, #kc-recovery-codes-settings-form",
            "webauthn-register, #registerWebAuthn",
            "TERMS_AND_CONDITIONS, #kc-accept",
            "UPDATE_PROFILE, #kc-update-profile-form",
            "VERIFY_EMAIL, '.instruction, #kc-verify-email-form'",
            "UPDATE_EMAIL, #kc-update-email-form",
            "delete_account, #kc-deleteaccount-form",
        })
        @DisplayName("when there is something to do before one is in")
        void requiredAction(String action, String part, Browser browser) throws Exception {
            Account account = account(
                    Map.of("requiredActions", List.of(action), "emailVerified", !action.equals("VERIFY_EMAIL")));
            HostedPage page = open(browser)
                    .signIn(account.username(), account.password())
                    .shows(part)
                    .looksRight(action, environment.keycloakUrl());
            if (action.equals("CONFIGURE_TOTP")) {
                page.click("#mode-manual").shows("#kc-totp-secret-key");
                page.looksRight("CONFIGURE_TOTP-by-hand", environment.keycloakUrl());
                page.click("#saveTOTPBtn").shows("#input-error-otp-code");
                page.looksRight("CONFIGURE_TOTP-wrong", environment.keycloakUrl());
            }
        }

        @Test
        @DisplayName("when there is a second factor, and a choice of them, by the keyboard too")
        void secondFactor(Browser browser) throws Exception {
            Account account = withDevices("Phone", "Tablet");
            HostedPage page =
                    open(browser).signIn(account.username(), account.password()).shows("#kc-otp-login-form");
            page.looksRight("one-time-code", environment.keycloakUrl());
            page.part("#kc-otp-credential-1").press("Enter");
            assertThat(page.part("#kc-otp-credential-1").getAttribute("aria-pressed"))
                    .isEqualTo("true");
            assertThat(page.part("#kc-otp-credential-0").getAttribute("aria-pressed"))
                    .isEqualTo("false");
            page.click("#try-another-way").shows(".select-auth-container");
            page.looksRight("ways-to-sign-in", environment.keycloakUrl());
            page.part("div[role=button]").nth(1).press("Enter");
            page.shows("#kc-recovery-code-login-form").looksRight("recovery-code", environment.keycloakUrl());
        }

        @Test
        @DisplayName("when a passkey is the second factor, and when the device refuses")
        void passkey(Browser browser) throws Exception {
            Account account = withPasskey();
            HostedPage page =
                    open(browser).signIn(account.username(), account.password()).shows("#kc-form-webauthn");
            page.looksRight("passkey", environment.keycloakUrl());
            browser.page()
                    .evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('refused')); }");
            page.click("#authenticateWebAuthnButton").shows("#kc-try-again");
            page.looksRight("passkey-refused", environment.keycloakUrl());
            page.click("#kc-try-again").shows("#kc-form-webauthn");
        }

        @Test
        @DisplayName("when somebody leaves")
        void signOut(Browser browser) {
            HostedPage.open(browser, realmUrl("/protocol/openid-connect/logout"))
                    .shows("#kc-logout")
                    .looksRight("sign-out", environment.keycloakUrl())
                    .click("#kc-logout")
                    .shows("#kc-info-message")
                    .looksRight("signed-out", environment.keycloakUrl());
        }

        @Test
        @DisplayName("when a device without a keyboard is let in")
        void device(Browser browser) {
            HostedPage.open(browser, realmUrl("/device"))
                    .shows("#kc-user-verify-device-user-code-form")
                    .looksRight("device", environment.keycloakUrl());
        }

        @Test
        @DisplayName("when a page has expired")
        void expired(Browser browser) {
            HostedPage page = open(browser);
            String action = page.part("#kc-form-login").getAttribute("action");
            HostedPage.open(
                            browser,
                            URI.create(action.replaceFirst("execution=[^&]+", "execution=" + UUID.randomUUID())
                                    .replaceFirst("session_code=[^&]+&", "")))
                    .shows("#loginRestartLink")
                    .looksRight("expired", environment.keycloakUrl());
        }

        @Test
        @DisplayName("when something is wrong")
        void error(Browser browser) {
            HostedPage page = open(browser, REALM, Map.of("redirect_uri", "https://elsewhere.example.org/"));
            page.shows("#kc-error-message");
            // Chromium tells every answer of 400 there.
            assertThat(browser.complaints()).singleElement().asString().contains("status of 400");
            Looks.at(browser, "error");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @DisplayName("C-30: say what the field takes")
    class Label {

        @BeforeAll
        void realms() throws Exception {
            identifiedBy("label-name-and-address", "username##email");
            identifiedBy("label-address", "email");
            identifiedBy("label-name", "username");
        }

        private void identifiedBy(String realm, String identifiers) throws Exception {
            BlogRealmCopy.create(environment, realm, copy -> {
                // Not what decides.
                copy.put("loginWithEmailAllowed", identifiers.equals("username"));
                BlogRealmCopy.identifyBy(copy, identifiers);
            });
            BlogRealmCopy.create(environment, realm + "-two-pages", copy -> {
                copy.put("loginWithEmailAllowed", identifiers.equals("username"));
                BlogRealmCopy.identifyBy(copy, identifiers);
                BlogRealmCopy.splitThePage(copy);
            });
        }

        @ParameterizedTest
        @CsvSource({
            "en, label-name-and-address, User name or e-mail",
            "de, label-name-and-address, Benutzername oder E-Mail",
            "en, label-address, E-mail",
            "de, label-address, E-Mail",
            "en, label-name, User name",
            "de, label-name, Benutzername",
        })
        @DisplayName("on the page with the password, on the first of two and where the password is forgotten")
        void label(String language, String realm, String label, Browser browser) {
            for (String name : List.of(realm, realm + "-two-pages")) {
                HostedPage page = open(browser, name, Map.of("ui_locales", language));
                assertThat(page.part("html").getAttribute("lang")).isEqualTo(language);
                assertThat(page.label()).isEqualTo(label);
                if (name.endsWith("two-pages")) {
                    page.part("#username").fill("somebody");
                    page.click("#kc-login").shows("#kc-attempted-username");
                    assertThat(page.label()).isEqualTo(label);
                }
                page.click("a[href*='reset-credentials']").shows("#kc-reset-password-form");
                assertThat(page.label()).isEqualTo(label);
            }
        }

        @Test
        @DisplayName("in the words of the realm, if it has some")
        void realmLocalization(Browser browser) throws Exception {
            RealmAdmin own = BlogRealmCopy.create(environment, "label-own-words", realm -> {});
            own.send("POST", "/localization/en", JSON.writeValueAsString(Map.of("usernameOrEmail", "Who are you?")));
            assertThat(open(browser, "label-own-words", Map.of("ui_locales", "en"))
                            .label())
                    .isEqualTo("Who are you?");
        }

        @Test
        @DisplayName("also after a change of the language on the page")
        void languageSwitch(Browser browser) {
            HostedPage page = open(browser, "label-name-and-address", Map.of("ui_locales", "en"));
            String german =
                    page.part("#login-select-toggle option:has-text('Deutsch')").getAttribute("value");
            page.part("#login-select-toggle").selectOption(german);
            page.shows("html[lang=de]");
            assertThat(page.label()).isEqualTo("Benutzername oder E-Mail");
        }
    }

    @Nested
    @DisplayName("have a name, a logo and colours that are changed without another jar")
    class Brand {

        @Test
        @DisplayName("by a folder with a child theme")
        void childTheme(Browser browser) throws Exception {
            Path theme = themes().resolve("shop/login");
            Files.createDirectories(theme.resolve("resources/css"));
            Files.createDirectories(theme.resolve("resources/img"));
            Files.writeString(theme.resolve("theme.properties"), """
                    parent=keycloak-spa
                    styles.shop=css/shop.css
                    favIcon=img/shop.svg
                    """);
            Files.writeString(theme.resolve("resources/css/shop.css"), """
                    :root,
                    :root.pf-v5-theme-dark {
                      --ks-logo: url('../img/shop.svg');
                      --ks-accent: light-dark(#00594f, #7fd8c8);
                      --ks-on-accent: light-dark(#ffffff, #00201b);
                      --ks-tint: light-dark(#d5efe9, #17332e);
                    }
                    """);
            Files.writeString(
                    theme.resolve("resources/img/shop.svg"),
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><circle cx=\"4\" cy=\"4\" r=\"4\" fill=\"#00594f\"/></svg>");
            BlogRealmCopy.create(
                    environment,
                    "shop",
                    realm -> realm.put("loginTheme", "shop").put("displayName", "The Shop"));
            HostedPage page = open(browser, "shop", Map.of());
            page.looksRight("shop", environment.keycloakUrl());
            assertThat(page.part("#kc-header-wrapper").innerText()).isEqualTo("The Shop");
            assertThat(page.label()).isEqualTo("User name or e-mail");
            assertThat(page.part("link[rel=icon]").getAttribute("href")).endsWith("/img/shop.svg");
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                assertThat(page.style(scheme, "#kc-header-wrapper", "::before", "background-image"))
                        .contains("/img/shop.svg");
            }
            assertThat(page.style(ColorScheme.LIGHT, "#kc-login", "", "background-color"))
                    .isEqualTo("rgb(0, 89, 79)");
            assertThat(page.style(ColorScheme.DARK, "#kc-login", "", "background-color"))
                    .isEqualTo("rgb(127, 216, 200)");
        }

        @Test
        @DisplayName("by the HTML display name of the realm")
        void displayNameHtml(Browser browser) throws Exception {
            String logo = environment.webUrl() + "/favicon.svg";
            BlogRealmCopy.create(
                    environment,
                    "logo",
                    realm -> realm.put("displayNameHtml", "<img src=\"" + logo + "\" alt=\"The Shop\" height=\"32\">"));
            HostedPage page = open(browser, "logo", Map.of());
            assertThat(page.part("#kc-header-wrapper img").getAttribute("src")).isEqualTo(logo);
            assertThat(page.style(ColorScheme.LIGHT, "#kc-header-wrapper", "::before", "content"))
                    .isEqualTo("none");
        }

        /** Of the server that the tests share; it looks there whenever a theme is new to it. */
        private Path themes() throws Exception {
            environment.needs(Need.DISTRIBUTION);
            Path data = Path.of(System.getProperty("project.root", ".."), "e2e-tests/target/environment");
            try (var homes = Files.newDirectoryStream(data, "keycloak-*")) {
                return homes.iterator().next().resolve("themes");
            }
        }
    }
}
