package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.InBrowser;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** Passkeys stand on the same page as identifier and password. Chromium plays the device that holds them. */
@InBrowser
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in with a passkey")
class LoginPasskeyIT {

    private Place onePage;
    private Place twoPages;

    /** A realm to log in to. */
    private record Place(RealmAdmin admin, CodeFlow flow) {

        static Place create(TestEnvironment environment, String realm, Consumer<ObjectNode> change) throws Exception {
            RealmAdmin admin = BlogRealmCopy.create(environment, realm, copy -> {
                copy.put("webAuthnPolicyPasswordlessPasskeysEnabled", true);
                change.accept(copy);
            });
            return new Place(admin, LoginIdentityIT.flow(environment, realm));
        }

        void open(Page page) {
            // The passkey may lead on before the page has loaded as a whole.
            page.navigate(
                    flow.address(Map.of()).toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        }
    }

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        onePage = Place.create(environment, "passkeys", realm -> {});
        twoPages = Place.create(environment, "passkeys-two-pages", BlogRealmCopy::splitThePage);
    }

    @Test
    @DisplayName("the page offers the passkey by itself; no identifier is typed")
    void conditionalPasskey(Browser browser) throws Exception {
        setUpPasskey(browser, onePage, onePage.admin().createAccount("keyholder"));
        assertThat(browser.backAtTheApp(() -> onePage.open(browser.page()))).contains("code=");
    }

    @Test
    @DisplayName("the identifier page of two offers it by itself as well")
    void conditionalPasskeyOnTheFirstOfTwoPages(Browser browser) throws Exception {
        setUpPasskey(browser, twoPages, twoPages.admin().createAccount("keyholder"));
        assertThat(browser.backAtTheApp(() -> twoPages.open(browser.page()))).contains("code=");
    }

    @Test
    @DisplayName("a passkey does not open an account that is disabled")
    void passkeyOfADisabledAccount(Browser browser) throws Exception {
        Account account = onePage.admin().createAccount("former-keyholder");
        setUpPasskey(browser, onePage, account);
        onePage.admin().send("PUT", "/users/" + account.id(), "{\"enabled\": false}");
        Page page = browser.page();
        onePage.open(page);
        // Keycloak ends this with an error page, in whose place the app shows its own.
        page.locator("[data-testid=link-trouble][data-code=flow_failed]").waitFor();
        assertThat(page.url()).doesNotContain("code=");
    }

    /** Makes a passkey on a device of the browser, as a person who then leaves. */
    private static void setUpPasskey(Browser browser, Place place, Account account) {
        Page page = browser.page();
        page.onDialog(Dialog::accept);
        plugIn(browser);

        page.navigate(place.flow()
                .address(Map.of("kc_action", "webauthn-register-passwordless"))
                .toString());
        page.locator("#username").fill(account.email());
        if (page.locator("#password").count() == 0) {
            page.locator("#kc-login").click();
        }
        page.locator("#password").fill(account.password());
        page.locator("#kc-login").click();
        assertThat(browser.backAtTheApp(() -> page.locator("#registerWebAuthn").click()))
                .contains("kc_action_status=success");

        browser.context().clearCookies();
    }

    /** A device with a screen lock that always says yes. */
    private static void plugIn(Browser browser) {
        CDPSession session = browser.context().newCDPSession(browser.page());
        session.send("WebAuthn.enable");
        var device = new JsonObject();
        device.addProperty("protocol", "ctap2");
        device.addProperty("transport", "internal");
        device.addProperty("hasResidentKey", true);
        device.addProperty("hasUserVerification", true);
        device.addProperty("isUserVerified", true);
        device.addProperty("automaticPresenceSimulation", true);
        var options = new JsonObject();
        options.add("options", device);
        session.send("WebAuthn.addVirtualAuthenticator", options);
    }
}
