package io.keycloakspa.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.HttpInbox;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Attempt;
import io.keycloakspa.e2e.pages.BlogPage;
import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** C-14, C-15, C-30 to C-33: who is meant by what is typed, at each entry of a real Keycloak. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in by user name or e-mail")
class LoginIdentityIT {

    private static final String REALM = "login-identity";

    private TestEnvironment environment;
    private RealmAdmin admin;
    private CodeFlow flow;
    private HttpInbox inbox;
    private Account zoe;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        inbox = shared.inbox();
        admin = BlogRealmCopy.create(shared, REALM, BlogRealmCopy::allowPasswordGrant);
        flow = flow(shared, REALM);
        zoe = admin.createAccount("zo\u00eb", "zoe@ex\u00e4mple.org".replace("\u00e4", "a"), Map.of());
    }

    static CodeFlow flow(TestEnvironment environment, String realm) {
        return new CodeFlow(
                URI.create(environment.keycloakUrl() + "/realms/" + realm),
                "blog-spa",
                URI.create(environment.webUrl() + "/callback"));
    }

    static Stream<String> formsOfTheName() {
        return Stream.of(
                "zo\u00eb",
                "ZO\u00cb",
                "  zo\u00eb\t",
                "\u00a0zo\u00eb\u3000",
                Normalizer.normalize("zo\u00eb", Normalizer.Form.NFD),
                "\uff5a\uff4f\u00eb",
                "z\u200bo\u00eb",
                "\u202ezo\u00eb\u202c",
                "\ufeffzo\u00eb");
    }

    static Stream<String> formsOfTheAddress() {
        return Stream.of(
                "zoe@example.org",
                "ZOE@EXAMPLE.ORG",
                "Zoe@Example.Org",
                " zoe@example.org ",
                "zoe\uff20example.org",
                "zoe@\uff45xample.org",
                "z\u200boe@example.org");
    }

    @Nested
    @DisplayName("C-30: one field takes either, in any form")
    class AnyForm {

        static Stream<String> forms() {
            return Stream.concat(formsOfTheName(), formsOfTheAddress());
        }

        @ParameterizedTest
        @MethodSource("forms")
        @DisplayName("on the hosted page")
        void hostedPage(String typed) throws Exception {
            assertThat(flow.open("openid").submit(typed, zoe.password()).succeeded())
                    .isTrue();
        }

        @ParameterizedTest
        @MethodSource("forms")
        @DisplayName("in a direct grant, where a realm allows it")
        void directGrant(String typed) throws Exception {
            assertThat(flow.passwordGrant(typed, zoe.password()).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("in Chromium, by the address")
        void browser(Browser browser) throws Exception {
            Account account = new RealmAdmin(environment, TestEnvironment.REALM).createAccount("by-address");
            BlogPage.open(browser.page(), environment.webUrl(), "/")
                    .askToSignIn()
                    .signIn(account.email().toUpperCase(Locale.ROOT), account.password());
            assertThat(browser.page().getByTestId("user-name")).containsText("Test Person");
        }

        @Test
        @DisplayName("in \"Forgot password?\"")
        void forgottenPassword() throws Exception {
            Account account = admin.createAccount("forgetful");
            flow.open("openid").forgotPassword(" " + account.username().toUpperCase(Locale.ROOT));
            flow.open("openid").forgotPassword(account.email().toUpperCase(Locale.ROOT) + " ");
            assertThat(inbox.messages(account.email())).hasSize(2);
        }
    }

    @Nested
    @DisplayName("C-31: who is meant is never ambiguous")
    class NeverAmbiguous {

        @Test
        @DisplayName("a user name equal to another's address never reaches, blocks or shadows that account")
        void usernameEqualToVictimsAddress() throws Exception {
            Account victim = admin.createAccount("victim");
            Account attacker = admin.importAccount(victim.email(), "attacker-" + victim.email(), Map.of());
            assertThat(flow.open("openid")
                            .submit(victim.email(), victim.password())
                            .succeeded())
                    .isTrue();
            assertThat(flow.open("openid")
                            .submit(victim.email(), attacker.password())
                            .succeeded())
                    .isFalse();
            assertThat(flow.passwordGrant(victim.email(), victim.password()).status())
                    .isEqualTo(200);
            assertThat(flow.passwordGrant(victim.email(), attacker.password()).status())
                    .isEqualTo(400);
        }

        @Test
        @DisplayName("a user name equal to the victim's address never receives the reset mail")
        void usernameEqualToVictimsAddressNeverReceivesReset() throws Exception {
            Account victim = admin.createAccount("reset-victim");
            Account attacker = admin.importAccount(victim.email(), "attacker-" + victim.email(), Map.of());
            flow.open("openid").forgotPassword(victim.email());
            assertThat(inbox.messages(victim.email())).hasSize(1);
            assertThat(inbox.messages(attacker.email())).isEmpty();
        }

        @Test
        @DisplayName("a full-width twin that an import made is not reached by the plain name, nor takes its place")
        void importedFullWidthTwin() throws Exception {
            Account dave = admin.createAccount("dave" + random(), random() + "@example.org", Map.of());
            String fullWidth = fullWidth(dave.username());
            Account twin = admin.importAccount(fullWidth, random() + "@example.org", Map.of());
            assertThat(flow.open("openid")
                            .submit(dave.username(), dave.password())
                            .succeeded())
                    .isTrue();
            assertThat(flow.open("openid")
                            .submit(dave.username(), twin.password())
                            .succeeded())
                    .isFalse();
            // Two are meant by this text, so nobody is; the twin still has its address.
            assertThat(flow.open("openid").submit(fullWidth, twin.password()).succeeded())
                    .isFalse();
            assertThat(flow.open("openid").submit(fullWidth, dave.password()).succeeded())
                    .isFalse();
            assertThat(flow.open("openid").submit(twin.email(), twin.password()).succeeded())
                    .isTrue();
        }

        @Test
        @DisplayName("an address without an account is not looked for among user names")
        void addressAsUsername() throws Exception {
            String address = "nobody-" + random() + "@example.org";
            Account account = admin.importAccount(address, "other-" + address, Map.of());
            assertThat(flow.open("openid").submit(address, account.password()).succeeded())
                    .isFalse();
            assertThat(flow.open("openid")
                            .submit("other-" + address, account.password())
                            .succeeded())
                    .isTrue();
        }
    }

    @Nested
    @DisplayName("C-14, C-15: names are kept clean where they are made")
    class CleanNames {

        @Test
        @DisplayName("a full-width twin cannot register")
        void fullWidthTwinCannotRegister() throws Exception {
            Account account = admin.createAccount("plain" + random(), random() + "@example.org", Map.of());
            Attempt attempt =
                    flow.open("openid").register(fullWidth(account.username()), "twin-" + random() + "@example.org");
            assertThat(attempt.answer().statusCode()).isEqualTo(200);
            assertThat(attempt.message()).isNotBlank();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "p\u0430ypal",
                    "victim@example.org",
                    "\uff44\uff41\uff56\uff45",
                    "ab",
                    "-dash",
                    "dot.",
                    "a b c",
                    "admin"
                })
        @DisplayName("an unclean name is refused to an admin and on the hosted page alike")
        void uncleanName(String name) throws Exception {
            String address = random() + "@example.org";
            var made = admin.send(
                    "POST",
                    "/users",
                    "{\"username\": \"" + name + "\", \"email\": \"" + address + "\", \"enabled\": true}");
            assertThat(made.status()).isBetween(400, 409);
            Attempt attempt = flow.open("openid").register(name, address);
            assertThat(attempt.answer().statusCode()).isEqualTo(200);
            assertThat(attempt.message()).isNotBlank();
        }

        @Test
        @DisplayName("a new name may be of any one script")
        void anyScript() throws Exception {
            for (String name :
                    List.of("\u5f35\u5049-" + random(), "\u0438\u0432\u0430\u043d", "jos\u00e9.g_" + random())) {
                Account account = admin.createAccount(name, random() + "@example.org", Map.of());
                assertThat(flow.open("openid").submit(name, account.password()).succeeded())
                        .as(name)
                        .isTrue();
            }
        }

        @Test
        @DisplayName("a name cannot be another's address, nor an address another's")
        void takenAddress() throws Exception {
            Account account = admin.createAccount("owner");
            var made = admin.send(
                    "POST",
                    "/users",
                    "{\"username\": \"second-%s\", \"email\": \"%s\", \"enabled\": true}"
                            .formatted(random(), account.email().toUpperCase(Locale.ROOT)));
            assertThat(made.status()).isEqualTo(409);
        }
    }

    @Test
    @DisplayName("C-32: an unconfirmed address leads to the verify step where the realm verifies")
    void unconfirmedAddress() throws Exception {
        Account account =
                admin.createAccount("fresh" + random(), random() + "@example.org", Map.of("emailVerified", false));
        Attempt attempt = flow.open("openid").submit(account.email(), account.password());
        assertThat(attempt.succeeded()).isFalse();
        assertThat(attempt.answer().headers().firstValue("location").orElse("")).contains("VERIFY_EMAIL");
    }

    @Test
    @DisplayName("C-32: elsewhere an unconfirmed address does not count, the user name does")
    void unconfirmedAddressOfAStranger() throws Exception {
        String realm = "not-verifying";
        RealmAdmin there = BlogRealmCopy.create(environment, realm, copy -> copy.put("verifyEmail", false));
        Account account =
                there.createAccount("planted" + random(), random() + "@example.org", Map.of("emailVerified", false));
        CodeFlow entry = flow(environment, realm);
        assertThat(entry.open("openid")
                        .submit(account.email(), account.password())
                        .succeeded())
                .isFalse();
        assertThat(entry.open("openid")
                        .submit(account.username(), account.password())
                        .succeeded())
                .isTrue();
    }

    @Test
    @DisplayName("C-33: an address of two accounts identifies nobody; their names still work")
    void duplicateAddresses() throws Exception {
        String realm = "duplicate-addresses";
        RealmAdmin there = BlogRealmCopy.create(environment, realm, LoginIdentityIT::allowDuplicates);
        String address = random() + "@example.org";
        Account first = there.importAccount("first-" + random(), address, Map.of());
        Account second = there.importAccount("second-" + random(), address, Map.of());
        CodeFlow entry = flow(environment, realm);
        for (Account account : List.of(first, second)) {
            assertThat(entry.open("openid").submit(address, account.password()).succeeded())
                    .isFalse();
            assertThat(entry.open("openid")
                            .submit(account.username(), account.password())
                            .succeeded())
                    .isTrue();
        }
        entry.open("openid").forgotPassword(address);
        assertThat(inbox.messages(address)).isEmpty();
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "",
                " ",
                "x".repeat(10_000),
                "\u0000",
                "alice\u0000",
                "\u0007\u001b[31m",
                "\ud83d\ude00".repeat(70),
                "\u202egro.elpmaxe@evil",
                "@",
                "a@",
                "@b",
                "a@@b",
                "\"quoted local\"@example.org",
                "user@\u4f8b\u3048.\u30c6\u30b9\u30c8",
                "%",
                "%@%",
                "zo_",
                "_oe@example.org",
                "' OR '1'='1",
                "zoe'--",
                "*)(uid=*))(|(uid=*",
                "${jndi:ldap://x}",
                "<script>alert(1)</script>");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    @DisplayName("hostile text is a generic failure at every entry")
    void hostileText(String typed) throws Exception {
        KeycloakLog log = KeycloakLog.fromNow(environment);
        Attempt attempt = flow.open("openid").submit(typed, "whatever-it-is-wrong");
        assertThat(attempt.answer().statusCode()).isEqualTo(200);
        assertThat(attempt.message()).isEqualTo("Invalid username or password.");
        assertThat(attempt.answer().body()).doesNotContain("<script>alert(1)");
        var grant = flow.passwordGrant(typed, "whatever-it-is-wrong");
        assertThat(grant.status()).isBetween(400, 401);
        assertThat(flow.open("openid").forgotPassword(typed).answer().statusCode())
                .isLessThan(400);
        assertThat(log.linesOfRequests())
                .as("errors, stack traces, typed text")
                .noneMatch(line -> !line.matches("\\S+ \\S+ +(INFO|WARN) .*"))
                // One or two characters stand in any line.
                .noneMatch(line -> typed.length() > 2 && line.contains(typed));
    }

    @Test
    @DisplayName("a hundred people log in at once")
    void parallelLogins() throws Exception {
        List<Callable<Attempt>> logins = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String typed = i % 2 == 0 ? zoe.username() : zoe.email();
            logins.add(() -> flow.open("openid").submit(typed, zoe.password()));
        }
        try (var people = Executors.newFixedThreadPool(20)) {
            for (Future<Attempt> login : people.invokeAll(logins)) {
                assertThat(login.get().outcome()).isEqualTo("signed in");
            }
        }
    }

    private static void allowDuplicates(ObjectNode realm) {
        realm.put("loginWithEmailAllowed", false);
        realm.put("duplicateEmailsAllowed", true);
    }

    private static String fullWidth(String ascii) {
        return ascii.chars()
                .map(letter -> letter > 0x20 && letter < 0x7f ? letter + 0xfee0 : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String random() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
