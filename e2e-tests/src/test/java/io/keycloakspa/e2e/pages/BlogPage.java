package io.keycloakspa.e2e.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;

/** The SPA: its header and the screens of articles. */
public final class BlogPage {

    private final Page page;

    BlogPage(Page page) {
        this.page = page;
    }

    /** Opens a route by typing its address, as a reload would. */
    public static BlogPage open(Page page, URI web, String route) {
        page.navigate(web + route);
        return new BlogPage(page);
    }

    /** Makes the app one of another realm: what it is told of its realm comes from here then. */
    public static void belongsTo(Page page, String issuer) {
        page.route(
                "**/config.json",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"issuer\":\"%s\",\"clientId\":\"blog-spa\",\"apiUrl\":\"/api\",\"dpop\":true}"
                                .formatted(issuer))));
    }

    /** It is there already. */
    public static BlogPage opened(Page page) {
        return new BlogPage(page);
    }

    public LoginPage askToSignIn() {
        page.getByTestId("sign-in").first().click();
        return new LoginPage(page);
    }

    public ForgotPage forgotPassword() {
        page.getByTestId("forgot-password").first().click();
        return new ForgotPage(page);
    }

    public RegisterPage register() {
        page.getByTestId("register-link").first().click();
        return new RegisterPage(page);
    }

    public BlogPage write(String title, String content) {
        page.getByTestId("new-article").first().click();
        page.getByTestId("article-title-input").fill(title);
        page.getByTestId("article-content-input").fill(content);
        return this;
    }

    public BlogPage save() {
        page.getByTestId("article-save").click();
        page.getByTestId("article-title").waitFor();
        return this;
    }

    public BlogPage edit() {
        page.getByTestId("article-edit").click();
        page.getByTestId("article-title-input").waitFor();
        return this;
    }

    public BlogPage retitle(String title) {
        page.getByTestId("article-title-input").fill(title);
        return save();
    }

    public BlogPage delete() {
        page.getByTestId("article-delete").click();
        page.getByTestId("confirm-delete").click();
        page.getByTestId("article-list").waitFor();
        return this;
    }

    public BlogPage signOut() {
        page.getByTestId("sign-out").click();
        page.getByTestId("sign-in").first().waitFor();
        return this;
    }

    public BlogPage reload() {
        page.reload();
        return this;
    }

    public Locator title() {
        return page.getByTestId("article-title");
    }

    public Locator content() {
        return page.getByTestId("article-content");
    }

    public Locator articles() {
        return page.getByTestId("article-link");
    }

    public Locator signInRequired() {
        return page.getByTestId("sign-in-required");
    }

    public Locator errorMessage() {
        return page.getByTestId("error-message");
    }
}
