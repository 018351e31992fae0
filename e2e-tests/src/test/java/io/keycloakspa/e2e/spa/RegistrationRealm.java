package io.keycloakspa.e2e.spa;

import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A realm of a test's own in which an app registers people. */
public final class RegistrationRealm {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestEnvironment environment;
    private final String name;
    private final RealmAdmin admin;

    private RegistrationRealm(TestEnvironment environment, String name, RealmAdmin admin) {
        this.environment = environment;
        this.name = name;
        this.admin = admin;
    }

    public static RegistrationRealm create(TestEnvironment environment, String name, Consumer<ObjectNode> change)
            throws IOException, InterruptedException {
        return new RegistrationRealm(environment, name, BlogRealmCopy.create(environment, name, change));
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

    public Answer register(Registration registration, String... headers) throws IOException, InterruptedException {
        return api().send("/registrations", registration.json(), headers);
    }

    /** What is wrong with the fields: "pointer code", in the order told. */
    public static List<String> errors(Answer answer) {
        if (!answer.code().equals("validation_failed")) {
            throw new AssertionError("refused for " + answer.code());
        }
        return answer.body()
                .path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString() + " "
                        + error.path("code").asString())
                .toList();
    }

    /** The accounts of this name, as the administrator sees them: one or none. */
    public List<JsonNode> named(String username) throws IOException, InterruptedException {
        return users("username", username);
    }

    public List<JsonNode> withAddress(String email) throws IOException, InterruptedException {
        return users("email", email);
    }

    private List<JsonNode> users(String by, String value) throws IOException, InterruptedException {
        return admin.get("/users?exact=true&" + by + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .valueStream()
                .toList();
    }

    /** The account, once it is made. */
    public JsonNode made(String username) {
        return await("an account " + username)
                .atMost(PATIENCE)
                .until(() -> named(username), found -> !found.isEmpty())
                .get(0);
    }

    public List<InboxMessage> mails(String address) {
        return environment.inbox().messages(address);
    }

    /** Waits for mails; newest first. */
    public List<InboxMessage> awaitMails(String address, int number) {
        return await("mails to " + address).atMost(PATIENCE).until(() -> mails(address), it -> it.size() >= number);
    }

    /** What became of the registrations under a name, newest first: "registered", or the error. */
    public List<String> outcomes(String username) throws IOException, InterruptedException {
        return admin.get("/events?max=5000&type=REGISTER&type=REGISTER_ERROR")
                .valueStream()
                .filter(event ->
                        event.path("details").path("username").asString("").equals(username))
                .map(event -> event.path("error").asString("registered"))
                .toList();
    }

    public List<String> awaitOutcomes(String username, int number) {
        return await("outcomes for " + username)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> outcomes(username), it -> it.size() >= number);
    }
}
