package io.keycloakspa.keycloak.actiontoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.redirect.View;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The purpose of a token")
class PurposeTest {

    @ParameterizedTest
    @CsvSource({
        "verify-email, confirm, CONFIRM",
        "reset-credentials, reset, RESET",
        "update-email, email, EMAIL",
        "execute-actions, action, ACTION"
    })
    @DisplayName("is read from Keycloak's type and leads to one page of the app")
    void known(String tokenType, String code, View view) {
        Purpose purpose = Purpose.of(tokenType).orElseThrow();
        assertThat(purpose.tokenType()).isEqualTo(tokenType);
        assertThat(purpose.code()).isEqualTo(code);
        assertThat(purpose.view()).isEqualTo(view);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "idp-verify-account-via-email",
                "ORGIVT",
                "VERIFY-EMAIL",
                "verify-email ",
                "Bearer",
                "Refresh",
                "ID"
            })
    @DisplayName("is none for any other token that a realm signs")
    void foreignToken(@Nullable String tokenType) {
        assertThat(Purpose.of(tokenType)).isEmpty();
    }

    @Test
    @DisplayName("never leads to the page of errors")
    void noPurposeIsAnError() {
        assertThat(Arrays.stream(Purpose.values()).map(Purpose::view))
                .doesNotContain(View.ERROR)
                .doesNotHaveDuplicates();
    }
}
