package io.keycloakspa.keycloak.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.redirect.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("In place of Keycloak's last page the app")
class LastPageTest {

    @ParameterizedTest
    @CsvSource({
        "CONFIRM, emailVerifiedMessage, CONFIRM, confirmed",
        "CONFIRM, accountUpdatedMessage, CONFIRM, confirmed",
        "CONFIRM,, CONFIRM, confirmed",
        "CONFIRM, emailVerifiedAlreadyMessage, CONFIRM, already_confirmed",
        "RESET, accountUpdatedMessage, RESET, done",
        "RESET, emailVerifiedAlreadyMessage, RESET, done",
        "EMAIL, emailUpdated, EMAIL, done",
        "ACTION, accountUpdatedMessage, ACTION, done",
        "ACTION,, ACTION, done"
    })
    @DisplayName("says what a mailed link has done")
    void info(Purpose purpose, @Nullable String message, View view, String status) {
        assertThat(LastPage.info(Optional.of(purpose), message)).contains(new LastPage(view, "status", status));
    }

    @Test
    @DisplayName("says nothing where no mailed link ends, such as after a logout")
    void noLink() {
        assertThat(LastPage.info(Optional.empty(), "successLogout")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/realms/blog/login-actions/action-token, expiredActionTokenNoSessionMessage, expired_link",
        "/realms/blog/login-actions/action-token, expiredActionTokenSessionExistsMessage, expired_link",
        "/realms/blog/login-actions/authenticate, expiredActionTokenSessionExistsMessage, expired_link",
        "/realms/blog/login-actions/action-token, differentUserAuthenticated, other_user_signed_in",
        "/realms/blog/login-actions/required-action, differentUserAuthenticated, other_user_signed_in",
        "/realms/blog/login-actions/action-token, invalidCodeMessage, invalid_link",
        "/realms/blog/login-actions/action-token, staleEmailVerificationLink, invalid_link",
        "/realms/blog/login-actions/action-token,, invalid_link",
        "/realms/blog/login-actions/authenticate, invalidCodeMessage, flow_failed",
        "/realms/blog/login-actions/authenticate,, flow_failed"
    })
    @DisplayName("says which error it was")
    void error(String path, @Nullable String message, String code) {
        assertThat(LastPage.error(path, message)).isEqualTo(new LastPage(View.ERROR, "error", code));
    }
}
