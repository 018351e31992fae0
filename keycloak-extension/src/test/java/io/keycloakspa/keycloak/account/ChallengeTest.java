package io.keycloakspa.keycloak.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a refused caller is told in WWW-Authenticate")
class ChallengeTest {

    @Test
    @DisplayName("is what RFC 6750 and RFC 9470 say (C-54)")
    void bearer() {
        var challenge = new Challenge("Bearer");
        assertThat(challenge.anyToken()).isEqualTo("Bearer scope=\"account.self\"");
        assertThat(challenge.invalidToken()).isEqualTo("Bearer error=\"invalid_token\", scope=\"account.self\"");
        assertThat(challenge.insufficientScope())
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"account.self\"");
        assertThat(challenge.signInAgain()).isEqualTo("Bearer error=\"insufficient_user_authentication\", max_age=300");
    }

    @Test
    @DisplayName("is said in the caller's own scheme (RFC 9449)")
    void dpop() {
        assertThat(new Challenge("DPoP algs=\"ES256\",").invalidToken())
                .isEqualTo("DPoP algs=\"ES256\", error=\"invalid_token\", scope=\"account.self\"");
    }
}
