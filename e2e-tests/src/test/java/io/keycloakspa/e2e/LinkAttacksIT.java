package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.RawHttp;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.LinkRealm;
import io.keycloakspa.e2e.spa.LinkRealm.Sent;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.MailedLink.Landing;
import io.keycloakspa.e2e.spa.StockMail;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;

/** C-22: what is no link of ours leads to the app's error page or to 400, never elsewhere and never to a 5xx. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Whoever attacks the address of mailed links")
class LinkAttacksIT {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private TestEnvironment environment;
    private LinkRealm realm;
    private LinkRealm otherRealm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = LinkRealm.create(shared, "link-attacks", copy -> {
            var other = BlogRealmCopy.client(copy, "blog-spa").deepCopy().put("clientId", "other-spa");
            ((ArrayNode) copy.path("clients")).add(other);
            BlogRealmCopy.allowPasswordGrant(copy);
        });
        otherRealm = LinkRealm.create(shared, "link-attacks-other", copy -> {});
    }

    @Nested
    @DisplayName("with a token")
    class WithToken {

        @ParameterizedTest
        @EnumSource
        @DisplayName("C-22: of another realm finds it invalid, here and on Keycloak's own address")
        void otherRealmsToken(StockMail mail) throws Exception {
            Sent sent = otherRealm.send(mail);
            assertInvalid(link("blog-spa", sent.link().token()).open());
            assertThat(realm.redeem(sent, sent.link().token()).code()).isEqualTo("invalid_link");
            assertThat(otherRealm.redeem(sent, sent.link().token()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("C-22: of another app finds it invalid, and the app's own state stays its own")
        void otherAppsToken(StockMail mail) throws Exception {
            Sent sent = realm.send(mail);
            assertInvalid(link("other-spa", sent.link().token()).open());
            assertThat(realm.api()
                            .as("other-spa")
                            .post(mail.redeemPath(), "token", sent.link().token(), "password", LinkRealm.newPassword())
                            .code())
                    .isIn("invalid_link", "validation_failed");
            assertThat(realm.redeem(sent, sent.link().token()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @EnumSource
        @DisplayName("of another purpose is refused by every other endpoint, and the token stays good")
        void otherPurpose(StockMail mail) throws Exception {
            Sent sent = realm.send(mail);
            for (StockMail other : StockMail.values()) {
                if (!other.redeemPath().equals(mail.redeemPath())) {
                    assertThat(realm.redeem(
                                            new Sent(other, sent.account(), sent.link(), sent.browser()),
                                            sent.link().token())
                                    .code())
                            .as("%s at %s", mail, other.redeemPath())
                            .isEqualTo("invalid_link");
                }
            }
            assertThat(realm.redeem(sent, sent.link().token()).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("that signs people in or on finds it invalid")
        void tokensOfOtherKinds() throws Exception {
            Account account = realm.admin().createAccount("link");
            Tokens tokens = realm.flow().passwordGrant(account.username(), account.password());
            assertThat(tokens.status()).isEqualTo(200);
            for (String token : List.of(tokens.accessToken(), tokens.refreshToken(), tokens.idToken())) {
                assertInvalid(link("blog-spa", token).open());
                assertThat(realm.api().post("/link-info", "token", token).code())
                        .isEqualTo("invalid_link");
                assertThat(realm.api()
                                .post("/password-resets/redeem", "token", token, "password", LinkRealm.newPassword())
                                .code())
                        .isEqualTo("invalid_link");
            }
        }

        @Test
        @DisplayName("signed by nobody, by another key or by another algorithm finds it invalid")
        void forged() throws Exception {
            Sent sent = realm.send(StockMail.FORGOTTEN_PASSWORD);
            String[] parts = sent.link().token().split("\\.", -1);
            String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            for (String forged : List.of(
                    BASE64.encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                            + parts[1] + ".",
                    parts[0] + "." + parts[1] + ".",
                    parts[0] + "." + parts[1],
                    signed(header, parts[1], "HmacSHA512"),
                    signed(header.replace("HS512", "HS256"), parts[1], "HmacSHA256"),
                    signed(header.replace("HS512", "RS256"), parts[1], "HmacSHA256"),
                    signed(
                            header.replaceAll("\"kid\" ?: ?\"[^\"]*\"", "\"kid\":\"../../etc/passwd\""),
                            parts[1],
                            "HmacSHA512"),
                    signed(
                            header.replaceAll("\"kid\" ?: ?\"[^\"]*\"", "\"kid\":\"' or 1=1 --\""),
                            parts[1],
                            "HmacSHA512"))) {
                assertInvalid(link("blog-spa", forged).open());
                assertThat(realm.redeem(sent, forged).code()).isEqualTo("invalid_link");
            }
            assertThat(realm.redeem(sent, sent.link().token()).status()).isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    ".",
                    "..",
                    "...",
                    "eyJ",
                    "e30.e30.e30",
                    "bnVsbA.bnVsbA.bnVsbA",
                    "W10.W10.W10",
                    "eyJhbGciOiJIUzUxMiJ9.bnVsbA.AAAA",
                    "eyJhbGciOiJIUzUxMiJ9.eyJ0eXAiOiJyZXNldC1jcmVkZW50aWFscyJ9.AAAA",
                    "eyJhbGciOiJIUzUxMiJ9.eyJ0eXAiOjF9.AAAA",
                    "%ff%fe",
                    "%0d%0aLocation:%20https://evil.example/",
                    "https://evil.example/"
                })
        @DisplayName("that is none finds it invalid")
        void noToken(String encoded) throws Exception {
            assertInvalid(new MailedLink(base() + "client_id=blog-spa&key=" + encoded).open());
        }

        @Test
        @DisplayName("cut off at any place finds it invalid")
        void truncated() throws Exception {
            Sent sent = realm.send(StockMail.FORGOTTEN_PASSWORD);
            String token = sent.link().token();
            for (int length = 1; length < token.length() - 1; length += 1 + token.length() / 20) {
                assertInvalid(link("blog-spa", token.substring(0, length)).open());
            }
            assertInvalid(
                    link("blog-spa", token.substring(0, token.length() - 2)).open());
            assertThat(sent.link().open().token()).isEqualTo(token);
        }

        @Test
        @DisplayName("of 100 kB is refused before anybody reads it")
        void hugeToken() throws Exception {
            environment.needs(Need.BARE_KEYCLOAK);
            String huge = "e".repeat(100_000);
            Landing landing = link("blog-spa", huge).open();
            assertThat(landing.status()).isBetween(400, 499);
            assertThat(landing.location()).isEmpty();
            assertThat(realm.api().post("/link-info", "token", huge).status()).isIn(400, 413);
        }
    }

    @Nested
    @DisplayName("with its parameters")
    class WithParameters {

        @Test
        @DisplayName("sent twice finds the link invalid, whichever of the two is good")
        void twice() throws Exception {
            Sent sent = realm.send(StockMail.FORGOTTEN_PASSWORD);
            String good = "&key=" + sent.link().token();
            assertInvalid(new MailedLink(base() + "client_id=blog-spa" + good + "&key=x").open());
            assertInvalid(new MailedLink(base() + "client_id=blog-spa&key=x" + good).open());
            assertInvalid(new MailedLink(base() + "client_id=blog-spa" + good + good).open());
            assertStockError(new MailedLink(base() + "client_id=blog-spa&client_id=other-spa" + good).open());
            assertStockError(new MailedLink(base() + "client_id=blog-spa&client_id=blog-spa" + good).open());
            assertThat(sent.link().open().token()).isEqualTo(sent.link().token());
        }

        @Test
        @DisplayName("left out finds the link invalid")
        void missing() throws Exception {
            Sent sent = realm.send(StockMail.FORGOTTEN_PASSWORD);
            assertInvalid(new MailedLink(base() + "client_id=blog-spa").open());
            assertStockError(new MailedLink(base() + "key=" + sent.link().token()).open());
            assertStockError(new MailedLink(base()).open());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "nobody",
                    "",
                    "articles-api",
                    "admin-cli",
                    "account",
                    "blog-spa%20",
                    "BLOG-SPA",
                    "%ff",
                    "https://evil.example/",
                    "%0d%0aLocation:%20https://evil.example/"
                })
        @DisplayName("naming no app gets Keycloak's error page")
        void unknownClient(String encoded) throws Exception {
            Sent sent = realm.send(StockMail.FORGOTTEN_PASSWORD);
            assertStockError(new MailedLink(base() + "client_id=" + encoded + "&key="
                            + sent.link().token())
                    .open());
        }

        @ParameterizedTest
        @ValueSource(strings = {"client_id=blog-spa%00&key=x", "client_id=blog-spa&key=%00"})
        @DisplayName("holding a control character is stopped by Keycloak itself")
        void controlCharacter(String query) throws Exception {
            Landing landing = new MailedLink(base() + query).open();
            assertThat(landing.status()).isEqualTo(400);
            assertThat(landing.location()).isEmpty();
        }

        @Test
        @DisplayName("C-70: of other names cannot choose where the link leads")
        void openRedirect() throws Exception {
            Sent sent = realm.send(StockMail.FORGOTTEN_PASSWORD);
            String evil = "https%3A%2F%2Fevil.example%2F";
            var link = new MailedLink(sent.link().address()
                    + "&redirect_uri=" + evil + "&view.reset=" + evil + "&next=" + evil + "&state=planted&error=x"
                    + "&token=planted");
            Landing landing = link.open();
            assertThat(landing.location()).isEqualTo(sent.link().open().location());
        }
    }

    /** C-71. The library that sends would not let a test choose {@code Host}, so these requests are raw. */
    @Nested
    @DisplayName("with another server's name")
    class WithAnotherHost {

        private static final List<String> POISON = List.of(
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Port: 444",
                "X-Forwarded-For: 192.0.2.1",
                "Forwarded: host=evil.example;proto=https");

        @BeforeEach
        void bareKeycloak() {
            environment.needs(Need.BARE_KEYCLOAK);
        }

        @Test
        @DisplayName("C-71: in a request for a mail over JSON has no part in the mail")
        void jsonRequest() throws Exception {
            Account account = realm.admin().createAccount("link");
            String answer = RawHttp.send(
                    "POST",
                    URI.create(realm.issuer() + "/spa/v1/password-resets"),
                    with("Content-Type: application/json"),
                    "{\"client_id\":\"blog-spa\",\"identity\":\"" + account.username() + "\"}");
            assertThat(answer).startsWith("HTTP/1.1 202").doesNotContain("evil.example");
            assertMailed(account);
        }

        @Test
        @DisplayName("C-71: in the hosted \"Forgot password?\" has no part in the mail")
        void hostedRequest() throws Exception {
            Account account = realm.admin().createAccount("link");
            LoginForm browser = realm.flow().open("openid");
            var page = browser.click("a[href*=reset-credentials]");
            String action = Jsoup.parse(page.answer().body())
                    .select("#kc-reset-password-form")
                    .attr("action");
            RawHttp.send(
                    "POST",
                    URI.create(action),
                    with("Content-Type: application/x-www-form-urlencoded", "Cookie: " + browser.cookieHeader()),
                    "username=" + account.username());
            assertMailed(account);
        }

        @Test
        @DisplayName("C-71: in the opening of a link has no part in where it leads")
        void openedLink() throws Exception {
            Sent sent = realm.send(StockMail.FORGOTTEN_PASSWORD);
            assertThat(open(sent.link().address())).contains("Location: " + realm.page("reset") + "#token=");
            Sent hosted = realm.byAdmin(
                    StockMail.ADMIN_ACTIONS, "/execute-actions-email?client_id=blog-spa", "[\"CONFIGURE_TOTP\"]");
            assertThat(open(hosted.link().address()))
                    .contains("Location: " + realm.issuer() + "/login-actions/action-token?");
            assertThat(open(base() + "client_id=nobody&key=x")).startsWith("HTTP/1.1 400");
        }

        private String open(String address) throws Exception {
            String answer = RawHttp.send("GET", URI.create(address), POISON, "");
            assertThat(answer).doesNotContain("evil.example");
            return answer.replace("location: ", "Location: ");
        }

        private List<String> with(String... more) {
            return java.util.stream.Stream.concat(POISON.stream(), java.util.Arrays.stream(more))
                    .toList();
        }

        private void assertMailed(Account account) throws Exception {
            String link = new Mailbox(environment, account.email()).link();
            assertThat(link).startsWith(realm.issuer() + "/spa/v1/link?");
            var mail = environment.inbox().messages(account.email()).get(0);
            assertThat(mail.html() + mail.text()).doesNotContain("evil.example");
            assertThat(new MailedLink(link).open().page()).isEqualTo(realm.page("reset"));
        }
    }

    private String base() {
        return realm.issuer() + "/spa/v1/link?";
    }

    private MailedLink link(String clientId, String token) {
        return new MailedLink(base() + "client_id=" + clientId + "&key=" + token);
    }

    private void assertInvalid(Landing landing) {
        assertThat(landing.status()).isEqualTo(303);
        assertThat(landing.page()).as(landing.location()).isEqualTo(realm.page("error"));
        assertThat(landing.context()).isEqualTo(Map.of("error", "invalid_link"));
    }

    private static void assertStockError(Landing landing) {
        assertThat(landing.status()).isEqualTo(400);
        assertThat(landing.location()).isEmpty();
        assertThat(landing.response().body()).contains("kc-error-message");
    }

    private static String signed(String header, String payload, String algorithm) throws Exception {
        String text = BASE64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "." + payload;
        Mac mac = Mac.getInstance(algorithm);
        mac.init(
                new SecretKeySpec("a key that anybody could have made up".getBytes(StandardCharsets.UTF_8), algorithm));
        return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
