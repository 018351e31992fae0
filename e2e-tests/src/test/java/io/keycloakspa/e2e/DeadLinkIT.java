package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.spa.LinkRealm;
import io.keycloakspa.e2e.spa.LinkRealm.Sent;
import io.keycloakspa.e2e.spa.MailedLink.Landing;
import io.keycloakspa.e2e.spa.StockMail;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** C-26: what a link was good for yesterday it is not good for after the account or the app has changed. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A link that is out dies")
class DeadLinkIT {

    private LinkRealm realm;

    /** What happens between mail and click. */
    enum Event {
        ACCOUNT_DISABLED {
            @Override
            void happen(LinkRealm realm, Sent sent) throws Exception {
                realm.change(sent.account(), Map.of("enabled", false));
            }
        },
        ACCOUNT_DELETED {
            @Override
            void happen(LinkRealm realm, Sent sent) throws Exception {
                realm.admin().send("DELETE", "/users/" + sent.account().id(), "");
            }
        },
        ADDRESS_CHANGED {
            @Override
            void happen(LinkRealm realm, Sent sent) throws Exception {
                realm.change(sent.account(), Map.of("email", LinkRealm.fresh() + "@example.org"));
            }
        },
        PASSWORD_CHANGED {
            @Override
            void happen(LinkRealm realm, Sent sent) throws Exception {
                realm.setPassword(sent.account());
            }
        };

        abstract void happen(LinkRealm realm, Sent sent) throws Exception;
    }

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        realm = LinkRealm.create(environment, "link-dead", copy -> {});
    }

    static Stream<Arguments> allOfAll() {
        return Arrays.stream(StockMail.values())
                .flatMap(mail -> Arrays.stream(Event.values()).map(event -> Arguments.of(mail, event)));
    }

    @ParameterizedTest
    @MethodSource("allOfAll")
    @DisplayName("C-26, C-45: with the account, its address and its password, on Keycloak's own address as well")
    void killed(StockMail mail, Event event) throws Exception {
        Sent sent = realm.send(mail);
        event.happen(realm, sent);
        var before = realm.stored(sent.account());

        assertRefused(sent.link().open());
        assertRefused(Landing.of(sent.browser().visit(sent.link().address()).answer()));
        assertThat(realm.redeem(sent, sent.link().token()).code()).isEqualTo("invalid_link");
        assertThat(realm.api().post("/link-info", "token", sent.link().token()).code())
                .isEqualTo("invalid_link");
        assertRefused(Landing.of(
                CodeFlow.newBrowser().visit(sent.link().stockAddress()).answer()));
        assertThat(realm.stored(sent.account())).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("C-26: with the app, and lives again with it, because nobody knows what it is good for meanwhile")
    void appDisabled(StockMail mail) throws Exception {
        Sent sent = realm.send(mail);
        var before = realm.stored(sent.account());
        realm.enableClient(false);
        try {
            Landing link = sent.link().open();
            assertThat(link.status()).isEqualTo(400);
            assertThat(link.location()).isEmpty();
            assertThat(realm.redeem(sent, sent.link().token()).code()).isEqualTo("unknown_client");
            var stock = CodeFlow.newBrowser().visit(sent.link().stockAddress()).answer();
            assertThat(stock.statusCode()).isEqualTo(400);
            assertThat(realm.stored(sent.account())).isEqualTo(before);
        } finally {
            realm.enableClient(true);
        }
        assertThat(realm.redeem(sent, sent.link().token()).status()).isEqualTo(200);
    }

    private void assertRefused(Landing landing) {
        assertThat(landing.page())
                .as("%s %s", landing.status(), landing.location())
                .isEqualTo(realm.page("error"));
        assertThat(landing.context()).containsEntry("error", "invalid_link").doesNotContainKey("token");
    }
}
