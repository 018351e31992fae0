package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;

/** The form of a client scope's mapper in Keycloak's admin console. */
public final class SettingsForm {

    private final Page page;

    public SettingsForm(Page page) {
        this.page = page;
    }

    /** Opens the form; whoever is not signed in yet gets the login page first. */
    public void open(URI keycloak, String realm, String scope, String mapper) {
        page.navigate(keycloak + "/admin/master/console/#/" + realm + "/client-scopes/" + scope + "/mappers/" + mapper
                + "/edit");
    }

    public void signIn(String username, String password) {
        page.locator("#username").fill(username);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
    }

    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    public void save() {
        page.getByTestId("save").click();
    }

    public Locator message(String text) {
        return page.locator(".pf-v5-c-alert").filter(new Locator.FilterOptions().setHasText(text));
    }

    public Locator label(String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(true));
    }
}
