package io.keycloakspa.keycloak.actiontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.UserModel;

@DisplayName("A token that is spent")
class MailedTokensTest {

    @ParameterizedTest(name = "{0}, imported: {1}")
    @CsvSource({
        "0b1f6b9e-3f0c-4d0e-9f57-4f6d1c1f2a10, false, true",
        "0b1f6b9e-3f0c-4d0e-9f57-4f6d1c1f2a10, true, false",
        "f:directory:alice, false, false",
    })
    @DisplayName("is spent with Keycloak's transaction only where no directory keeps the account")
    void keptHere(String id, boolean imported, boolean here) {
        UserModel user = mock(UserModel.class);
        when(user.getId()).thenReturn(id);
        when(user.isFederated()).thenReturn(imported);
        assertThat(MailedTokens.isKeptHere(user)).isEqualTo(here);
    }
}
