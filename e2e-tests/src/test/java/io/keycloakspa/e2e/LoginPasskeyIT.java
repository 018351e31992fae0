package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.browser.Browser;
import io.keycloakspa.e2e.browser.BrowserExtension;
import io.keycloakspa.e2e.environment.LocalEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.launcher.LocalEnvironment;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passkeys stand on the same page as identifier and password. Chromium plays the device that holds them. */
@ExtendWith({LocalEnvironmentExtension.class, BrowserExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in with a passkey")
class LoginPasskeyIT {

    private static final String REALM = "passkeys";
    private static final String CALLBACK = "**/callback?*";

    private RealmAdmin admin;
    private CodeFlow flow;

    @BeforeAll
    void prepare(LocalEnvironment environment) throws Exception {
        admin = BlogRealmCopy.create(
                environment, REALM, realm -> realm.put("webAuthnPolicyPasswordlessPasskeysEnabled", true));
        flow = LoginIdentityIT.flow(environment, REALM);
    }

    @Test
    @DisplayName("the page offers the passkey by itself; no identifier is typed")
    void conditionalPasskey(Browser browser) throws Exception {
        Account account = admin.createAccount("keyholder");
        Page page = browser.page();
        // The app's side of the redirect is not looked at here.
        page.route(CALLBACK, answer -> answer.fulfill(new Route.FulfillOptions().setBody("signed in")));
        page.onDialog(Dialog::accept);
        plugIn(browser);

        page.navigate(flow.address(Map.of("kc_action", "webauthn-register-passwordless"))
                .toString());
        page.locator("#username").fill(account.email());
        page.locator("#password").fill(account.password());
        page.locator("#kc-login").click();
        page.locator("#registerWebAuthn").click();
        page.waitForURL(CALLBACK);
        assertThat(page.url()).contains("kc_action_status=success");

        browser.context().clearCookies();
        page.navigate(flow.address(Map.of()).toString());
        page.waitForURL(CALLBACK);
        assertThat(page.url()).contains("code=");
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
