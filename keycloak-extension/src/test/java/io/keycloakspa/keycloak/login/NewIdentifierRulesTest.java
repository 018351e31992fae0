package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("When an account gets an identifier,")
class NewIdentifierRulesTest {

    @ParameterizedTest
    @CsvSource({
        "alice@example.org,",
        "Alice@Example.org,",
        "m@xn--exmple-cua.org,",
        "m@ex\u00E4mple.org,",
        "m\u0131ke@example.org,",
        "m@stra\u00DFe.de, loginIdentifierDomain",
        "m@a\u200Db.de, loginIdentifierDomain",
        "m@\u03BD\u03AF\u03BA\u03BF\u03C2.gr, loginIdentifierDomain",
        "m@exa\u0308mple.org, loginIdentifierNotPlain",
        "rene\u0301@example.org, loginIdentifierNotPlain",
        "m\uFF20example.org, loginIdentifierNotPlain",
        "' m@example.org', loginIdentifierNotPlain",
        "m\u200B@example.org, loginIdentifierNotPlain",
        "alice, loginIdentifierNoAddress",
        "@example.org, loginIdentifierNoAddress",
        "a@b@c.org, loginIdentifierNoAddress"
    })
    @DisplayName("an address must be one, and be found in the forms that are looked up")
    void address(String address, @Nullable String message) {
        assertThat(NewIdentifierRules.ofAddress(address).orElse(null)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "AB-12,",
        "ab-12,",
        "Ab-12, loginIdentifierMixedCase",
        "+43 1 234,",
        "a@b, loginIdentifierContainsAt",
        "\uFF21\uFF22, loginIdentifierNotPlain",
        "' AB', loginIdentifierNotPlain",
        "A\u0000B, loginIdentifierNotPlain"
    })
    @DisplayName("another attribute must be plain, and no address")
    void attribute(String value, @Nullable String message) {
        assertThat(NewIdentifierRules.ofAttribute(value).orElse(null)).isEqualTo(message);
    }
}
