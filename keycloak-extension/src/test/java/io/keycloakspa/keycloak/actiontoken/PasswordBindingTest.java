package io.keycloakspa.keycloak.actiontoken;

import static io.keycloakspa.keycloak.actiontoken.Accounts.account;
import static io.keycloakspa.keycloak.actiontoken.Accounts.password;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The binding of a token to a password")
class PasswordBindingTest {

    private static final String ADDRESS = "alice@example.org";

    private final String before = PasswordBinding.of(account(ADDRESS, password("id-1", 1000)));

    @Test
    @DisplayName("is the same as long as the password is")
    void same() {
        assertThat(PasswordBinding.of(account(ADDRESS, password("id-1", 1000)))).isEqualTo(before);
        // Keycloak hashes a password again under a new policy; id and date stay.
        var hashedAgain = password("id-1", 1000);
        hashedAgain.setSecretData("{\"value\":\"another hash\"}");
        assertThat(PasswordBinding.of(account("other@example.org", hashedAgain)))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("changes with the password, whether Keycloak keeps the record or makes a new one (C-26)")
    void changed() {
        assertThat(PasswordBinding.of(account(ADDRESS, password("id-1", 1001)))).isNotEqualTo(before);
        assertThat(PasswordBinding.of(account(ADDRESS, password("id-2", 1000)))).isNotEqualTo(before);
        assertThat(PasswordBinding.of(account(ADDRESS))).isNotEqualTo(before);
    }

    @Test
    @DisplayName("does not run id and date into one")
    void partsAreApart() {
        assertThat(PasswordBinding.of(account(ADDRESS, password("id-11", 1))))
                .isNotEqualTo(PasswordBinding.of(account(ADDRESS, password("id-1", 11))));
    }

    @Test
    @DisplayName("holds for accounts without a password too, until they get their first one")
    void withoutPassword() {
        assertThat(PasswordBinding.of(account(ADDRESS)))
                .isEqualTo(PasswordBinding.of(account(ADDRESS)))
                .isNotEmpty();
    }

    @Test
    @DisplayName("tells nothing of the record to whoever reads the token")
    void tellsNothing() {
        assertThat(before).hasSize(43).doesNotContain("id-1").doesNotContain("1000");
    }
}
