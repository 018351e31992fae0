package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.login.LoginNameRules.Broken;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A new user name")
class LoginNameRulesTest {

    private final LoginNameRules rules = new LoginNameRules(Set.of("Admin", "\uFF52oot"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob",
                "Alice",
                "alice.b-c_d9",
                "ren\u00E9",
                "\u0438\u0432\u0430\u043D",
                "\u03BD\u03AF\u03BA\u03BF\u03C2",
                "\u039D\u03AF\u03BA\u03BF\u03C2.\u03B2",
                "\u05D3\u05D5\u05D3",
                "\u0645\u062D\u0645\u062F",
                "\u0906\u0930\u0924\u0940",
                "\u0E2A\u0E21\u0E0A\u0E32\u0E22",
                "\u5C71\u7530\u592A\u90CE",
                "\u30E9\u30FC\u30E1\u30F3sam",
                "\u90D1abc",
                "stra\u00DFe",
                "v\u01B0\u1EE3ng",
                "12345678901234567890123456789012"
            })
    @DisplayName("may have letters and digits of any script")
    void allowed(String name) {
        assertThat(rules.broken(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a@b, CONTAINS_AT",
        "alice\uFF20example.org, CONTAINS_AT",
        "@@@, CONTAINS_AT",
        "\uFF44\uFF41\uFF56\uFF45, NOT_NORMAL",
        "\uFB01nn, NOT_NORMAL",
        "rene\u0301, NOT_NORMAL",
        "' bob', NOT_NORMAL",
        "bo\u200Bb, NOT_NORMAL",
        "\u202Ebob, NOT_NORMAL",
        "\u0131smail, NOT_NORMAL",
        "\u03BD\u03C2\u03BA, NOT_NORMAL",
        "ab, LENGTH",
        "'', LENGTH",
        "123456789012345678901234567890123, LENGTH",
        ".bob, CHARACTERS",
        "bob-, CHARACTERS",
        "b ob, CHARACTERS",
        "bob!, CHARACTERS",
        "bob%, CHARACTERS",
        "b/o/b, CHARACTERS",
        "<b>, CHARACTERS",
        "b\u0000b, CHARACTERS",
        "bob\uD83D\uDE00, CHARACTERS",
        "al\u02BCice, CHARACTERS",
        "ali\u0307ce, CHARACTERS",
        "\u0130stanbul, NOT_NORMAL",
        "i\u0307stanbul, CHARACTERS",
        "\u0645\u062D\u0640\u0645\u062F, CHARACTERS",
        "\u0301bob, CHARACTERS",
        "bx\u0324\u0325\u0326\u032D\u0330b, CHARACTERS",
        "p\u0430ypal, MIXED_SCRIPTS",
        "\u0430\u0441e, MIXED_SCRIPTS",
        "b\u03BFb, MIXED_SCRIPTS",
        "\u5C71\u30A2\uAC00, MIXED_SCRIPTS",
        "1\u0662\u0663, MIXED_SCRIPTS",
        "admin, RESERVED",
        "ADMIN, RESERVED",
        "root, RESERVED"
    })
    @DisplayName("is refused for the first rule that it breaks")
    void refused(String name, Broken broken) {
        assertThat(rules.broken(name)).contains(broken);
    }

    @Test
    @DisplayName("is counted in characters, not in UTF-16 units")
    void countedInCodePoints() {
        assertThat(rules.broken("\uD800\uDC80".repeat(32))).isEmpty();
        assertThat(rules.broken("\uD800\uDC80".repeat(33))).contains(Broken.LENGTH);
    }
}
