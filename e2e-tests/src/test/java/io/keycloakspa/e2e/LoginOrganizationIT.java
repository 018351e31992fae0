package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.Attempt;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What of our rules holds, and what does not, where Keycloak's step for organizations asks for the identifier first. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in to a realm with organizations")
class LoginOrganizationIT {

    private static final String ONE_PAGE = "organizations";
    private static final String TWO_PAGES = "organizations-two-pages";
    private static final String FORM = "#kc-form-login";
    private static final String WRONG = "this-is-the-wrong-password";
    private static final String REFUSED = "200  Invalid username or password.";
    private static final String DOMAIN = "acme.example.org";

    private TestEnvironment environment;
    private RealmAdmin admin;
    private CodeFlow flow;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        shared.needs(Need.INSTRUMENTS);
        admin = withOrganization(ONE_PAGE, realm -> {});
        flow = LoginIdentityIT.flow(shared, ONE_PAGE);
        withOrganization(TWO_PAGES, BlogRealmCopy::splitThePage);
    }

    private RealmAdmin withOrganization(String name, Consumer<ObjectNode> change) throws Exception {
        RealmAdmin there = BlogRealmCopy.create(environment, name, realm -> {
            realm.put("organizationsEnabled", true);
            realm.put("passwordPolicy", "hashAlgorithm(counting)");
            change.accept(realm);
        });
        var made = there.send(
                "POST",
                "/organizations",
                "{\"name\": \"Acme\", \"alias\": \"acme\", \"domains\": [{\"name\": \"%s\"}]}".formatted(DOMAIN));
        assertThat(made.status()).isEqualTo(201);
        return there;
    }

    private Account member(String name) throws Exception {
        Account account = admin.createAccount(name, name + "@" + DOMAIN, Map.of());
        String organization = admin.get("/organizations").get(0).path("id").asString();
        assertThat(admin.send("POST", "/organizations/" + organization + "/members", "\"" + account.id() + "\"")
                        .status())
                .isEqualTo(201);
        return account;
    }

    private static LoginForm typed(CodeFlow flow, String identifier) throws Exception {
        LoginForm page = flow.open("openid");
        assertThat(asksFor(page.shown(), "password")).as("the first page").isFalse();
        page.submit(FORM, Map.of("username", identifier));
        return page;
    }

    private static boolean asksFor(Attempt page, String field) {
        return page.answer().body().contains("name=\"" + field + "\"");
    }

    private static Attempt submitted(CodeFlow flow, String identifier, String password) throws Exception {
        return typed(flow, identifier).submit(FORM, Map.of("password", password));
    }

    @Nested
    @DisplayName("What holds")
    class Holds {

        @ParameterizedTest
        @ValueSource(strings = {ONE_PAGE, TWO_PAGES})
        @DisplayName("everybody comes in by user name and address, in any form, with the password on the next page")
        void everyForm(String realm) throws Exception {
            Account account = new RealmAdmin(environment, realm).createAccount("every-form");
            for (String form : List.of(
                    account.username(),
                    account.email(),
                    " " + account.email().toUpperCase(Locale.ROOT),
                    "\u200b" + account.username(),
                    "\uff45" + account.username().substring(1))) {
                LoginForm page = typed(LoginIdentityIT.flow(environment, realm), form);
                assertThat(asksFor(page.shown(), "password")).as(form).isTrue();
                assertThat(asksFor(page.shown(), "username")).as(form).isFalse();
                assertThat(page.submit(FORM, Map.of("password", WRONG)).outcome())
                        .as(form)
                        .isEqualTo(REFUSED);
                assertThat(page.submit(FORM, Map.of("password", account.password()))
                                .outcome())
                        .as(form)
                        .isEqualTo("signed in");
            }
        }

        @Test
        @DisplayName("a member comes in by user name and address")
        void member() throws Exception {
            Account account = LoginOrganizationIT.this.member("acme-member");
            for (String typed : List.of(account.username(), account.email())) {
                assertThat(submitted(flow, typed, account.password()).outcome())
                        .as(typed)
                        .isEqualTo("signed in");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {ONE_PAGE, TWO_PAGES})
        @DisplayName("a wrong password gets one message after exactly one hash, known or not")
        void enumerationByTheAnswer(String realm) throws Exception {
            Account account = new RealmAdmin(environment, realm).createAccount("answered");
            CodeFlow entry = LoginIdentityIT.flow(environment, realm);
            for (String typed : List.of(account.username(), account.email(), "nobody-is-called-so", "a@", "n@b.org")) {
                LoginForm page = typed(entry, typed);
                long before = hashes();
                assertThat(page.submit(FORM, Map.of("password", WRONG)).outcome())
                        .as(typed)
                        .isEqualTo(REFUSED);
                assertThat(hashes() - before).as(typed).isOne();
            }
        }

        @Test
        @DisplayName("a user name equal to a victim's address neither reaches nor shadows that account")
        void usernameEqualToVictimsAddress() throws Exception {
            Account victim = admin.createAccount("org-victim");
            Account attacker = admin.importAccount(victim.email(), "attacker-" + victim.email(), Map.of());
            assertThat(submitted(flow, victim.email(), attacker.password()).outcome())
                    .isEqualTo(REFUSED);
            assertThat(submitted(flow, victim.email(), victim.password()).outcome())
                    .isEqualTo("signed in");
        }
    }

    @Nested
    @DisplayName("What does not hold")
    class DoesNotHold {

        @Test
        @DisplayName("a user name with an @ that is nobody's address is reached")
        void usernameWithAt() throws Exception {
            String name = "at@elsewhere.example.org";
            Account account = admin.importAccount(name, "other-" + name, Map.of());
            assertThat(submitted(flow, name, account.password()).outcome()).isEqualTo("signed in");
        }

        @Test
        @DisplayName("unknown people at an organization's domain are told so on the identifier page")
        void unknownAtTheDomain() throws Exception {
            LoginForm page = typed(flow, "nobody@" + DOMAIN);
            assertThat(asksFor(page.shown(), "password")).isFalse();
            assertThat(page.shown().answer().body()).contains("matches an organization");
        }
    }

    private long hashes() throws Exception {
        return Long.parseLong(new JsonHttp(URI.create(environment.keycloakUrl() + "/realms/" + ONE_PAGE))
                .get("/hash-count/total")
                .response()
                .body());
    }
}
