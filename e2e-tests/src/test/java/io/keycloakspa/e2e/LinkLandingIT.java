package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.ServerClock;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Attempt;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.oidc.TimeCode;
import io.keycloakspa.e2e.spa.LinkRealm;
import io.keycloakspa.e2e.spa.LinkRealm.Sent;
import io.keycloakspa.e2e.spa.MailedLink.Landing;
import io.keycloakspa.e2e.spa.StockMail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whoever caused a mail, where its link leads, and when. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A link that Keycloak mails lands")
class LinkLandingIT {

    private static final String PASSWORD_FORM = "#kc-passwd-update-form";
    private static final String PROCEED = "#kc-info-message a";

    private TestEnvironment environment;
    private LinkRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = LinkRealm.create(shared, "link-landing", copy -> {});
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-20, C-41: in another browser, on the app's page with its token, which the app redeems")
    void anotherBrowser(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        Landing landing = sent.link().open();
        assertShown(landing, mail.view(), "token", sent.link().token());
        assertThat(realm.redeem(sent, landing.token()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = "REGISTRATION", mode = Mode.EXCLUDE)
    @DisplayName("on the same page in the browser where it was asked for, because only a registration goes on there")
    void sameBrowser(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        Landing landing = Landing.of(sent.browser().visit(sent.link().address()).answer());
        assertShown(landing, mail.view(), "token", sent.link().token());
    }

    @Test
    @DisplayName("C-20: in the browser where a registration waits, in the app, which is signed in with its own state")
    void registrationGoesOn() throws Exception {
        CodeFlow flow = realm.flow();
        Sent sent = realm.register(flow.open("openid", Map.of("state", "the-app's-own")));
        sent.browser().visit(sent.link().address());
        Attempt end = choosePassword(sent.browser());
        assertThat(end.outcome()).isEqualTo("signed in");
        assertThat(Landing.of(end.answer()).context()).containsEntry("state", "the-app's-own");
        assertThat(flow.redeem(end).status()).isEqualTo(200);
        assertShown(sent.link().open(), "confirm", "status", "already_confirmed");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-22, C-41: after it was used, where the app says so")
    void secondClick(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        assertThat(realm.redeem(sent, sent.link().token()).status()).isEqualTo(200);
        if (mail.onlyConfirms()) {
            assertShown(sent.link().open(), "confirm", "status", "already_confirmed");
            assertThat(realm.redeem(sent, sent.link().token()).code()).isEqualTo("already_confirmed");
        } else {
            assertRefused(sent.link().open(), mail, "invalid_link");
            assertThat(realm.redeem(sent, sent.link().token()).code()).isEqualTo("invalid_link");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-22, C-41: after its time, on the app's error page, in any browser and on Keycloak's own address")
    void expired(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        int mails = environment.inbox().messages(sent.account().email()).size();
        new ServerClock(environment).ahead(Duration.ofDays(2), () -> {
            assertRefused(sent.link().open(), mail, "expired_link");
            assertRefused(Landing.of(sent.browser().visit(sent.link().address()).answer()), mail, "expired_link");
            assertThat(realm.redeem(sent, sent.link().token()).code()).isEqualTo("expired_link");
            Attempt stock = CodeFlow.newBrowser().visit(sent.link().stockAddress());
            assertThat(Landing.of(stock.answer()).page()).isEqualTo(realm.page("error"));
            assertThat(Landing.of(stock.answer()).context()).containsEntry("error", "expired_link");
        });
        assertThat(environment.inbox().messages(sent.account().email())).hasSize(mails);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-22: tampered with, on the app's error page")
    void tampered(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        String token = sent.link().token();
        String forged = token.substring(0, token.length() - 8) + (token.endsWith("AAAAAAAA") ? "BBBBBBBB" : "AAAAAAAA");
        Landing landing = sent.link().withToken(forged).open();
        assertThat(landing.page()).isEqualTo(realm.page("error"));
        assertThat(landing.context()).isEqualTo(Map.of("error", "invalid_link"));
        assertThat(realm.redeem(sent, forged).code()).isEqualTo("invalid_link");
        assertThat(realm.redeem(sent, token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-25: where somebody else is signed in, on the app's page; nobody is signed out or confirmed by it")
    void otherUserSignedIn(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        var other = realm.admin().createAccount("link");
        LoginForm browser = realm.flow().open("openid");
        assertThat(browser.submit(other.username(), other.password()).outcome()).isEqualTo("signed in");
        var before = realm.stored(sent.account());
        assertShown(
                Landing.of(browser.visit(sent.link().address()).answer()),
                mail.view(),
                "token",
                sent.link().token());
        assertThat(realm.stored(sent.account())).isEqualTo(before);

        Landing stock = Landing.of(browser.visit(sent.link().stockAddress()).answer());
        assertThat(stock.page())
                .as("%s %s", stock.status(), stock.response().body())
                .isEqualTo(realm.page("error"));
        assertThat(stock.context()).isEqualTo(Map.of("error", "other_user_signed_in"));
        assertThat(realm.stored(sent.account())).isEqualTo(before);
        assertThat(realm.flow()
                        .openAgain(browser, Map.of("prompt", "none"))
                        .shown()
                        .outcome())
                .isEqualTo("signed in");
    }

    @Nested
    @DisplayName("on Keycloak's own pages, if it was mailed before the app had pages, and from there")
    class OnStockPages {

        @ParameterizedTest
        @EnumSource
        @DisplayName("C-47: in the app in the end, which learns that all is done")
        void lastPage(StockMail mail) throws Exception {
            Sent sent = realm.send(mail);
            LoginForm browser = CodeFlow.newBrowser();
            Attempt shown = browser.visit(sent.link().stockAddress());
            if (has(shown, PROCEED)) {
                shown = browser.click(PROCEED);
            }
            if (has(shown, PASSWORD_FORM)) {
                shown = choosePassword(browser);
            }
            assertShown(Landing.of(shown.answer()), mail.view(), "status", mail.onlyConfirms() ? "confirmed" : "done");
            Landing again = sent.link().open();
            if (mail.onlyConfirms()) {
                assertShown(again, "confirm", "status", "already_confirmed");
            } else {
                assertRefused(again, mail, "invalid_link");
            }
        }

        @ParameterizedTest
        @EnumSource(names = {"REGISTRATION", "ADMIN_ACTIONS", "ADMIN_VERIFICATION"})
        @DisplayName("C-21: a robot that looks at the page on which a person would click confirms nothing")
        void robotAtThePageBefore(StockMail mail) throws Exception {
            Sent sent = realm.send(mail);
            var before = realm.stored(sent.account());
            Attempt page = CodeFlow.newBrowser().visit(sent.link().stockAddress());
            assertThat(page.answer().statusCode()).isEqualTo(200);
            assertThat(has(page, PROCEED)).isTrue();
            assertThat(realm.stored(sent.account())).isEqualTo(before);
            assertThat(realm.redeem(sent, sent.link().token()).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("C-47: what an app cannot do is done there, and ends in the app")
        void oneTimeCodes() throws Exception {
            assertShown(setUpOneTimeCodes(""), "action", "status", "done");
        }

        @Test
        @DisplayName("C-47: what an app cannot do ends where the administrator said, if that is the app's")
        void whereTheAdministratorSaid() throws Exception {
            String wanted = environment.webUrl() + "/callback";
            Landing landing = setUpOneTimeCodes("&redirect_uri=" + wanted);
            assertThat(landing.location()).isEqualTo(wanted);
        }

        private Landing setUpOneTimeCodes(String more) throws IOException, InterruptedException {
            Sent sent = realm.byAdmin(
                    StockMail.ADMIN_ACTIONS,
                    "/execute-actions-email?client_id=blog-spa" + more,
                    "[\"CONFIGURE_TOTP\"]");
            Landing link = sent.link().open();
            assertThat(link.status()).isEqualTo(303);
            assertThat(link.page()).isEqualTo(realm.issuer() + "/login-actions/action-token");
            assertThat(realm.api()
                            .post("/actions/redeem", "token", sent.link().token())
                            .code())
                    .isEqualTo("flow_required");

            LoginForm browser = CodeFlow.newBrowser();
            browser.visit(sent.link().address());
            Attempt page = browser.click(PROCEED);
            String secret = page.text("#totpSecret");
            return Landing.of(browser.submit(
                            "#kc-totp-settings-form",
                            Map.of(
                                    "totp",
                                    TimeCode.at(Instant.now(), secret),
                                    "totpSecret",
                                    secret,
                                    "userLabel",
                                    "phone"))
                    .answer());
        }
    }

    private static boolean has(Attempt shown, String selector) {
        return Jsoup.parse(shown.answer().body()).selectFirst(selector) != null;
    }

    private static Attempt choosePassword(LoginForm browser) throws IOException, InterruptedException {
        String chosen = LinkRealm.newPassword();
        browser.submit(PASSWORD_FORM, Map.of("password-new", chosen, "password-confirm", chosen));
        return browser.goOn();
    }

    /** The app's error page, told what the link was for, so that it can offer another mail. */
    private void assertRefused(Landing landing, StockMail mail, String code) {
        assertTold(landing, "error", Map.of("error", code, "purpose", mail.view()));
    }

    /** A page of the app, told one thing. */
    private void assertShown(Landing landing, String view, String name, String value) {
        assertTold(landing, view, Map.of(name, value));
    }

    /** A page of the app, told this, and the state where the app gave one. */
    private void assertTold(Landing landing, String view, Map<String, String> told) {
        assertThat(landing.page())
                .as("%s %s", landing.status(), landing.location())
                .isEqualTo(realm.page(view));
        Map<String, String> context = new HashMap<>(landing.context());
        assertThat(context.getOrDefault("state", LinkRealm.STATE)).isEqualTo(LinkRealm.STATE);
        context.remove("state");
        assertThat(context).isEqualTo(told);
    }
}
