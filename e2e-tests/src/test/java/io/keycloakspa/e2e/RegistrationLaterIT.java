package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.MailOutcomes;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.ServerClock;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.Registration;
import io.keycloakspa.e2e.spa.RegistrationRealm;
import io.keycloakspa.launcher.Ports;
import io.keycloakspa.launcher.mail.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** C-18: what becomes of a registration later: a mail server that is down, and nobody who confirms. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A registration over JSON, later")
class RegistrationLaterIT {

    private static final String PASSWORD = "the-new-one-and-the-first";
    private static final String REDEEM = "/confirmations/redeem";

    private TestEnvironment environment;
    private KeycloakLog log;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        log = KeycloakLog.fromNow(shared);
    }

    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    @Test
    @DisplayName(
            "C-18: while the mail server is down the account is made whole, and its one mail comes when it is back")
    void mailServerDown() throws Exception {
        environment.needs(Need.SERVERS);
        Ports free = Ports.free();
        RegistrationRealm realm = RegistrationRealm.create(
                environment,
                "registration-mail-down",
                copy -> ((ObjectNode) copy.path("smtpServer")).put("port", Integer.toString(free.smtp())));
        Account known = realm.admin().createAccount("known");
        Registration registration = Registration.fresh();
        Answer answer = realm.register(registration);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(MailRequestIT.masked(realm.register(Registration.of(Registration.freshName(), known.email()))))
                .isEqualTo(MailRequestIT.masked(answer));
        var outcomes = new MailOutcomes(realm.admin());
        assertThat(outcomes.waitFor(registration.username(), 1)).containsExactly("email_send_failed");
        assertThat(realm.made(registration.username()).path("email").asString()).isEqualTo(registration.email());

        try (Inbox back = Inbox.start(free.smtp(), free.inbox())) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> !back.messages(registration.email()).isEmpty()
                            && !back.messages(known.email()).isEmpty());
            String code = back.messages(registration.email())
                    .get(0)
                    .text()
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{8}"))
                    .findFirst()
                    .orElseThrow();
            String handle = answer.body().path("next").path("handle").asString();
            assertThat(realm.api()
                            .post(REDEEM, "handle", handle, "code", code, "password", PASSWORD)
                            .status())
                    .isEqualTo(200);
            assertThat(back.messages(registration.email())).hasSize(1);
            assertThat(back.messages(known.email())).hasSize(1);
        }
        assertThat(realm.outcomes(registration.username())).containsExactly("registered");
        assertThat(realm.withAddress(registration.email())).hasSize(1);
    }

    @Test
    @DisplayName("C-18: is removed after seven days if nobody confirmed it, and nothing else is")
    void removedUnconfirmed() throws Exception {
        RegistrationRealm realm = RegistrationRealm.create(environment, "registration-removed", copy -> {
            copy.putArray("identityProviders")
                    .addObject()
                    .put("alias", "elsewhere")
                    .put("providerId", "oidc")
                    .putPOJO(
                            "config",
                            Map.of(
                                    "clientId",
                                    "x",
                                    "authorizationUrl",
                                    "https://x.example",
                                    "tokenUrl",
                                    "https://x.example"));
            slower(copy);
        });
        Registration forgotten = registered(realm, Registration.fresh());
        Registration slow = registered(realm, Registration.fresh().with("client_id", "newsletter"));
        Registration confirmed = registered(realm, Registration.fresh());
        String token = new MailedLink(new Mailbox(environment, confirmed.email()).link()).token();
        assertThat(realm.api()
                        .post(REDEEM, "token", token, "password", PASSWORD)
                        .status())
                .isEqualTo(200);
        Registration byAdmin = registered(realm, Registration.fresh());
        admin(realm, byAdmin, "/reset-password", "{\"type\": \"password\", \"value\": \"" + PASSWORD + "\"}", "PUT");
        Registration linked = registered(realm, Registration.fresh());
        admin(
                realm,
                linked,
                "/federated-identity/elsewhere",
                "{\"identityProvider\": \"elsewhere\", \"userId\": \"1\", \"userName\": \"1\"}",
                "POST");
        Registration disabled = registered(realm, Registration.fresh());
        var user = (ObjectNode) realm.made(disabled.username());
        admin(realm, disabled, "", user.put("enabled", false).toString(), "PUT");
        Account otherwise = realm.admin()
                .createAccount(
                        "made-otherwise",
                        "made-otherwise@example.org",
                        Map.of("emailVerified", false, "credentials", List.of()));

        new ServerClock(environment)
                .ahead(
                        Duration.ofDays(8),
                        () -> await().atMost(Duration.ofSeconds(60))
                                .until(() -> realm.named(forgotten.username()).isEmpty()));
        for (Registration kept : List.of(slow, confirmed, byAdmin, linked, disabled)) {
            assertThat(realm.named(kept.username())).as(kept.toString()).hasSize(1);
        }
        assertThat(realm.named(otherwise.username())).hasSize(1);
        assertThat(realm.admin()
                        .get("/events?type=DELETE_ACCOUNT")
                        .valueStream()
                        .map(event -> event.path("details").path("username").asString()))
                .containsExactly(forgotten.username());
        new ServerClock(environment)
                .ahead(
                        Duration.ofDays(31),
                        () -> await().atMost(Duration.ofSeconds(60))
                                .until(() -> realm.named(slow.username()).isEmpty()));
        assertThat(realm.admin().get("/users/count").asInt()).isEqualTo(5);
    }

    /** The second app registers too, and keeps what nobody confirms for a month. */
    private static void slower(ObjectNode realm) {
        ObjectNode mapper = BlogRealmCopy.client(realm, "newsletter")
                .withArray("protocolMappers")
                .addObject();
        mapper.put("name", "SPA settings").put("protocol", "openid-connect").put("protocolMapper", "spa-settings");
        mapper.putObject("config").put("registration.json", "true").put("registration.unconfirmed.days", "30");
    }

    private static Registration registered(RegistrationRealm realm, Registration registration) throws Exception {
        assertThat(realm.register(registration).status()).isEqualTo(202);
        realm.made(registration.username());
        return registration;
    }

    private static void admin(
            RegistrationRealm realm, Registration registration, String path, String body, String method)
            throws Exception {
        String id = realm.made(registration.username()).path("id").asString();
        assertThat(realm.admin().send(method, "/users/" + id + path, body).status())
                .isEqualTo(204);
    }
}
