package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.LocalEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.spa.OwnAccount;
import io.keycloakspa.e2e.spa.RedeemRealm;
import io.keycloakspa.launcher.LocalEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** C-50 and C-55: who am I, and good-bye. */
@ExtendWith(LocalEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The own account")
class AccountIT {

    private LocalEnvironment environment;
    private RedeemRealm realm;

    @BeforeAll
    void prepare(LocalEnvironment shared) throws Exception {
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
