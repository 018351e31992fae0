package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.spa.LinkRealm;
import io.keycloakspa.e2e.spa.LinkRealm.Sent;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.MailedLink.Landing;
import io.keycloakspa.e2e.spa.StockMail;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** C-21: robots come first, a person comes after them. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A robot that opens a mailed link")
class LinkRobotsIT {

    /** Headers of requests that no person has made, or not yet. */
    private static final List<List<String>> ROBOTS = List.of(
            List.of("Sec-Purpose", "prefetch"),
            List.of("Sec-Purpose", "prefetch;prerender"),
            List.of("Purpose", "prefetch"),
            List.of("X-Purpose", "preview"),
            List.of("X-Moz", "prefetch"),
            List.of("User-Agent", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"),
            List.of("User-Agent", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
            List.of("User-Agent", "Twitterbot/1.0"),
            List.of("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) SafeLinks"),
            List.of("User-Agent", "Mozilla/5.0 (compatible; Barracuda Sentinel (EE))"));

    private TestEnvironment environment;
    private LinkRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = LinkRealm.create(shared, "link-robots", copy -> {});
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-21, C-41: spends nothing, with HEAD, GET, somebody else's session, prefetch headers or a preview")
    void allRobots(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        var before = realm.stored(sent.account());
        String foreign = foreignSession();

        assertLooked(sent, sent.link().send("HEAD"));
        assertLooked(sent, sent.link().send("GET"));
        assertLooked(sent, sent.link().open("Cookie", foreign));
        assertLooked(sent, sent.link().send("HEAD", "Cookie", foreign));
        for (List<String> robot : ROBOTS) {
            assertLooked(sent, sent.link().open(robot.toArray(String[]::new)));
        }
        assertThat(realm.stored(sent.account())).isEqualTo(before);

        // The person.
        Landing landing = sent.link().open();
        assertThat(realm.redeem(sent, landing.token()).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("C-21: does not let the waiting sign-in of the very browser go on, be it a HEAD or a prefetch")
    void robotInTheVeryBrowser() throws Exception {
        Sent sent = realm.send(StockMail.REGISTRATION);
        String cookies = sent.browser().cookieHeader();
        var before = realm.stored(sent.account());
        assertLooked(sent, sent.link().send("HEAD", "Cookie", cookies));
        for (List<String> robot : ROBOTS.subList(0, 5)) {
            assertLooked(sent, sent.link().open("Cookie", cookies, robot.get(0), robot.get(1)));
        }
        assertThat(realm.stored(sent.account())).isEqualTo(before);

        Landing person = sent.link().open("Cookie", cookies);
        assertThat(person.page()).isEqualTo(realm.issuer() + "/login-actions/action-token");
        assertThat(person.status()).isEqualTo(303);
        assertThat(realm.stored(sent.account())).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"POST", "PUT", "DELETE", "PATCH"})
    @DisplayName("C-01: that tries other methods is told which there are")
    void otherMethods(String method) throws Exception {
        MailedLink link = realm.send(StockMail.FORGOTTEN_PASSWORD).link();
        var answer = link.send(method).response();
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("allow").orElse("")).contains("GET", "HEAD");
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @DisplayName("of an app that confirms by one click")
    class OneClick {

        private LinkRealm quick;

        @BeforeAll
        void prepare() throws Exception {
            quick = LinkRealm.create(
                    environment,
                    "link-one-click",
                    copy -> BlogRealmCopy.settings(copy).put("confirm.mode", "one-click"));
        }

        @Test
        @DisplayName("C-21: confirms nothing with HEAD or prefetch; the person's click does")
        void headAndPrefetch() throws Exception {
            Sent sent = quick.send(StockMail.ADMIN_VERIFICATION);
            assertThat(sent.link().send("HEAD").token()).isNotEmpty();
            for (List<String> robot : ROBOTS.subList(0, 5)) {
                assertThat(sent.link().open(robot.toArray(String[]::new)).token())
                        .isNotEmpty();
            }
            assertThat(isConfirmed(sent)).isFalse();

            Landing click = sent.link().open();
            assertThat(click.page()).isEqualTo(quick.page("confirm"));
            assertThat(click.context()).isEqualTo(Map.of("status", "confirmed"));
            assertThat(isConfirmed(sent)).isTrue();
            assertThat(sent.link().open().context()).isEqualTo(Map.of("status", "already_confirmed"));
            assertThat(quick.redeem(sent, sent.link().token()).code()).isEqualTo("already_confirmed");
        }

        @Test
        @DisplayName("C-21: does not confirm an account that has no credential yet: its first password is chosen first")
        void noCredential() throws Exception {
            Sent sent = quick.send(StockMail.REGISTRATION);
            assertThat(sent.link().open().token()).isEqualTo(sent.link().token());
            assertThat(isConfirmed(sent)).isFalse();
            assertThat(quick.api()
                            .post("/confirmations/redeem", "token", sent.link().token())
                            .code())
                    .isEqualTo("password_required");
            assertThat(quick.redeem(sent, sent.link().token()).status()).isEqualTo(200);
        }

        @Test
        @DisplayName("C-41: gets no further with the link of a forgotten password")
        void reset() throws Exception {
            Sent sent = quick.send(StockMail.FORGOTTEN_PASSWORD);
            var before = quick.stored(sent.account());
            assertThat(sent.link().open().token()).isEqualTo(sent.link().token());
            assertThat(quick.stored(sent.account())).isEqualTo(before);
        }

        private boolean isConfirmed(Sent sent) throws Exception {
            return quick.admin()
                    .get("/users/" + sent.account().id())
                    .path("emailVerified")
                    .asBoolean();
        }
    }

    private String foreignSession() throws Exception {
        var other = realm.admin().createAccount("link");
        LoginForm browser = realm.flow().open("openid");
        assertThat(browser.submit(other.username(), other.password()).succeeded())
                .isTrue();
        return browser.cookieHeader();
    }

    private void assertLooked(Sent sent, Landing landing) {
        assertThat(landing.status()).isEqualTo(303);
        assertThat(landing.page()).isEqualTo(realm.page(sent.mail().view()));
        assertThat(landing.token()).isEqualTo(sent.link().token());
        assertThat(landing.response().headers().allValues("set-cookie")).isEmpty();
    }
}
