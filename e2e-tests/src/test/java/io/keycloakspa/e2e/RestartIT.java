package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.PrivateEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.spa.LinkRealm;
import io.keycloakspa.e2e.spa.LinkRealm.Sent;
import io.keycloakspa.e2e.spa.MailedLink.Landing;
import io.keycloakspa.e2e.spa.StockMail;
import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server ends between mail and click, and its memory with it. */
@Tag("full")
@DisplayName("After a restart of the server")
class RestartIT {

    private static final String REALM = "link-restart";

    @Test
    @DisplayName("C-20, C-41: links that are out work, also where a sign-in waited; what was spent stays spent")
    void linksThatAreOut() throws Exception {
        Ports ports = Ports.free();
        List<Sent> out = new ArrayList<>();
        Sent spent;
        try (LocalEnvironment before = PrivateEnvironment.start("restart", ports, true, Map.of())) {
            LinkRealm realm = LinkRealm.create(TestEnvironment.of(before), REALM, copy -> {});
            for (StockMail mail : StockMail.values()) {
                out.add(realm.send(mail));
            }
            spent = realm.send(StockMail.ADMIN_VERIFICATION);
            assertThat(realm.redeem(spent, spent.link().token()).status()).isEqualTo(200);
        }
        try (LocalEnvironment after = PrivateEnvironment.start("restart", ports, false, Map.of())) {
            LinkRealm realm = LinkRealm.existing(TestEnvironment.of(after), REALM);
            for (Sent sent : out) {
                assertLands(realm, sent, sent.link().open());
                assertLands(
                        realm,
                        sent,
                        Landing.of(sent.browser().visit(sent.link().address()).answer()));
                assertThat(realm.redeem(sent, sent.link().token()).status())
                        .as(sent.mail().name())
                        .isEqualTo(200);
            }
            // Unconfirmed again: nothing but the memory of the token speaks against it.
            realm.change(spent.account(), Map.of("emailVerified", false));
            assertThat(spent.link().open().context()).isEqualTo(Map.of("error", "invalid_link", "purpose", "confirm"));
            assertThat(realm.redeem(spent, spent.link().token()).code()).isEqualTo("invalid_link");
        }
    }

    private static void assertLands(LinkRealm realm, Sent sent, Landing landing) {
        assertThat(landing.page()).isEqualTo(realm.page(sent.mail().view()));
        assertThat(landing.token()).isEqualTo(sent.link().token());
    }
}
