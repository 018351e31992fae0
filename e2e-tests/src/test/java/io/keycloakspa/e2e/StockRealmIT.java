package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.PrivateEnvironment;
import io.keycloakspa.e2e.environment.ServerClock;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Attempt;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.spa.LinkRealm;
import io.keycloakspa.e2e.spa.LinkRealm.Sent;
import io.keycloakspa.e2e.spa.StockMail;
import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** C-47: our jar is there, and a realm has nothing to do with it. */
@ExtendWith(TestEnvironmentExtension.class)
@DisplayName("A realm without an app")
class StockRealmIT {

    private static final String PASSWORD_FORM = "#kc-passwd-update-form";
    private static final String PROCEED = "#kc-info-message a[href*=action-token]";

    /** As {@code docs/configuration.md} names them. */
    private static final Map<String, String> ALL_OFF = Map.of(
            "KC_SPI_REALM_RESTAPI_EXTENSION__SPA__MAIL_LINKS",
            "false",
            "KC_SPI_REALM_RESTAPI_EXTENSION__SPA__TOKEN_HANDLERS",
            "false",
            "KC_SPI_REALM_RESTAPI_EXTENSION__SPA__LAST_PAGES",
            "false");

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-47: mails Keycloak's own links, which end on Keycloak's own pages")
    void ownLinks(StockMail mail, TestEnvironment environment) throws Exception {
        LinkRealm realm = realm(environment, LinkRealm.fresh());
        Sent sent = realm.send(mail);
        assertThat(sent.link().address()).startsWith(realm.issuer() + "/login-actions/action-token?");
        assertEndsOnStockPages(sent);
        assertThat(realm.api().post("/link-info", "token", sent.link().token()).code())
                .isEqualTo("unknown_client");
    }

    @Test
    @Tag("full")
    @DisplayName("C-47: has the very mails and pages of a server where all of ours is off; there an app has no more")
    void byteForByte(TestEnvironment environment) throws Exception {
        List<String> found = everything(environment);
        try (LocalEnvironment without = PrivateEnvironment.start("stock", Ports.free(), true, ALL_OFF)) {
            TestEnvironment off = TestEnvironment.of(without);
            assertThat(found).containsExactlyElementsOf(everything(off));

            LinkRealm realm = LinkRealm.create(off, "stock-app", copy -> {});
            for (StockMail mail : StockMail.values()) {
                Sent sent = realm.send(mail);
                assertThat(sent.link().address()).startsWith(realm.issuer() + "/login-actions/action-token?");
                assertEndsOnStockPages(sent);
            }
        }
    }

    private static void assertEndsOnStockPages(Sent sent) throws Exception {
        assertThat(inNewBrowser(sent))
                .allSatisfy(page -> assertThat(page.answer().statusCode()).isIn(200, 400))
                .allSatisfy(page -> assertThat(page.answer().headers().firstValue("location"))
                        .isEmpty());
    }

    private static LinkRealm realm(TestEnvironment environment, String name) throws Exception {
        return LinkRealm.create(environment, name, copy -> {
            removeSettings(copy.path("clients"));
            removeSettings(copy.path("clientScopes"));
        });
    }

    private static void removeSettings(JsonNode holders) {
        for (JsonNode holder : holders) {
            if (holder.path("protocolMappers") instanceof ArrayNode mappers) {
                ArrayNode others = ((ObjectNode) holder).putArray("protocolMappers");
                mappers.valueStream()
                        .filter(mapper ->
                                !mapper.path("protocolMapper").asString().equals("spa-settings"))
                        .forEach(others::add);
            }
        }
    }

    /** All that people see of all mails, without what is different each time. */
    private static List<String> everything(TestEnvironment environment) throws Exception {
        LinkRealm realm = realm(environment, "stock-all");
        List<String> seen = new ArrayList<>();
        for (StockMail mail : StockMail.values()) {
            Sent sent = realm.send(mail);
            environment.inbox().messages(null).stream()
                    .filter(message -> message.text().contains(sent.link().address()))
                    .forEach(message -> seen.add(
                            mail + " mail " + message.subject() + "\n" + message.text() + "\n" + message.html()));
            add(
                    seen,
                    mail + " tampered",
                    Stream.of(CodeFlow.newBrowser()
                            .visit(sent.link()
                                    .withToken(sent.link().token() + "x")
                                    .address())));
            add(seen, mail + " other browser", inNewBrowser(sent).stream());
            Sent same = realm.send(mail);
            add(seen, mail + " same browser", throughPages(same.browser(), same).stream());
            Sent late = realm.send(mail);
            new ServerClock(environment).ahead(Duration.ofDays(2), () -> {
                add(
                        seen,
                        mail + " expired",
                        Stream.of(CodeFlow.newBrowser().visit(late.link().address())));
                add(
                        seen,
                        mail + " expired, same browser",
                        Stream.of(late.browser().visit(late.link().address())));
            });
        }
        return seen.stream().map(text -> steady(text, environment)).toList();
    }

    private static List<Attempt> inNewBrowser(Sent sent) throws Exception {
        List<Attempt> pages = new ArrayList<>(throughPages(CodeFlow.newBrowser(), sent));
        pages.add(CodeFlow.newBrowser().visit(sent.link().address()));
        return pages;
    }

    private static List<Attempt> throughPages(LoginForm browser, Sent sent) throws Exception {
        List<Attempt> pages = new ArrayList<>();
        pages.add(browser.visit(sent.link().address()));
        if (shows(pages.get(0), PROCEED)) {
            pages.add(browser.click(PROCEED));
        }
        if (shows(pages.get(pages.size() - 1), PASSWORD_FORM)) {
            String chosen = LinkRealm.newPassword();
            browser.submit(PASSWORD_FORM, Map.of("password-new", chosen, "password-confirm", chosen));
            pages.add(browser.goOn());
        }
        return pages;
    }

    private static boolean shows(Attempt page, String selector) {
        return Jsoup.parse(page.answer().body()).selectFirst(selector) != null;
    }

    private static void add(List<String> seen, String what, Stream<Attempt> pages) {
        pages.forEach(page -> {
            var headers = new TreeMap<>(page.answer().headers().map());
            headers.keySet().removeAll(List.of("content-length", "set-cookie", "date"));
            seen.add(what + " " + page.answer().statusCode() + " " + headers + "\n"
                    + page.answer().body());
        });
    }

    /** Without addresses of servers, names of the accounts, and what is made anew for each page. */
    private static String steady(String text, TestEnvironment environment) {
        return text.replace(Integer.toString(environment.keycloakUrl().getPort()), "KEYCLOAK")
                .replace(Integer.toString(environment.webUrl().getPort()), "WEB")
                .replaceAll("link-[0-9a-f]{8}", "USER")
                .replaceAll("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+", "JWT")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("(tab_id|client_data|session_code|execution|code|state|session_state)=[\\w.%~-]*", "$1=")
                .replaceAll("/resources/\\w+/", "/resources/VERSION/")
                .replaceAll("\"[\\w+/=-]{40,}\"", "\"RANDOM\"");
    }
}
