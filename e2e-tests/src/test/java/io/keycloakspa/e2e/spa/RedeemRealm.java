package io.keycloakspa.e2e.spa;

import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A realm of a test's own, with what tests of mailed links do in it. */
public final class RedeemRealm {

    /** What tests give as {@code state}, and expect back. */
    public static final String STATE = "/articles/1?x=\u00e4&y=#z";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestEnvironment environment;
    private final String name;
    private final RealmAdmin admin;

    private RedeemRealm(TestEnvironment environment, String name, RealmAdmin admin) {
        this.environment = environment;
        this.name = name;
        this.admin = admin;
    }

    public static RedeemRealm create(TestEnvironment environment, String name, Consumer<ObjectNode> change)
            throws IOException, InterruptedException {
        return new RedeemRealm(environment, name, BlogRealmCopy.create(environment, name, change));
    }

    /**
     * A mail that somebody asked for.
     *
     * @param handle what goes with the code
     */
    public record Asked(String handle, String code, MailedLink link) {

        public String token() {
            return link.token();
        }
    }

    public RealmAdmin admin() {
        return admin;
    }

    public SpaApi api() {
        return new SpaApi(environment, name);
    }

    public CodeFlow flow() {
        return new CodeFlow(
                URI.create(environment.keycloakUrl() + "/realms/" + name),
                "blog-spa",
                URI.create(environment.webUrl() + "/callback"));
    }

    /** An account as registration leaves it: address unconfirmed, no password. */
    public Account registered(String prefix) throws IOException, InterruptedException {
        return account(prefix, Map.of("emailVerified", false, "credentials", List.of()));
    }

    /** An account with a password whose address is not confirmed. */
    public Account unconfirmed(String prefix) throws IOException, InterruptedException {
        return account(prefix, Map.of("emailVerified", false));
    }

    /** An account with members of Keycloak's user representation that replace the usual ones. */
    public Account account(String prefix, Map<String, Object> more) throws IOException, InterruptedException {
        String username = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
        return admin.createAccount(username, username + "@example.org", more);
    }

    public Asked askConfirm(Account account) throws IOException, InterruptedException {
        return ask("/confirmations", account);
    }

    public Asked askReset(Account account) throws IOException, InterruptedException {
        return ask("/password-resets", account);
    }

    private Asked ask(String path, Account account) throws IOException, InterruptedException {
        int before = mails(account.email()).size();
        Answer answer = api().post(path, "identity", account.email(), "state", STATE);
        if (answer.status() != 202) {
            throw new AssertionError("not asked: " + answer.status() + " " + answer.code());
        }
        awaitMails(account.email(), before + 1);
        var mailbox = new Mailbox(environment, account.email());
        return new Asked(
                answer.body().path("next").path("handle").asString(), mailbox.code(), new MailedLink(mailbox.link()));
    }

    /** The link in the newest mail to an address. */
    public MailedLink mailedLink(String address) {
        return new MailedLink(new Mailbox(environment, address).link());
    }

    /** The mails to an address; newest first. */
    public List<InboxMessage> mails(String address) {
        return environment.inbox().messages(address);
    }

    /** Waits for mails; newest first. */
    public List<InboxMessage> awaitMails(String address, int number) {
        return await().atMost(PATIENCE).until(() -> mails(address), found -> found.size() >= number);
    }

    /** Opens Keycloak's own page for a token, in a browser that has not been here. */
    public LoginForm openHosted(String token) throws IOException, InterruptedException {
        LoginForm browser = CodeFlow.newBrowser();
        browser.visit(environment.keycloakUrl() + "/realms/" + name
                + "/login-actions/action-token?client_id=blog-spa&tab_id=&client_data=&key=" + token);
        return browser;
    }

    /** Where a page of Keycloak sent its browser; empty if it shows something itself. */
    public static String leftFor(LoginForm browser) {
        return browser.shown().answer().headers().firstValue("location").orElse("");
    }

    /** Sets a password on a page of Keycloak. */
    public static void choose(LoginForm browser, String password) throws IOException, InterruptedException {
        browser.submit("#kc-passwd-update-form", Map.of("password-new", password, "password-confirm", password));
        browser.goOn();
    }

    /**
     * Signs in to Keycloak's page for a change of the address.
     *
     * @param state what the app gives
     */
    public LoginForm openChangeOfAddress(Account account, String state) throws IOException, InterruptedException {
        LoginForm browser = flow().open("openid", Map.of("kc_action", "UPDATE_EMAIL", "spa_state", state));
        browser.submit(account.username(), account.password());
        browser.goOn();
        return browser;
    }

    /** Keycloak's page for a change of the address is in every realm, but switched off. */
    public void letPeopleChangeTheirAddress() throws IOException, InterruptedException {
        String path = "/authentication/required-actions/UPDATE_EMAIL";
        var action = (ObjectNode) admin.get(path);
        Answer changed = admin.send("PUT", path, action.put("enabled", true).toString());
        if (changed.status() != 204) {
            throw new IllegalStateException("not switched on: " + changed.status());
        }
    }

    public boolean signsIn(Account account, String password) throws IOException, InterruptedException {
        return flow().open("openid").submit(account.username(), password).succeeded();
    }

    /** The account as the administrator sees it. */
    public JsonNode user(Account account) throws IOException, InterruptedException {
        return admin.get("/users/" + account.id());
    }

    public boolean isConfirmed(Account account) throws IOException, InterruptedException {
        return user(account).path("emailVerified").asBoolean();
    }

    /** The account's events of one type; newest first. */
    public JsonNode events(Account account, String type) throws IOException, InterruptedException {
        return admin.get("/events?type=" + type + "&user=" + account.id());
    }

    /** Changes the account as an administrator; members are a JSON object. */
    public void change(Account account, String members) throws IOException, InterruptedException {
        // Keycloak takes a member that is left out for one to be removed.
        var user = (ObjectNode) user(account);
        user.setAll((ObjectNode) JSON.readTree(members));
        Answer changed = admin.send("PUT", "/users/" + account.id(), user.toString());
        if (changed.status() != 204) {
            throw new IllegalStateException("not changed: " + changed.status() + " "
                    + changed.response().body());
        }
    }

    /** Sets a password as an administrator. */
    public void setPassword(Account account, String password) throws IOException, InterruptedException {
        Answer changed = admin.send(
                "PUT",
                "/users/" + account.id() + "/reset-password",
                "{\"type\": \"password\", \"value\": \"%s\", \"temporary\": false}".formatted(password));
        if (changed.status() != 204) {
            throw new IllegalStateException("not set: " + changed.status());
        }
    }

    /** A password that nobody had, and that the blog's rules allow. */
    public static String newPassword() {
        return "the-new-one-" + UUID.randomUUID();
    }
}
