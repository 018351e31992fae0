package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.LoadState;
import java.net.URI;
import java.util.List;

/** Keycloak's admin console, as far as the administrator's guide walks through it. */
public final class AdminConsole {

    // A step is taken a little below the border of its row, so that the console sees which row is meant.
    private static final int INSIDE = 8;

    private final Page page;
    private final String base;

    private AdminConsole(Page page, String base) {
        this.page = page;
        this.base = base;
    }

    /** Signs in to the console of realm {@code master} and shows a realm. */
    public static AdminConsole open(Page page, URI keycloak, String realm, String username, String password) {
        var console = new AdminConsole(page, keycloak + "/admin/master/console/#/");
        page.navigate(console.base + realm);
        page.locator("#username").fill(username);
        page.locator("#password").fill(password);
        page.locator("#kc-login").click();
        console.item("nav-item-clients").waitFor();
        return console;
    }

    /** Goes to a page of the console, by its address. It is loaded anew, or the console would stay in another realm. */
    public void go(String path) {
        page.navigate("about:blank");
        page.navigate(base + path);
    }

    /** A part of the page by the name that the console's own tests know it by. */
    public Locator item(String testId) {
        return page.getByTestId(testId);
    }

    public Locator button(String label) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    public void fill(String testId, String text) {
        item(testId).fill(text);
    }

    /** Fills a list that has one row for each value. */
    public void fillList(String testId, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                item(testId + "-addValue").click();
            }
            fill(testId + i, values.get(i));
        }
    }

    /** Flips a switch; what can be clicked lies over the input. */
    public void flip(String testId) {
        Locator flipped = item(testId);
        boolean before = flipped.isChecked();
        flipped.click(new Locator.ClickOptions().setForce(true));
        page.waitForCondition(() -> flipped.isChecked() != before);
    }

    /** Chooses from a list that opens at a field. */
    public void choose(String field, String option) {
        page.locator(field).click();
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .click();
    }

    /** Chooses from a menu that is open. */
    public void menu(String entry) {
        page.getByRole(
                        AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(entry).setExact(true))
                .click();
    }

    /**
     * Waits for the console to say that something was done, and takes the message away. It goes away by itself too, and
     * may do so while it is taken.
     */
    public void done(String message) {
        Locator alerts = page.locator(".pf-v5-c-alert").filter(new Locator.FilterOptions().setHasText(message));
        alerts.first().waitFor();
        page.waitForCondition(() -> {
            alerts.evaluateAll("alerts => alerts.forEach(alert => alert.querySelector('button')?.click())");
            return alerts.count() == 0;
        });
    }

    /** Opens the menu of the row that has a text. */
    public void rowMenu(String text) {
        page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(text))
                .getByRole(AriaRole.BUTTON)
                .last()
                .click();
    }

    public Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    /** Drags a step of a flow to the place of another, once no row moves: the console loads them after each change. */
    public void drag(String step, String target) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        BoundingBox from = box(row(step).getByRole(AriaRole.BUTTON).first());
        BoundingBox to = box(row(target));
        page.mouse().move(from.x + INSIDE, from.y + INSIDE);
        page.mouse().down();
        page.mouse().move(from.x + INSIDE, (from.y + to.y) / 2, new Mouse.MoveOptions().setSteps(10));
        page.mouse().move(from.x + INSIDE, to.y + INSIDE, new Mouse.MoveOptions().setSteps(10));
        page.mouse().up();
    }

    /** The row of a flow's step. */
    public Locator row(String step) {
        return page.locator("tr").filter(new Locator.FilterOptions().setHas(item(step)));
    }

    private static BoundingBox box(Locator part) {
        BoundingBox box = part.boundingBox();
        if (box == null) {
            throw new IllegalStateException("not on the screen");
        }
        return box;
    }
}
