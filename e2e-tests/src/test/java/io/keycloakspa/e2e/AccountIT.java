package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.spa.OwnAccount;
import io.keycloakspa.e2e.spa.RedeemRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** C-50, C-52 and C-55: who am I, my profile, my name, and good-bye. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The own account")
class AccountIT {

    private TestEnvironment environment;
    private RedeemRealm realm;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        realm = RedeemRealm.create(shared, "account", copy -> {});
    }

    @Test
    @DisplayName("is told to its owner: names, address, profile, and what may be changed (C-50)")
    void described() throws Exception {
        Account account = realm.admin().createAccount("described");
        Answer answer = OwnAccount.signIn(realm, account).get("");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        JsonNode body = answer.body();
        assertThat(body.path("id").asString()).isEqualTo(account.id());
        assertThat(body.path("username").asString()).isEqualTo(account.username());
        assertThat(body.path("email").asString()).isEqualTo(account.email());
        assertThat(body.path("email_verified").asBoolean()).isTrue();
        assertThat(body.has("pending_email")).isFalse();
        assertThat(body.path("attributes").toString()).isEqualTo("{\"firstName\":\"Test\",\"lastName\":\"Person\"}");
        assertThat(body.path("password_set").asBoolean()).isTrue();
        assertThat(body.path("may").toString())
                .isEqualTo("{\"change_username\":false,\"change_email\":true,\"delete\":false}");
        assertThat(body.path("profile")
                        .path("attributes")
                        .valueStream()
                        .map(attribute -> attribute.path("name").asString()))
                .contains("firstName", "lastName")
                .doesNotContain("username", "email");
    }

    private static String errors(Answer refused) {
        assertThat(refused.status() + " " + refused.code()).isEqualTo("400 validation_failed");
        return refused.body()
                .path("errors")
                .valueStream()
                .map(error -> error.path("pointer").asString() + " "
                        + error.path("code").asString())
                .collect(Collectors.joining(", "));
    }

    private static Answer patch(OwnAccount me, String attributes) throws Exception {
        return me.send("PATCH", "", "{\"attributes\": " + attributes + "}");
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @DisplayName("has a profile")
    class Attributes {

        private static final String PROFILE = """
                {"attributes": [
                 {"name": "username", "permissions": {"view": ["admin", "user"], "edit": ["admin", "user"]}},
                 {"name": "email", "permissions": {"view": ["admin", "user"], "edit": ["admin", "user"]}},
                 {"name": "firstName", "required": {"roles": ["user"]},
                  "validations": {"length": {"max": 20}},
                  "permissions": {"view": ["admin", "user"], "edit": ["admin", "user"]}},
                 {"name": "lastName", "permissions": {"view": ["admin", "user"], "edit": ["admin", "user"]}},
                 {"name": "hobbies", "multivalued": true,
                  "permissions": {"view": ["admin", "user"], "edit": ["admin", "user"]}},
                 {"name": "member", "permissions": {"view": ["admin", "user"], "edit": ["admin"]}},
                 {"name": "creditLimit", "permissions": {"view": ["admin"], "edit": ["admin"]}}]}""";

        private RedeemRealm own;

        @BeforeAll
        void prepare() throws Exception {
            own = RedeemRealm.create(environment, "account-profile", copy -> {});
            assertThat(own.admin().send("PUT", "/users/profile", PROFILE).status())
                    .isEqualTo(200);
        }

        private Account person(String prefix) throws Exception {
            return own.account(
                    prefix, Map.of("attributes", Map.of("member", List.of("A1"), "creditLimit", List.of("100"))));
        }

        @Test
        @DisplayName("what is sent is replaced or removed, the rest stays, the administrator sees it (C-50)")
        void changed() throws Exception {
            Account account = person("changes");
            OwnAccount me = OwnAccount.signIn(own, account);
            Answer done =
                    patch(me, "{\"lastName\": \"Neu\u00e9\", \"hobbies\": [\"chess\", \"tea\"], \"member\": \"A1\"}");
            assertThat(done.status()).as(done.response().body()).isEqualTo(200);
            assertThat(done.body().path("next").path("type").asString()).isEqualTo("done");
            assertThat(me.get("").body().path("attributes").toString())
                    .isEqualTo("{\"firstName\":\"Test\",\"hobbies\":[\"chess\",\"tea\"],"
                            + "\"lastName\":\"Neu\u00e9\",\"member\":\"A1\"}");
            assertThat(patch(me, "{\"hobbies\": null, \"lastName\": []}").status())
                    .isEqualTo(200);
            assertThat(me.get("").body().path("attributes").toString())
                    .isEqualTo("{\"firstName\":\"Test\",\"member\":\"A1\"}");
            assertThat(own.user(account).path("attributes").path("creditLimit").toString())
                    .isEqualTo("[\"100\"]");
            assertThat(own.events(account, "UPDATE_PROFILE")
                            .valueStream()
                            .map(event -> event.path("details")
                                    .path("updated_last_name")
                                    .asString("")))
                    .contains("Neu\u00e9");
        }

        @Test
        @DisplayName("field errors come at once, at their attributes, and nothing is changed")
        void wrong() throws Exception {
            Account account = person("wrong");
            OwnAccount me = OwnAccount.signIn(own, account);
            assertThat(errors(patch(me, "{\"firstName\": \"\", \"lastName\": \"Changed\"}")))
                    .isEqualTo("/attributes/firstName required");
            assertThat(errors(patch(me, "{\"firstName\": \"" + "x".repeat(21) + "\"}")))
                    .isEqualTo("/attributes/firstName wrong_length");
            assertThat(errors(me.send("PATCH", "", "{}"))).isEqualTo("/attributes required");
            assertThat(errors(patch(me, "{\"lastName\": 1}"))).isEqualTo("/attributes/lastName wrong_type");
            assertThat(own.user(account).path("lastName").asString()).isEqualTo("Person");
        }

        @ParameterizedTest
        @CsvSource({
            "'{\"username\": \"root\"}', /attributes/username not_expected",
            "'{\"email\": \"x@evil.example\"}', /attributes/email not_expected",
            "'{\"user.attributes.email\": \"x@evil.example\"}', /attributes/user.attributes.email unknown_member",
            "'{\"member\": \"B2\"}', /attributes/member read_only",
            "'{\"creditLimit\": \"9999\"}', /attributes/creditLimit unknown_member",
            "'{\"enabled\": \"false\"}', /attributes/enabled unknown_member",
            "'{\"emailVerified\": \"true\"}', /attributes/emailVerified unknown_member",
            "'{\"realmRoles\": [\"admin\"]}', /attributes/realmRoles unknown_member",
            "'{\"id\": \"x\"}', /attributes/id unknown_member",
            "'{\"kc.email.pending\": \"x@evil.example\"}', /attributes/kc.email.pending unknown_member",
            "'{\"LDAP_ID\": \"x\"}', /attributes/LDAP_ID unknown_member",
            "'{\"a/b~c\": \"x\"}', /attributes/a~1b~0c unknown_member"
        })
        @DisplayName("what is not theirs to change stays (mass assignment)")
        void massAssignment(String attributes, String error) throws Exception {
            Account account = person("greedy");
            OwnAccount me = OwnAccount.signIn(own, account);
            JsonNode before = own.user(account);
            assertThat(errors(patch(me, attributes))).isEqualTo(error);
            assertThat(own.user(account)).isEqualTo(before);
        }

        @Test
        @DisplayName("members beside the attributes are refused (mass assignment)")
        void membersBeside() throws Exception {
            OwnAccount me = OwnAccount.signIn(own, person("beside"));
            Answer refused = me.send(
                    "PATCH",
                    "",
                    "{\"attributes\": {}, \"enabled\": false, \"realmRoles\": [\"admin\"], \"id\": \"x\"}");
            assertThat(errors(refused))
                    .isEqualTo("/enabled unknown_member, /realmRoles unknown_member, /id unknown_member");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @DisplayName("has a user name")
    class Username {

        private RedeemRealm editing;

        @BeforeAll
        void prepare() throws Exception {
            editing =
                    RedeemRealm.create(environment, "account-username", copy -> copy.put("editUsernameAllowed", true));
        }

        @Test
        @DisplayName("which they may change where the realm allows it, and then sign in by it (C-52)")
        void renamed() throws Exception {
            Account account = editing.admin().createAccount("renamed");
            OwnAccount me = OwnAccount.signIn(editing, account);
            assertThat(me.get("").body().path("may").path("change_username").asBoolean())
                    .isTrue();
            String name = "now-" + account.username().substring(8);
            Answer done = me.post("/username", "username", " " + name + " ");
            assertThat(done.status()).as(done.response().body()).isEqualTo(200);
            assertThat(me.get("").body().path("username").asString()).isEqualTo(name);
            assertThat(editing.flow()
                            .open("openid")
                            .submit(name, account.password())
                            .outcome())
                    .isEqualTo("signed in");
            assertThat(editing.signsIn(account, account.password())).isFalse();
            JsonNode details = editing.events(account, "UPDATE_PROFILE").get(0).path("details");
            assertThat(details.path("previous_username").asString()).isEqualTo(account.username());
            assertThat(details.path("updated_username").asString()).isEqualTo(name);
            assertThat(errors(me.post("/username", "username", name))).isEqualTo("/username unchanged");
        }

        @ParameterizedTest
        @CsvSource({
            "victim@example.org, /username invalid",
            "ab, /username wrong_length",
            "admin, /username invalid",
            "p\u0430ypal, /username invalid",
            "'', /username required"
        })
        @DisplayName("which follows the rules for login identifiers (C-14, C-31)")
        void rules(String name, String error) throws Exception {
            OwnAccount me = OwnAccount.signIn(editing, editing.admin().createAccount("rules"));
            assertThat(errors(me.post("/username", "username", name))).isEqualTo(error);
        }

        @Test
        @DisplayName("which is nobody else's, in any form (C-13)")
        void taken() throws Exception {
            Account other = editing.admin().createAccount("other");
            OwnAccount me = OwnAccount.signIn(editing, editing.admin().createAccount("wants"));
            assertThat(errors(me.post("/username", "username", other.username().toUpperCase(Locale.ROOT))))
                    .isEqualTo("/username username_taken");
        }

        @Test
        @DisplayName("which goes to one of many who want it at the same moment")
        void race() throws Exception {
            String name = "wanted-" + UUID.randomUUID().toString().substring(0, 8);
            List<OwnAccount> people = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                people.add(OwnAccount.signIn(editing, editing.admin().createAccount("racer" + i)));
            }
            List<Callable<Answer>> wishes = people.stream()
                    .<Callable<Answer>>map(person -> () -> person.post("/username", "username", name))
                    .toList();
            List<String> outcomes = new ArrayList<>();
            try (ExecutorService executor = Executors.newFixedThreadPool(wishes.size())) {
                for (Future<Answer> answer : executor.invokeAll(wishes)) {
                    Answer got = answer.get();
                    outcomes.add(got.status() == 200 ? "200" : errors(got));
                }
            }
            assertThat(outcomes).containsOnlyOnce("200").containsOnly("200", "/username username_taken");
        }

        @Test
        @DisplayName("which stays where the realm does not allow it, or takes the address for it")
        void switchedOff() throws Exception {
            OwnAccount me = OwnAccount.signIn(realm, realm.admin().createAccount("stays"));
            Answer refused = me.post("/username", "username", "another-name");
            assertThat(refused.status() + " " + refused.code()).isEqualTo("403 username_change_disabled");

            RedeemRealm byAddress = RedeemRealm.create(
                    environment,
                    "account-by-address",
                    copy -> copy.put("editUsernameAllowed", true).put("registrationEmailAsUsername", true));
            Account account = byAddress.admin().createAccount("me@example.org", "me@example.org", Map.of());
            assertThat(OwnAccount.signIn(byAddress, account)
                            .post("/username", "username", "another-name")
                            .code())
                    .isEqualTo("username_change_disabled");
        }
    }

    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    @DisplayName("can be deleted by its owner (C-55)")
    class Deletion {

        private RedeemRealm allowing;

        @BeforeAll
        void prepare() throws Exception {
            allowing = RedeemRealm.create(
                    environment,
                    "account-deletion",
                    copy -> BlogRealmCopy.settings(copy).put("account.deletion", "true"));
        }

        @Test
        @DisplayName("where the app's settings allow it: the account is gone, and its sessions with it")
        void deleted() throws Exception {
            Account account = allowing.admin().createAccount("goes");
            OwnAccount elsewhere = OwnAccount.signIn(allowing, account);
            OwnAccount me = OwnAccount.signIn(allowing, account);
            assertThat(me.get("").body().path("may").path("delete").asBoolean()).isTrue();

            Answer done = me.delete("");

            assertThat(done.status()).as(done.response().body()).isEqualTo(200);
            assertThat(done.body().path("next").path("type").asString()).isEqualTo("done");
            assertThat(allowing.admin()
                            .send("GET", "/users/" + account.id(), "")
                            .status())
                    .isEqualTo(404);
            assertThat(me.get("").code()).isEqualTo("invalid_token");
            assertThat(allowing.flow()
                            .refresh(elsewhere.tokens().refreshToken())
                            .status())
                    .isEqualTo(400);
            assertThat(allowing.signsIn(account, account.password())).isFalse();
            assertThat(allowing.events(account, "DELETE_ACCOUNT")
                            .get(0)
                            .path("details")
                            .path("username")
                            .asString())
                    .isEqualTo(account.username());
        }

        @Test
        @DisplayName("nowhere else, whatever Keycloak's role delete-account says")
        void deletionIsOff() throws Exception {
            Account account = realm.admin().createAccount("stays");
            JsonNode client = realm.admin().get("/clients?clientId=account").get(0);
            JsonNode role = realm.admin().get("/clients/" + client.path("id").asString() + "/roles/delete-account");
            assertThat(realm.admin()
                            .send(
                                    "POST",
                                    "/users/" + account.id() + "/role-mappings/clients/"
                                            + client.path("id").asString(),
                                    "[" + role + "]")
                            .status())
                    .isEqualTo(204);
            OwnAccount me = OwnAccount.signIn(realm, account);
            Answer refused = me.delete("");
            assertThat(refused.status() + " " + refused.code()).isEqualTo("403 account_deletion_disabled");
            assertThat(me.get("").status()).isEqualTo(200);
        }
    }
}
