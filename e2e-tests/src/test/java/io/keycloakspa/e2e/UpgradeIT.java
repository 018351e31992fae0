package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.SpaApi;
import io.keycloakspa.launcher.LocalEnvironment;
import io.keycloakspa.launcher.Ports;
import io.keycloakspa.launcher.keycloak.KeycloakDistribution;
import io.keycloakspa.launcher.keycloak.KeycloakServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The middle of an upgrade between patch releases of Keycloak, and of its rollback: a node of either release on one
 * database, with the same jar.
 */
@Tag("full")
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("While Keycloak is upgraded, node after node")
class UpgradeIT {

    private static final String REALM = "upgrade";
    private static final String RESET = "/password-resets";
    private static final JsonMapper JSON = JsonMapper.shared();

    private TestEnvironment environment;
    private RealmAdmin admin;
    private KeycloakServer before;
    private KeycloakServer after;

    @BeforeAll
    void start(TestEnvironment shared, LocalEnvironment local) throws Exception {
        environment = shared;
        environment.needs(Need.PROCESSES);
        admin = BlogRealmCopy.create(shared, REALM, BlogRealmCopy::allowPasswordGrant);
        String version = System.getProperty("keycloak.before.version");
        Path folder = Path.of("target/keycloak-before").toAbsolutePath();
        KeycloakDistribution release = KeycloakDistribution.unpackOnce(
                folder.resolve("keycloak-quarkus-dist-" + version + ".zip"),
                System.getProperty("keycloak.before.sha256"),
                version,
                folder);
        Ports free = Ports.free();
        before = local.clusterNode(release, "keycloak-before", free.keycloak(), free.keycloakManagement());
        after = local.clusterNode("keycloak-after", free.api(), free.apiManagement());
    }

    @AfterAll
    void stop() {
        // None was started where the target runs Keycloak in containers.
        Stream.of(before, after).filter(Objects::nonNull).forEach(KeycloakServer::close);
    }

    @Test
    @DisplayName("the two are of different releases, by their own word")
    void releases() throws Exception {
        assertThat(release("before"))
                .isEqualTo(System.getProperty("keycloak.before.version"))
                .isNotEqualTo(release("after"));
    }

    private static String release(String node) throws IOException {
        String log = Files.readString(Path.of(System.getProperty("launcher.logs"), "keycloak-" + node + ".log"));
        Matcher said = Pattern.compile("Keycloak (\\S+) on JVM").matcher(log);
        assertThat(said.find()).as(log).isTrue();
        return said.group(1);
    }

    @ParameterizedTest(name = "mailed by the node {0}, redeemed {1}")
    @CsvSource({"before, after", "after, before"})
    @DisplayName("a link in flight is redeemed on the other node, and is spent on both")
    void linkInFlight(String mailedBy, String redeemedOn) throws Exception {
        Account account = admin.createAccount("upgraded");
        assertThat(api(mailedBy).post(RESET, "identity", account.username()).status())
                .isEqualTo(202);
        String token = new MailedLink(new Mailbox(environment, account.email()).link()).token();
        assertThat(api(redeemedOn).post("/link-info", "token", token).status()).isEqualTo(200);
        assertThat(redeem(api(redeemedOn), token).status()).isEqualTo(200);
        assertThat(redeem(api(mailedBy), token).code()).isEqualTo("invalid_link");
        assertThat(redeem(api(redeemedOn), token).code()).isEqualTo("invalid_link");
    }

    @ParameterizedTest(name = "begun on the node {0}, renewed {1}")
    @CsvSource({"before, after", "after, before"})
    @DisplayName("a session goes on on the other node")
    void session(String begunOn, String renewedOn) throws Exception {
        Account account = admin.createAccount("signed-in");
        JsonNode begun = token(
                begunOn, Map.of("grant_type", "password", "username", account.email(), "password", account.password()));
        JsonNode renewed = token(
                renewedOn,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        begun.path("refresh_token").asString()));
        assertThat(renewed.path("access_token").asString())
                .as("%s", renewed.path("error"))
                .isNotEmpty();
    }

    private KeycloakServer node(String name) {
        return name.equals("before") ? before : after;
    }

    private SpaApi api(String node) {
        return SpaApi.at(node(node).baseUrl(), REALM);
    }

    private static Answer redeem(SpaApi node, String token) throws Exception {
        return node.post(RESET + "/redeem", "token", token, "password", "the-new-one-" + UUID.randomUUID());
    }

    private JsonNode token(String node, Map<String, String> form) throws IOException, InterruptedException {
        String body = "client_id=blog-spa&"
                + form.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        URI endpoint = URI.create(node(node).baseUrl() + "/realms/" + REALM + "/protocol/openid-connect/token");
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(endpoint)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return JSON.readTree(answer.body());
        }
    }
}
