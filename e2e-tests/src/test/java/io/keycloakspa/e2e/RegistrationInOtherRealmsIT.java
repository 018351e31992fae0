package io.keycloakspa.e2e;

import static io.keycloakspa.e2e.spa.RegistrationRealm.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.KeycloakLog;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.pages.Mailbox;
import io.keycloakspa.e2e.spa.MailedLink;
import io.keycloakspa.e2e.spa.Registration;
import io.keycloakspa.e2e.spa.RegistrationRealm;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** C-10, C-11, C-16: what a realm's switches and its registration flow change. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Registering over JSON in a realm")
class RegistrationInOtherRealmsIT {

    private static final String PASSWORD = "the-new-one-and-the-first";
    private static final String TERMS = "registration-terms-and-conditions";
    private static final String CAPTCHA = "registration-recaptcha-action";

    private TestEnvironment environment;
    private RegistrationRealm plain;
    private KeycloakLog log;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        log = KeycloakLog.fromNow(shared);
        plain = realm("plain", copy -> copy.put("verifyEmail", false));
    }

    @AfterAll
    void leaks() throws Exception {
        assertThat(log.leaks()).isEmpty();
    }

    private RegistrationRealm realm(String name, Consumer<ObjectNode> change) throws Exception {
        return RegistrationRealm.create(environment, "registration-" + name, change);
    }

    @Test
    @DisplayName("C-10: that does not confirm addresses makes the account at once, with its password")
    void plain() throws Exception {
        Registration registration = Registration.fresh()
                .with("password", PASSWORD)
                .with("password_confirm", PASSWORD)
                .with("state", "/x");
        Answer answer = plain.register(registration);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().path("next").path("type").asString()).isEqualTo("authenticate");
        assertThat(answer.body().path("next").path("state").asString()).isEqualTo("/x");
        assertThat(answer.header("set-cookie")).isEmpty();
        JsonNode account = plain.named(registration.username()).get(0);
        assertThat(account.path("emailVerified").asBoolean()).isFalse();
        assertThat(account.path("requiredActions")).isEmpty();
        assertThat(plain.outcomes(registration.username())).containsExactly("registered");
        assertThat(plain.mails(registration.email())).isEmpty();
        assertThat(plain.flow()
                        .open("openid")
                        .submit(registration.username(), PASSWORD)
                        .succeeded())
                .isTrue();
        assertThat(errors(plain.register(registration)))
                .containsExactly("/username username_taken", "/email email_taken");
    }

    @Test
    @DisplayName("C-16: tells each broken rule of the password together with all else that is wrong")
    void brokenPassword() throws Exception {
        Registration registration = Registration.fresh();
        assertThat(errors(plain.register(registration))).containsExactly("/password required");
        assertThat(errors(plain.register(
                        registration.with("password", PASSWORD).with("password_confirm", PASSWORD + "x"))))
                .containsExactly("/password_confirm mismatch");
        assertThat(errors(plain.register(registration
                        .with("username", "ab")
                        .with("password", registration.email().substring(0, 9)))))
                .containsExactly("/username wrong_length", "/password length_min");
        Registration longName = Registration.of("a-quite-long-" + registration.username(), registration.email());
        assertThat(errors(plain.register(longName.with("password", longName.username()))))
                .containsExactly("/password not_username");
        assertThat(errors(plain.register(longName.with("password", longName.email()))))
                .containsExactly("/password not_email");
        assertThat(plain.named(registration.username())).isEmpty();
    }

    @Test
    @DisplayName("C-16: takes 64 emoji for a password where the policy allows the length")
    void emoji() throws Exception {
        String password = "\uD83D\uDE00".repeat(64);
        Registration registration = Registration.fresh().with("password", password);
        assertThat(plain.register(registration).status()).isEqualTo(201);
        assertThat(plain.flow()
                        .open("openid")
                        .submit(registration.username(), password)
                        .succeeded())
                .isTrue();
    }

    @Test
    @DisplayName("C-10: that makes everybody confirm by a default action takes no password here either")
    void confirmsByDefaultAction() throws Exception {
        RegistrationRealm realm = realm("by-action", copy -> copy.put("verifyEmail", false));
        String path = "/authentication/required-actions/VERIFY_EMAIL";
        var action = (ObjectNode) realm.admin().get(path);
        action.put("enabled", true).put("defaultAction", true);
        assertThat(realm.admin().send("PUT", path, action.toString()).status()).isEqualTo(204);
        Registration registration = Registration.fresh();
        assertThat(errors(realm.register(registration.with("password", PASSWORD))))
                .containsExactly("/password password_not_expected");
        assertThat(realm.register(registration).status()).isEqualTo(202);
        realm.awaitMails(registration.email(), 1);
        assertThat(described(realm).path("password_expected").asBoolean()).isFalse();
    }

    @Test
    @DisplayName("C-11: whose flow asks for terms takes nobody who has not accepted them")
    void terms() throws Exception {
        RegistrationRealm realm = realm("terms", copy -> {});
        require(realm, TERMS);
        var profile = (ObjectNode) realm.admin().get("/users/profile");
        profile.put("unmanagedAttributePolicy", "ADMIN_VIEW");
        assertThat(realm.admin()
                        .send("PUT", "/users/profile", profile.toString())
                        .status())
                .isEqualTo(200);
        String path = "/authentication/required-actions/TERMS_AND_CONDITIONS";
        var action = (ObjectNode) realm.admin().get(path);
        assertThat(realm.admin()
                        .send(
                                "PUT",
                                path,
                                action.put("enabled", true)
                                        .put("defaultAction", true)
                                        .toString())
                        .status())
                .isEqualTo(204);
        assertThat(described(realm).path("terms_expected").asBoolean()).isTrue();
        Registration registration = Registration.fresh();
        assertThat(errors(realm.register(registration))).containsExactly("/terms_accepted terms_not_accepted");
        assertThat(errors(realm.register(registration.with("terms_accepted", false))))
                .containsExactly("/terms_accepted terms_not_accepted");
        assertThat(realm.register(registration.with("terms_accepted", true)).status())
                .isEqualTo(202);
        JsonNode account = realm.made(registration.username());
        assertThat(account.path("requiredActions").valueStream().map(JsonNode::asString))
                .containsExactly("UPDATE_PASSWORD");
        assertThat(account.path("attributes").path("terms_and_conditions")).hasSize(1);
    }

    @Test
    @DisplayName("C-11: whose flow has a captcha is not bypassed, and tells the app before anybody types")
    void captcha() throws Exception {
        RegistrationRealm realm = realm("captcha", copy -> {});
        assertThat(described(realm).path("over_json").asBoolean()).isTrue();
        require(realm, CAPTCHA);
        Registration registration = Registration.fresh();
        Answer answer = realm.register(registration);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("flow_required");
        assertThat(described(realm).path("over_json").asBoolean()).isFalse();
        assertThat(realm.named(registration.username())).isEmpty();
    }

    @Test
    @DisplayName("C-10: that takes the address for a user name asks for none")
    void emailAsUsername() throws Exception {
        RegistrationRealm realm = realm("by-address", copy -> copy.put("registrationEmailAsUsername", true));
        Registration registration = Registration.fresh();
        assertThat(errors(realm.register(registration))).containsExactly("/username not_expected");
        Registration unnamed = registration.without("username");
        assertThat(realm.register(unnamed).status()).isEqualTo(202);
        assertThat(realm.made(registration.email()).path("email").asString()).isEqualTo(registration.email());
        String handle =
                realm.register(unnamed).body().path("next").path("handle").asString();
        assertThat(handle).isNotBlank();
        String token = new MailedLink(new Mailbox(environment, registration.email()).link()).token();
        assertThat(realm.api()
                        .post("/confirmations/redeem", "token", token, "password", PASSWORD)
                        .status())
                .isEqualTo(200);
        assertThat(realm.flow()
                        .open("openid")
                        .submit(registration.email(), PASSWORD)
                        .succeeded())
                .isTrue();

        Account known = realm.admin().createAccount("known@example.com", "known@example.com", Map.of());
        Answer answer = realm.register(Registration.fresh().without("username").with("email", known.email()));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(realm.awaitMails(known.email(), 1).get(0).subject()).isEqualTo("You already have an account");
    }

    @Test
    @DisplayName("C-12: where addresses may be shared gives a known address a second account")
    void sharedAddresses() throws Exception {
        RegistrationRealm realm =
                realm("shared", copy -> copy.put("loginWithEmailAllowed", false).put("duplicateEmailsAllowed", true));
        Account first = realm.admin().createAccount("first");
        Registration second = Registration.of(Registration.freshName(), first.email());
        assertThat(realm.register(second).status()).isEqualTo(202);
        String token = new MailedLink(new Mailbox(environment, first.email()).link()).token();
        assertThat(realm.api()
                        .post("/confirmations/redeem", "token", token, "password", PASSWORD)
                        .status())
                .isEqualTo(200);
        assertThat(realm.flow()
                        .open("openid")
                        .submit(second.username(), PASSWORD)
                        .succeeded())
                .isTrue();
        assertThat(realm.withAddress(first.email())).hasSize(2);
    }

    @Test
    @DisplayName("C-12: where nobody signs in by address keeps what it knows of addresses to itself all the same")
    void noLoginByAddress() throws Exception {
        RegistrationRealm realm = realm("names-only", copy -> copy.put("loginWithEmailAllowed", false));
        Account known = realm.admin().createAccount("known");
        Answer answer = realm.register(Registration.of(Registration.freshName(), known.email()));
        Registration fresh = Registration.fresh();
        assertThat(MailRequestIT.masked(answer)).isEqualTo(MailRequestIT.masked(realm.register(fresh)));
        assertThat(realm.awaitMails(known.email(), 1).get(0).subject()).isEqualTo("You already have an account");
        realm.awaitMails(fresh.email(), 1);
        realm.made(fresh.username());
    }

    private JsonNode described(RegistrationRealm realm) throws Exception {
        return new JsonHttp(realm.api().base()).get("/clients/blog-spa").body().path("registration");
    }

    /** Switches a step of the registration flow on. */
    private static void require(RegistrationRealm realm, String step) throws Exception {
        for (JsonNode execution : realm.admin().get("/authentication/flows/registration/executions")) {
            if (execution.path("providerId").asString("").equals(step)) {
                String required =
                        ((ObjectNode) execution).put("requirement", "REQUIRED").toString();
                Answer changed = realm.admin().send("PUT", "/authentication/flows/registration/executions", required);
                assertThat(changed.status()).as(changed.response().body()).isBetween(200, 204);
                return;
            }
        }
        throw new IllegalStateException("no step " + step);
    }
}
