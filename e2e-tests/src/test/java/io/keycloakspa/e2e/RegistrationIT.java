package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.spa.RegistrationRealm.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.MailOutcomes;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.Registration;
import io.keycloakspa.e2e.spa.RegistrationRealm;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** C-10, C-13 to C-15: registering in an app, in a realm that confirms addresses. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Registering over JSON")
class RegistrationIT {

    private static final String REALM = "registration";
    private static final String STATE = "/articles/1?x=\u00e4&y=#z";
    private static final String REDEEM = "/confirmations/redeem";
    private static final String PASSWORD = "the-new-one-and-the-first";

    private TestEnvironment environment;
    private RegistrationRealm realm;
    private KeycloakLog log;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        log = KeycloakLog.fromNow(shared);
        realm = RegistrationRealm.create(shared, REALM, copy -> {});
    }

    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    @Test
    @DisplayName("C-10: mails link and code, and neither signs anybody in nor takes a password yet")
    void awaitsMail() throws Exception {
        Registration registration = Registration.fresh();
        Answer answer = realm.register(registration);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().propertyNames()).containsExactly("next");
        assertThat(answer.body().path("next").propertyNames())
                .containsExactlyInAnyOrder("type", "handle", "expires_in");
        assertThat(answer.body().path("next").path("type").asString()).isEqualTo("await_mail");
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(answer.header("cache-control")).isEqualTo("no-store");

        List<InboxMessage> mails = realm.awaitMails(registration.email(), 1);
        assertThat(mails).extracting(InboxMessage::subject).containsExactly("Confirm your e-mail address");
        JsonNode account = realm.made(registration.username());
        assertThat(account.path("enabled").asBoolean()).isTrue();
        assertThat(account.path("emailVerified").asBoolean()).isFalse();
        assertThat(account.path("firstName").asString()).isEqualTo("Test");
        assertThat(realm.admin().get("/users/" + account.path("id").asString() + "/credentials"))
                .isEmpty();
        assertThat(realm.flow()
                        .open("openid")
                        .submit(registration.username(), PASSWORD)
                        .succeeded())
                .isFalse();
    }

    @Test
    @DisplayName("C-10, C-07: by the code, the first password is set where the registration began, and signs in")
    void journeyByCode() throws Exception {
        Registration registration = Registration.fresh().with("state", STATE);
        String handle =
                realm.register(registration).body().path("next").path("handle").asString();
        realm.awaitMails(registration.email(), 1);
        String code = new Mailbox(environment, registration.email()).code();
        Answer missing = realm.api().post(REDEEM, "handle", handle, "code", code);
        assertThat(missing.code()).isEqualTo("password_required");
        Answer redeemed = realm.api().post(REDEEM, "handle", handle, "code", code, "password", PASSWORD);
        assertThat(redeemed.status()).isEqualTo(200);
        assertThat(redeemed.body().path("next").path("state").asString()).isEqualTo(STATE);
        assertSignsIn(registration);
    }

    @Test
    @DisplayName("C-10, C-20: by the link, the first password is set on any device, and signs in by name and address")
    void journeyByLink() throws Exception {
        Registration registration = Registration.fresh().with("state", STATE);
        realm.register(registration);
        MailedLink.Landing landing = new MailedLink(new Mailbox(environment, registration.email()).link()).open();
        assertThat(landing.page()).isEqualTo(environment.webUrl() + "/account/confirm");
        assertThat(landing.context()).containsEntry("state", STATE);
        Answer redeemed = realm.api().post(REDEEM, "token", landing.token(), "password", PASSWORD);
        assertThat(redeemed.status()).isEqualTo(200);
        assertSignsIn(registration);
    }

    private void assertSignsIn(Registration registration) throws Exception {
        JsonNode account = realm.made(registration.username());
        assertThat(account.path("emailVerified").asBoolean()).isTrue();
        assertThat(account.path("requiredActions")).isEmpty();
        for (String typed : List.of(registration.username(), registration.email())) {
            assertThat(realm.flow().open("openid").submit(typed, PASSWORD).succeeded())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("C-10: is told to the administrator as what it is")
    void events() throws Exception {
        Registration registration = Registration.fresh();
        realm.register(registration);
        realm.awaitOutcomes(registration.username(), 1);
        JsonNode event = realm.admin()
                .get("/events?max=1000&type=REGISTER")
                .valueStream()
                .filter(each ->
                        each.path("details").path("username").asString("").equals(registration.username()))
                .findFirst()
                .orElseThrow();
        assertThat(event.path("clientId").asString()).isEqualTo("blog-spa");
        assertThat(event.path("userId").asString())
                .isEqualTo(realm.made(registration.username()).path("id").asString());
        assertThat(event.path("ipAddress").asString()).isNotBlank();
        assertThat(event.path("details").path("email").asString()).isEqualTo(registration.email());
        assertThat(event.path("details").path("register_method").asString()).isEqualTo("json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "password_confirm"})
    @DisplayName("C-10: refuses a password, so that nobody prepares an account for another's address")
    void preparedPassword(String member) throws Exception {
        Registration registration = Registration.fresh().with(member, PASSWORD);
        assertThat(errors(realm.register(registration))).containsExactly("/password password_not_expected");
        assertThat(realm.awaitOutcomes(registration.username(), 1)).containsExactly("invalid_registration");
        assertThat(realm.named(registration.username())).isEmpty();
    }

    @Test
    @DisplayName("C-13: tells everything that is wrong at once, in the language asked for")
    void allErrors() throws Exception {
        Registration taken = Registration.fresh();
        realm.register(taken);
        Registration wrong = Registration.of(taken.username(), "no-address")
                .with("attributes", Map.of("firstName", "<b>", "city", "Rome"))
                .with("password", PASSWORD)
                .with("terms_accepted", true);
        Answer answer = realm.register(wrong, "Accept-Language", "de");
        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "/username username_taken",
                        "/email invalid",
                        "/attributes/city not_expected",
                        "/attributes/firstName invalid",
                        "/attributes/lastName required",
                        "/password password_not_expected",
                        "/terms_accepted not_expected");
        assertThat(answer.header("content-language")).isEqualTo("de");
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("detail").asString()))
                .contains("Dieser Benutzername ist vergeben.");
    }

    @Test
    @DisplayName("C-10: needs name, address and what the profile requires")
    void missingMembers() throws Exception {
        Registration empty = new Registration(Map.of("client_id", "blog-spa"));
        assertThat(errors(realm.register(empty)))
                .containsExactlyInAnyOrder(
                        "/username required",
                        "/email required",
                        "/attributes/firstName required",
                        "/attributes/lastName required");
        Registration blank =
                Registration.of(" ", " ").with("attributes", Map.of("firstName", "", "lastName", List.of()));
        assertThat(errors(realm.register(blank))).isEqualTo(errors(realm.register(empty)));
    }

    @ParameterizedTest
    @CsvSource({
        "ab, wrong_length",
        "'', required",
        "a23456789012345678901234567890123, wrong_length",
        "eve@example.org, invalid",
        "eve\uFF20example.org, invalid",
        "'eve eve', invalid",
        ".eve, invalid",
        "eve-, invalid",
        "\u0430dam-x, invalid",
        "admin, invalid",
        "eve/x, invalid",
        "eve\u202Ex, 202"
    })
    @DisplayName("C-14: refuses names that could be an address, another's, or the site's own")
    void hostileName(String name, String outcome) throws Exception {
        Answer answer = realm.register(Registration.of(name, Registration.freshName() + "@example.org"));
        if (outcome.equals("202")) {
            // What nobody sees is left out, and what is left is a name like any other.
            assertThat(answer.status()).isEqualTo(202);
        } else {
            assertThat(errors(answer)).containsExactly("/username " + outcome);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', required",
        "eve, invalid",
        "@example.org, invalid",
        "eve@, invalid",
        "eve@a@example.org, invalid",
        "eve@exa mple.org, invalid",
        "'eve@example.org, bob@example.org', invalid"
    })
    @DisplayName("C-15: refuses what is no address")
    void hostileAddress(String email, String outcome) throws Exception {
        assertThat(errors(realm.register(Registration.of(Registration.freshName(), email))))
                .containsExactly("/email " + outcome);
    }

    @Test
    @DisplayName("C-15, C-14: stores name and address in their normal form")
    void stored() throws Exception {
        String tail = Registration.freshName();
        String email = tail.toUpperCase(Locale.ROOT) + "@Bu\u0308cher.Example";
        assertThat(realm.register(Registration.of(" \uFF2E" + tail.substring(1).toUpperCase(Locale.ROOT) + " ", email))
                        .status())
                .isEqualTo(202);
        JsonNode account = realm.made(tail);
        assertThat(account.path("username").asString()).isEqualTo(tail);
        assertThat(account.path("email").asString()).isEqualTo(tail + "@xn--bcher-kva.example");
    }

    static List<String> formsOfOneName() {
        return List.of(
                "zo\u00EB-taken", "ZO\u00CB-TAKEN", "zoe\u0308-taken", "\uFF5Aoe\u0308-taken", " zo\u00EB-taken ");
    }

    @ParameterizedTest
    @MethodSource("formsOfOneName")
    @DisplayName("C-13: a name that somebody has is taken in any form")
    void takenName(String form) throws Exception {
        if (realm.named("zo\u00EB-taken").isEmpty()) {
            realm.admin().createAccount("zo\u00EB-taken", "zoe-taken@example.org", Map.of());
        }
        assertThat(errors(realm.register(Registration.of(form, Registration.freshName() + "@example.org"))))
                .containsExactly("/username username_taken");
        assertThat(errors(realm.register(Registration.of(form, "zoe-taken@example.org"))))
                .as("whoever knows the owner's address learns no more")
                .containsExactly("/username username_taken");
    }

    @Test
    @DisplayName("C-13: a name that somebody has asked for is taken in any form, before and after the account is made")
    void reservedName() throws Exception {
        String name = "r\u00E9-" + Registration.freshName();
        Registration first = Registration.of(name, Registration.freshName() + "@example.org");
        assertThat(realm.register(first).status()).isEqualTo(202);
        for (int round = 0; round < 2; round++) {
            for (String form : List.of(name, name.toUpperCase(Locale.ROOT), name.replace("\u00E9", "e\u0301"))) {
                assertThat(errors(realm.register(Registration.of(form, Registration.freshName() + "@example.org"))))
                        .containsExactly("/username username_taken");
            }
            realm.made(name);
        }
    }

    @Test
    @DisplayName("C-13: the same name and address are always the 202, and mail once within the limit")
    void identicalRepeat() throws Exception {
        Registration registration = Registration.fresh();
        Registration loud = registration
                .with("email", registration.email().toUpperCase(Locale.ROOT))
                .with("username", registration.username().toUpperCase(Locale.ROOT));
        for (Registration each : List.of(registration, loud, registration)) {
            assertThat(realm.register(each).status()).isEqualTo(202);
        }
        realm.made(registration.username());
        assertThat(realm.register(loud).status()).isEqualTo(202);
        // The last of the four, and so all of them.
        new MailOutcomes(realm.admin()).waitFor(registration.username(), 2);
        await().during(Duration.ofSeconds(2))
                .until(() -> realm.mails(registration.email()).size() == 1);
        assertThat(realm.withAddress(registration.email())).hasSize(1);
        List<String> outcomes = new ArrayList<>(realm.outcomes(registration.username()));
        outcomes.addAll(realm.outcomes(loud.username()));
        assertThat(outcomes).containsExactly("registered");
    }

    static List<Map.Entry<String, Object>> privileges() {
        return List.of(
                Map.entry("enabled", false),
                Map.entry("emailVerified", true),
                Map.entry("email_verified", true),
                Map.entry("id", "00000000-0000-0000-0000-000000000001"),
                Map.entry("realmRoles", List.of("editor")),
                Map.entry("groups", List.of("/admins")),
                Map.entry("credentials", List.of(Map.of("type", "password", "value", PASSWORD))),
                Map.entry("requiredActions", List.of()),
                Map.entry("federationLink", "x"),
                Map.entry("createdTimestamp", 1));
    }

    @ParameterizedTest
    @MethodSource("privileges")
    @DisplayName("gives nobody more by a member more: it is refused")
    void massAssignmentByMember(Map.Entry<String, Object> privilege) throws Exception {
        Registration registration = Registration.fresh().with(privilege.getKey(), privilege.getValue());
        assertThat(errors(realm.register(registration))).containsExactly("/" + privilege.getKey() + " unknown_member");
        assertThat(realm.named(registration.username())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "enabled",
                "emailVerified",
                "id",
                "realmRoles",
                "groups",
                "username",
                "email",
                "user.attributes.email",
                "user.attributes.username",
                "spa.registration",
                "terms_and_conditions",
                "kc.read.only",
                "LDAP_ID"
            })
    @DisplayName("gives nobody more by an attribute more: it is refused")
    void massAssignmentByAttribute(String attribute) throws Exception {
        Registration registration = Registration.fresh().withAttribute(attribute, "attacker@example.org");
        assertThat(errors(realm.register(registration))).containsExactly("/attributes/" + attribute + " not_expected");
        assertThat(realm.named(registration.username())).isEmpty();
        assertThat(realm.withAddress("attacker@example.org")).isEmpty();
    }

    @Test
    @DisplayName("sets no attribute that only an administrator may, and what people may set where the profile is open")
    void attributesOfAnOpenProfile() throws Exception {
        RegistrationRealm open = RegistrationRealm.create(environment, "registration-open", copy -> {});
        var profile = (ObjectNode) open.admin().get("/users/profile");
        profile.put("unmanagedAttributePolicy", "ENABLED");
        ((ArrayNode) profile.path("attributes"))
                .addObject()
                .put("name", "member")
                .putObject("permissions")
                .putPOJO("view", List.of("admin", "user"))
                .putPOJO("edit", List.of("admin"));
        assertThat(open.admin()
                        .send("PUT", "/users/profile", profile.toString())
                        .status())
                .isEqualTo(200);
        for (String closed : List.of("member", "enabled", "EMAIL_VERIFIED", "user.attributes.email")) {
            Registration refused = Registration.fresh().withAttribute(closed, "attacker@example.org");
            assertThat(errors(open.register(refused))).containsExactly("/attributes/" + closed + " not_expected");
        }
        Registration registration = Registration.fresh()
                .withAttribute("city", List.of("Rome", "Oslo"))
                .withAttribute("realmRoles", "editor");
        assertThat(open.register(registration).status()).isEqualTo(202);
        JsonNode account = open.made(registration.username());
        assertThat(account.path("attributes").path("city").valueStream().map(JsonNode::asString))
                .containsExactly("Rome", "Oslo");
        assertThat(open.admin()
                        .get("/users/" + account.path("id").asString() + "/role-mappings/realm")
                        .valueStream()
                        .map(role -> role.path("name").asString()))
                .containsExactly("default-roles-blog");
    }

    @Test
    @DisplayName("C-01: refuses fields of the wrong type")
    void wrongTypes() throws Exception {
        Registration wrong = Registration.fresh()
                .with("username", 5)
                .with("attributes", Map.of("firstName", 5, "lastName", List.of("a", 7)))
                .with("terms_accepted", "true");
        assertThat(errors(realm.register(wrong)))
                .containsExactlyInAnyOrder(
                        "/username wrong_type",
                        "/attributes/firstName wrong_type",
                        "/attributes/lastName wrong_type",
                        "/terms_accepted wrong_type");
    }

    @Test
    @DisplayName("C-11: is refused while registration is off in the realm, and in an app that may not")
    void switchedOff() throws Exception {
        Registration registration = Registration.fresh();
        assertThat(realm.register(registration.with("client_id", "newsletter")).code())
                .isEqualTo("registration_disabled");
        RegistrationRealm off = RegistrationRealm.create(
                environment, "registration-off", copy -> copy.put("registrationAllowed", false));
        Answer refused = off.register(registration);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("registration_disabled");
        assertThat(off.named(registration.username())).isEmpty();
    }

    @Test
    @DisplayName("C-05: for a client that is no app, nobody is registered")
    void unknownClient() throws Exception {
        assertThat(realm.register(Registration.fresh().with("client_id", "account"))
                        .code())
                .isEqualTo("unknown_client");
    }
}
