package io.keycloakspa.keycloak.executeactions;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import io.keycloakspa.keycloak.actiontoken.Purpose;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;

@DisplayName("The actions that an administrator asks for")
class SpaActionsTest {

    @ParameterizedTest
    @CsvSource({
        "VERIFY_EMAIL, true, false",
        "UPDATE_PASSWORD, true, true",
        "VERIFY_EMAIL UPDATE_PASSWORD, true, true",
        "UPDATE_PASSWORD UPDATE_PASSWORD, true, true",
        "CONFIGURE_TOTP, false, false",
        "UPDATE_PASSWORD CONFIGURE_TOTP, false, true",
        "VERIFY_EMAIL TERMS_AND_CONDITIONS, false, false",
        "update_password, false, false",
        "'', false, false"
    })
    @DisplayName("are done by the app if it can do all of them")
    void doable(String actions, boolean doable, boolean needPassword) {
        MailedToken mailed = mailed(actions.isEmpty() ? List.of() : List.of(actions.split(" ", -1)));
        assertThat(SpaActions.areDoable(mailed)).isEqualTo(doable);
        assertThat(SpaActions.needPassword(mailed)).isEqualTo(needPassword);
    }

    @Test
    @DisplayName("are Keycloak's where a token names none")
    void missingList() {
        ExecuteActionsActionToken token = new ExecuteActionsActionToken("user-id", 1, List.of(), null, "blog-spa");
        token.setRequiredActions(null);
        MailedToken mailed = new MailedToken(Purpose.ACTION, token, "text");
        assertThat(SpaActions.of(mailed)).isEmpty();
        assertThat(SpaActions.areDoable(mailed)).isFalse();
    }

    private static MailedToken mailed(List<String> actions) {
        return new MailedToken(
                Purpose.ACTION, new ExecuteActionsActionToken("user-id", 1, actions, null, "blog-spa"), "text");
    }
}
