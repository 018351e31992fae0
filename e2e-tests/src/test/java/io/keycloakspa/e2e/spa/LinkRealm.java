package io.keycloakspa.e2e.spa;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import io.keycloakspa.e2e.pages.Mailbox;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A realm of a test's own, in which Keycloak is made to mail links. */
public final class LinkRealm {

    /** What the app of the tests gives with its hosted sign-ins. */
    public static final String STATE = "/articles/1?lang=ä&a=b#c";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TestEnvironment environment;
    private final String name;
    private final RealmAdmin admin;

    private LinkRealm(TestEnvironment environment, String name, RealmAdmin admin) {
        this.environment = environment;
        this.name = name;
        this.admin = admin;
    }

    /** Makes the realm; people may change their address there by themselves. */
    public static LinkRealm create(TestEnvironment environment, String name, Consumer<ObjectNode> change)
            throws IOException, InterruptedException {
        RealmAdmin admin = BlogRealmCopy.create(environment, name, change);
        var realm = new LinkRealm(environment, name, admin);
        var action = (ObjectNode) admin.get("/authentication/required-actions/UPDATE_EMAIL");
        realm.done(admin.send(
                "PUT",
                "/authentication/required-actions/UPDATE_EMAIL",
                action.put("enabled", true).toString()));
        return realm;
    }

    /** A realm that was made before. */
    public static LinkRealm existing(TestEnvironment environment, String name) {
        return new LinkRealm(environment, name, new RealmAdmin(environment, name));
    }

    /**
     * A mail that has arrived.
     *
     * @param account whose link it is, with the password that it has now
     * @param browser in which the mail was asked for; one that has been nowhere if an administrator did
     */
    public record Sent(StockMail mail, Account account, MailedLink link, LoginForm browser) {}

    public RealmAdmin admin() {
        return admin;
    }

    public SpaApi api() {
        return new SpaApi(environment, name);
    }

    public CodeFlow flow() {
        return new CodeFlow(issuer(), "blog-spa", URI.create(environment.webUrl() + "/callback"));
    }

    public URI issuer() {
        return URI.create(environment.keycloakUrl() + "/realms/" + name);
    }

    /** A page of the app. */
    public String page(String view) {
        return environment.webUrl() + "/account/" + view;
    }

    /** Has a mail sent to somebody new, by {@code blog-spa}. */
    public Sent send(StockMail mail) throws IOException, InterruptedException {
        return switch (mail) {
            case REGISTRATION -> register(flow().open("openid", Map.of("spa_state", STATE)));
            case FORGOTTEN_PASSWORD -> forget();
            case ADMIN_ACTIONS ->
                byAdmin(mail, "/execute-actions-email?client_id=blog-spa", "[\"UPDATE_PASSWORD\",\"VERIFY_EMAIL\"]");
            case ADMIN_VERIFICATION -> byAdmin(mail, "/send-verify-email?client_id=blog-spa", "");
            case CHANGE_OF_ADDRESS -> changeAddress();
        };
    }

    /** Registers somebody new on the hosted page. */
    public Sent register(LoginForm browser) throws IOException, InterruptedException {
        String username = fresh();
        String email = username + "@example.org";
        browser.register(username, email);
        browser.goOn();
        String id = admin.get("/users?exact=true&username=" + username)
                .get(0)
                .path("id")
                .asString();
        return new Sent(StockMail.REGISTRATION, new Account(id, username, email, ""), link(email), browser);
    }

    private Sent forget() throws IOException, InterruptedException {
        Account account = admin.createAccount("link");
        LoginForm browser = flow().open("openid", Map.of("spa_state", STATE));
        browser.forgotPassword(account.email());
        return new Sent(StockMail.FORGOTTEN_PASSWORD, account, link(account.email()), browser);
    }

    /** Has an administrator send a mail to somebody new whose address is not confirmed. */
    public Sent byAdmin(StockMail mail, String path, String actions) throws IOException, InterruptedException {
        String username = fresh();
        Account account = admin.createAccount(username, username + "@example.org", Map.of("emailVerified", false));
        done(admin.send("PUT", "/users/" + account.id() + path, actions));
        return new Sent(mail, account, link(account.email()), CodeFlow.newBrowser());
    }

    private Sent changeAddress() throws IOException, InterruptedException {
        Account account = admin.createAccount("link");
        LoginForm browser = flow().open("openid", Map.of("spa_state", STATE, "kc_action", "UPDATE_EMAIL"));
        browser.submit(account.username(), account.password());
        browser.goOn();
        String wanted = "new-" + account.email();
        browser.submit("#kc-update-email-form", Map.of("email", wanted));
        return new Sent(StockMail.CHANGE_OF_ADDRESS, account, link(wanted), browser);
    }

    private MailedLink link(String address) {
        return new MailedLink(new Mailbox(environment, address).anyLink());
    }

    /** Redeems a token as the app does, with a new password where one is due. */
    public Answer redeem(Sent sent, String token) throws IOException, InterruptedException {
        return sent.mail().takesPassword()
                ? api().post(sent.mail().redeemPath(), "token", token, "password", newPassword())
                : api().post(sent.mail().redeemPath(), "token", token);
    }

    public static String newPassword() {
        return "the-new-one-" + UUID.randomUUID();
    }

    public static String fresh() {
        return "link-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** An account as an administrator sees it, its password as stored included. */
    public Map<String, JsonNode> stored(Account account) throws IOException, InterruptedException {
        Map<String, JsonNode> stored = new HashMap<>();
        stored.put("account", admin.get("/users/" + account.id()));
        stored.put("credentials", admin.get("/users/" + account.id() + "/credentials"));
        return stored;
    }

    /** Changes what an administrator can change of an account. */
    public void change(Account account, Map<String, Object> members) throws IOException, InterruptedException {
        // Keycloak takes a member that is left out for one to be removed.
        var user = (ObjectNode) admin.get("/users/" + account.id());
        user.setAll((ObjectNode) JSON.valueToTree(members));
        done(admin.send("PUT", "/users/" + account.id(), user.toString()));
    }

    public void setPassword(Account account) throws IOException, InterruptedException {
        done(admin.send(
                "PUT",
                "/users/" + account.id() + "/reset-password",
                JSON.writeValueAsString(Map.of("type", "password", "value", newPassword(), "temporary", false))));
    }

    /** Switches the app on or off. */
    public void enableClient(boolean enabled) throws IOException, InterruptedException {
        var client = (ObjectNode) admin.get("/clients?clientId=blog-spa").get(0);
        done(admin.send(
                "PUT",
                "/clients/" + client.path("id").asString(),
                client.put("enabled", enabled).toString()));
    }

    private void done(Answer answer) {
        if (answer.status() != 200 && answer.status() != 204) {
            throw new IllegalStateException(
                    "refused: " + answer.status() + " " + answer.response().body());
        }
    }
}
