package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.browser.OtherSite;
import io.keycloakspa.e2e.browser.Wire;
import io.keycloakspa.e2e.browser.Wire.Exchange;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.spa.RedeemRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("A page of another origin, in a real browser")
class SecondOriginIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Calls as a page would, and says what the page could read. */
    private static final String CALL = """
            async ([url, init]) => {
              try {
                const answer = await fetch(url, init);
                const fields = Object.fromEntries(answer.headers);
                return JSON.stringify({ status: answer.status, type: answer.type, text: await answer.text(), fields });
              } catch (error) {
                return JSON.stringify({ failed: error.name });
              }
            }""";

    private final OtherSite listed = OtherSite.serve(Map.of("/", "<title>listed</title>"));
    private final OtherSite foreign = OtherSite.serve(Map.of("/", "<title>foreign</title>"));
    private final OtherSite newsletter = OtherSite.serve(Map.of("/", "<title>newsletter</title>"));

    private RedeemRealm realm;
    private RedeemRealm strict;
    private Page page;
    private Wire wire;

    @BeforeAll
    void realms(TestEnvironment environment) throws Exception {
        realm = RedeemRealm.create(environment, "second-origin", copy -> {
            ((ArrayNode) BlogRealmCopy.client(copy, "blog-spa").path("webOrigins"))
                    .add(listed.sameSite())
                    .add(listed.crossSite());
            ((ArrayNode) BlogRealmCopy.client(copy, "newsletter").path("webOrigins")).add(newsletter.sameSite());
        });
        strict = RedeemRealm.create(environment, "second-origin-strict", copy -> {
            ((ArrayNode) BlogRealmCopy.client(copy, "blog-spa").path("webOrigins")).add(listed.sameSite());
            BlogRealmCopy.settings(copy).put("requests.per.source", "1");
        });
    }

    @AfterAll
    void close() {
        listed.close();
        foreign.close();
        newsletter.close();
    }

    @BeforeEach
    void browser(Browser browser) {
        page = browser.page();
        wire = Wire.tap(page);
    }

    /** What a page could read of an answer. */
    private record Read(JsonNode told) {

        boolean failed() {
            return told.has("failed");
        }

        int status() {
            return told.path("status").asInt();
        }

        JsonNode body() {
            return JSON.readTree(told.path("text").asString());
        }

        String code() {
            return body().path("code").asString();
        }

        String field(String name) {
            return told.path("fields").path(name).asString("");
        }
    }

    private String base() {
        return realm.api().base().toString();
    }

    private Read get(String path) {
        return call(base() + path, Map.of());
    }

    private Read post(String path, String body) {
        return call(
                base() + path,
                Map.of("method", "POST", "headers", Map.of("Content-Type", "application/json"), "body", body));
    }

    private Read call(String url, Map<String, ?> init) {
        return new Read(JSON.readTree((String) page.evaluate(CALL, List.of(url, init))));
    }

    /** The newest request that was no preflight. */
    private Exchange last() {
        List<Exchange> asked = wire.to(base()).stream()
                .filter(exchange -> !exchange.method().equals("OPTIONS"))
                .toList();
        return asked.get(asked.size() - 1);
    }

    @Nested
    @DisplayName("that is one of the app's Web Origins")
    class Listed {

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        @DisplayName("C-03: asks for a mail by a preflight and a request, without credentials")
        void asks(boolean sameSite) throws Exception {
            Account account = realm.admin().createAccount("origin");
            String origin = sameSite ? listed.sameSite() : listed.crossSite();
            // A site has one scheme and one registrable domain, which a stack elsewhere does not share.
            String fetchSite = sameSite && base().startsWith("http://localhost:") ? "same-site" : "cross-site";
            page.navigate(origin);
            Read answer = post(
                    "/password-resets", "{\"client_id\":\"blog-spa\",\"identity\":\"" + account.username() + "\"}");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body().path("next").path("type").asString()).isEqualTo("await_mail");
            List<Exchange> exchanges = wire.to(base());
            assertThat(exchanges).extracting(Exchange::method).containsExactlyInAnyOrder("OPTIONS", "POST");
            assertThat(exchanges).allSatisfy(exchange -> {
                assertThat(exchange.asked("origin")).isEqualTo(origin);
                assertThat(exchange.asked("sec-fetch-site")).isEqualTo(fetchSite);
                assertThat(exchange.answered("access-control-allow-origin")).isEqualTo(origin);
                assertThat(exchange.answered("access-control-allow-credentials"))
                        .isNotEqualTo("true");
                assertThat(exchange.answered("vary")).contains("Origin");
                assertThat(exchange.answered("set-cookie")).isEmpty();
            });
            realm.awaitMails(account.email(), 1);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "/confirmations|{\"client_id\":\"blog-spa\"}|400|validation_failed",
                    "/confirmations|{\"client_id\":\"nobody\",\"identity\":\"a\"}|400|unknown_client",
                    "/confirmations|[]|400|invalid_request",
                    "/confirmations/redeem|{\"client_id\":\"blog-spa\",\"token\":\"t\"}|400|invalid_link",
                    "/nothing|{}|404|not_found",
                    "/link|{}|405|method_not_allowed",
                })
        @DisplayName("C-03: reads refusals, those before the client is known too")
        void refusals(String path, String body, int status, String code) {
            page.navigate(listed.sameSite());
            Read answer = post(path, body);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.field("content-type")).startsWith("application/problem+json");
            assertThat(last().answered("vary")).contains("Origin");
        }

        @Test
        @DisplayName("C-03: reads the refusal of a form's types, which no preflight goes before")
        void plainForm() {
            page.navigate(listed.sameSite());
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
                Read answer = call(
                        base() + "/confirmations",
                        Map.of(
                                "method",
                                "POST",
                                "headers",
                                Map.of("Content-Type", type),
                                "body",
                                "{\"client_id\":\"blog-spa\"}"));
                assertThat(answer.code()).as(type).isEqualTo("unsupported_media_type");
            }
            assertThat(wire.to(base())).extracting(Exchange::method).containsOnly("POST");
        }

        @Test
        @DisplayName("reads the refusal of a body that is too large")
        void tooLarge() {
            page.navigate(listed.sameSite());
            assertThat(post("/confirmations", "\"" + "a".repeat(70_000) + "\"").code())
                    .isEqualTo("content_too_large");
        }

        @Test
        @DisplayName("C-03: reads ETag, Retry-After and WWW-Authenticate")
        void exposedFields() {
            page.navigate(listed.sameSite());
            assertThat(get("/clients/blog-spa").field("etag")).isNotBlank();
            assertThat(get("/openapi.json").field("etag")).isNotBlank();
            assertThat(get("/account").field("www-authenticate")).startsWith("Bearer");
            String body = "{\"client_id\":\"blog-spa\",\"identity\":\"nobody\"}";
            Map<String, ?> init =
                    Map.of("method", "POST", "headers", Map.of("Content-Type", "application/json"), "body", body);
            call(strict.api().base() + "/confirmations", init);
            Read limited = call(strict.api().base() + "/confirmations", init);
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.field("retry-after")).matches("\\d+");
        }

        @Test
        @DisplayName("C-03: gets nothing by a request with credentials")
        void credentials() {
            page.navigate(listed.sameSite());
            assertThat(call(base() + "/clients/blog-spa", Map.of("credentials", "include"))
                            .failed())
                    .isTrue();
            assertThat(get("/clients/blog-spa").status()).isEqualTo(200);
        }

        @Test
        @DisplayName("C-03: sends no method that the path does not have")
        void otherMethods() {
            page.navigate(listed.sameSite());
            assertThat(call(base() + "/confirmations", Map.of("method", "DELETE"))
                            .failed())
                    .isTrue();
            assertThat(wire.to(base())).extracting(Exchange::method).containsOnly("OPTIONS");
        }
    }

    @Nested
    @DisplayName("that is none of the app's")
    class Foreign {

        @ParameterizedTest
        @CsvSource({"true", "false"})
        @DisplayName("C-03: cannot ask for mails: the preflight lets nothing through")
        void foreignPost(boolean sameSite) throws Exception {
            Account account = realm.admin().createAccount("origin");
            page.navigate(sameSite ? foreign.sameSite() : foreign.crossSite());
            assertThat(post(
                                    "/password-resets",
                                    "{\"client_id\":\"blog-spa\",\"identity\":\"" + account.username() + "\"}")
                            .failed())
                    .isTrue();
            assertThat(wire.to(base())).singleElement().satisfies(preflight -> {
                assertThat(preflight.method()).isEqualTo("OPTIONS");
                assertThat(preflight.answered("access-control-allow-origin")).isEmpty();
            });
            assertThat(realm.mails(account.email())).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"/clients/blog-spa, true", "/clients/blog-spa, false", "/openapi.json, true", "/openapi.json, false"
        })
        @DisplayName("C-03: reads nothing, and is answered 403")
        void foreignGet(String path, boolean sameSite) {
            page.navigate(sameSite ? foreign.sameSite() : foreign.crossSite());
            assertThat(get(path).failed()).isTrue();
            assertThat(last().status()).isEqualTo(403);
            assertThat(last().answered("access-control-allow-origin")).isEmpty();
            assertThat(last().answered("vary")).contains("Origin");
        }

        @Test
        @DisplayName("C-03: a form's post without a preflight is refused, and not readable")
        void plainPost() {
            page.navigate(foreign.crossSite());
            Read answer = call(
                    base() + "/confirmations",
                    Map.of(
                            "method",
                            "POST",
                            "mode",
                            "no-cors",
                            "body",
                            "{\"client_id\":\"blog-spa\",\"identity\":\"a\"}"));
            assertThat(answer.told().path("type").asString()).isEqualTo("opaque");
            assertThat(last().status()).isEqualTo(415);
        }

        @Test
        @DisplayName("C-03: a request from another site that names no origin is refused by Sec-Fetch-Site")
        void imageOfAnotherSite() {
            page.navigate(foreign.crossSite());
            Read answer = call(base() + "/clients/blog-spa", Map.of("mode", "no-cors"));
            assertThat(answer.told().path("type").asString()).isEqualTo("opaque");
            assertThat(last().asked("origin")).isEmpty();
            assertThat(last().asked("sec-fetch-site")).isEqualTo("cross-site");
            assertThat(last().status()).isEqualTo(403);
        }

        @Test
        @DisplayName("C-03: a frame that hides its origin is refused, on a page of the app as well")
        void sandboxedFrame() {
            page.navigate(listed.sameSite());
            page.evaluate(
                    "() => new Promise(done => { const frame = document.createElement('iframe'); frame.sandbox = 'allow-scripts'; frame.srcdoc = '<p>'; frame.onload = done; document.body.append(frame); })");
            var frame = page.frames().get(page.frames().size() - 1);
            var answer = new Read(
                    JSON.readTree((String) frame.evaluate(CALL, List.of(base() + "/clients/blog-spa", Map.of()))));
            assertThat(answer.failed()).isTrue();
        }

        @Test
        @DisplayName("C-03: another app's page reads what is before the client, and nothing of this app")
        void anotherApp() {
            page.navigate(newsletter.sameSite());
            assertThat(get("/clients/newsletter").status()).isEqualTo(200);
            assertThat(get("/clients/nobody").code()).isEqualTo("unknown_client");
            assertThat(get("/clients/blog-spa").failed()).isTrue();
            assertThat(last().status()).isEqualTo(403);
        }
    }

    @Nested
    @DisplayName("with an access token of the app")
    class WithToken {

        private String token = "";

        @BeforeEach
        void signIn() throws Exception {
            Account account = realm.admin().createAccount("origin");
            var form = realm.flow().open("openid account.self");
            token = realm.flow()
                    .redeem(form.submit(account.username(), account.password()))
                    .accessToken();
        }

        private Read account(String method, String path) {
            return call(base() + path, Map.of("method", method, "headers", Map.of("Authorization", "Bearer " + token)));
        }

        @Test
        @DisplayName("C-03, C-50: reads the account from the app's origin, by a preflight that allows Authorization")
        void ownOrigin() {
            page.navigate(listed.crossSite());
            assertThat(account("GET", "/account").body().path("username").asString())
                    .startsWith("origin");
            assertThat(account("GET", "/account/sessions").body().path("sessions"))
                    .hasSize(1);
            assertThat(account("DELETE", "/account/sessions").status()).isEqualTo(200);
            token += "x";
            Read refused = account("GET", "/account");
            assertThat(refused.code()).isEqualTo("invalid_token");
            assertThat(refused.field("www-authenticate")).contains("invalid_token");
        }

        @Test
        @DisplayName("C-03: sends no token from a foreign origin")
        void foreignOrigin() {
            page.navigate(foreign.sameSite());
            assertThat(account("GET", "/account").failed()).isTrue();
            assertThat(account("DELETE", "/account").failed()).isTrue();
            assertThat(wire.to(base())).extracting(Exchange::method).containsOnly("OPTIONS");
        }

        @Test
        @DisplayName("C-03: gets 403 with the app's token from another app's page, and cannot read it")
        void anotherApp() {
            page.navigate(newsletter.sameSite());
            assertThat(account("GET", "/account").failed()).isTrue();
            assertThat(last().method()).isEqualTo("GET");
            assertThat(last().status()).isEqualTo(403);
        }
    }
}
