package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.environment.Need;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C-31: a read-only directory, with names in mixed case and an answer too many, is asked by the same rules. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Log in from a directory")
class LoginFederationIT {

    private static final String REALM = "with-directory";
    private static final String PASSWORD = "the-directory-keeps-this";

    private TestEnvironment environment;
    private CodeFlow flow;

    @BeforeAll
    void prepare(TestEnvironment shared) throws Exception {
        environment = shared;
        shared.needs(Need.INSTRUMENTS);
        RealmAdmin admin = BlogRealmCopy.create(shared, REALM, BlogRealmCopy::allowPasswordGrant);
        addDirectory(admin);
        flow = LoginIdentityIT.flow(shared, REALM);
    }

    static void addDirectory(RealmAdmin admin) throws Exception {
        var added = admin.send("POST", "/components", """
                {"name": "directory", "providerId": "awkward",
                 "providerType": "org.keycloak.storage.UserStorageProvider", "config": {"enabled": ["true"]}}""");
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MixedCase",
                "mixedcase",
                " MIXEDCASE ",
                "Mixed.Case@Example.org",
                "mixed.case@example.ORG",
                "MIXED.CASE@EXAMPLE.ORG"
            })
    @DisplayName("a name in mixed case and its address work in any case, at each entry")
    void anyCase(String typed) throws Exception {
        assertThat(flow.open("openid").submit(typed, PASSWORD).outcome()).isEqualTo("signed in");
        assertThat(flow.passwordGrant(typed, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a wrong password is refused")
    void wrongPassword() throws Exception {
        assertThat(flow.open("openid").submit("MixedCase", "wrong").outcome())
                .isEqualTo("200  Invalid username or password.");
        assertThat(flow.passwordGrant("mixed.case@example.org", "wrong").status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("where only names count, a directory that answers to an address as if it were a name lets nobody in")
    void addressTypedAsNameOfADirectory() throws Exception {
        String realm = "with-directory-names-only";
        RealmAdmin there = BlogRealmCopy.create(environment, realm, copy -> {
            BlogRealmCopy.allowPasswordGrant(copy);
            BlogRealmCopy.identifyBy(copy, "username");
        });
        addDirectory(there);
        CodeFlow entry = LoginIdentityIT.flow(environment, realm);
        assertThat(entry.open("openid").submit("MixedCase", PASSWORD).outcome()).isEqualTo("signed in");
        for (String typed : List.of("Mixed.Case@Example.org", "mixed.case@example.org")) {
            assertThat(entry.open("openid").submit(typed, PASSWORD).outcome())
                    .as(typed)
                    .isEqualTo("200  Invalid username or password.");
            assertThat(entry.passwordGrant(typed, PASSWORD).status()).as(typed).isEqualTo(400);
        }
    }
}
