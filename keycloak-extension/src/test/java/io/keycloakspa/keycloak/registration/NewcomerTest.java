package io.keycloakspa.keycloak.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.UserModel;

@DisplayName("A newcomer")
class NewcomerTest {

    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "' Alice ', Alice",
        "\uFF21lice, Alice",
        "re\u0301sume\u0301, r\u00E9sum\u00E9",
        "al\u200Bice, alice"
    })
    @DisplayName("has a user name in NFKC, without blanks around it and nothing invisible in it (C-14)")
    void storedName(String typed, String stored) {
        assertThat(named(typed).name()).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "Alice, alice",
        "\uFF21LICE, alice",
        "re\u0301sume\u0301, R\u00C9SUM\u00C9",
        "\u03B1\u03BB\u03BF\u03C2, \u0391\u039B\u039F\u03A3"
    })
    @DisplayName("has one form of all the ways to write a name (C-13)")
    void oneFormOfAName(String one, String other) {
        assertThat(named(one).normalName()).isEqualTo(named(other).normalName());
    }

    @ParameterizedTest
    @CsvSource({
        "Alice@Example.ORG, alice@example.org",
        "' alice@example.org ', alice@example.org",
        "re\u0301@example.org, r\u00E9@example.org",
        "alice@b\u00FCcher.example, alice@xn--bcher-kva.example"
    })
    @DisplayName("has an address in the one form in which it is stored (C-15)")
    void storedAddress(String typed, String stored) {
        assertThat(newcomer("alice", typed).email()).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource({"eve@example.org", "'  '", "''", "a@b@c"})
    @DisplayName("keeps what is no name, for the rules to say what is wrong with it")
    void noName(String typed) {
        assertThat(named(typed).name()).isEqualTo(typed.strip());
    }

    @ParameterizedTest
    @CsvSource({"alice", "''", "@", "'a b@'"})
    @DisplayName("keeps what is no address, for the rules to say what is wrong with it")
    void noAddress(String typed) {
        assertThat(newcomer("alice", typed).email()).isEqualTo(typed);
    }

    @Test
    @DisplayName("is called by the address where the realm takes that for a name")
    void emailAsUsername() {
        Newcomer newcomer = newcomer(null, "Alice@example.org");
        assertThat(newcomer.name()).isEqualTo("alice@example.org");
        assertThat(newcomer.fields())
                .containsEntry("username", List.of("alice@example.org"))
                .containsEntry("email", List.of("alice@example.org"));
    }

    @Test
    @DisplayName("cannot bring a name or an address in by the attributes")
    void identifiersAsAttributes() {
        Map<String, List<String>> attributes =
                Map.of("username", List.of("root"), "email", List.of("eve@example.org"), "city", List.of("Rome"));
        assertThat(Newcomer.of("alice", "alice@example.org", attributes, false).fields())
                .isEqualTo(Map.of(
                        "username", List.of("alice"), "email", List.of("alice@example.org"), "city", List.of("Rome")));
    }

    @Test
    @DisplayName("knows the account with the same address, whatever form that is stored in")
    void sameAddress() {
        Newcomer newcomer = newcomer("alice", "alice@b\u00FCcher.example");
        assertThat(newcomer.hasAddressOf(account("Alice@B\u00DCCHER.example"))).isTrue();
        assertThat(newcomer.hasAddressOf(account("alice@xn--bcher-kva.example")))
                .isTrue();
        assertThat(newcomer.hasAddressOf(account("alice@bucher.example"))).isFalse();
        assertThat(newcomer.hasAddressOf(account(null))).isFalse();
    }

    private static UserModel account(@Nullable String email) {
        UserModel account = mock(UserModel.class);
        when(account.getEmail()).thenReturn(email);
        return account;
    }

    private static Newcomer named(String name) {
        return newcomer(name, "alice@example.org");
    }

    private static Newcomer newcomer(@Nullable String name, String email) {
        return Newcomer.of(name, email, Map.of(), false);
    }
}
