package io.keycloakspa.articles.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

import io.keycloakspa.articles.ApiSlice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@ApiSlice
@DisplayName("While Keycloak is down and its keys are unknown")
class OutageTest {

    @MockitoBean
    private JwtDecoder decoder;

    @Autowired
    private MockMvcTester mvc;

    @Test
    @DisplayName("a good token is not called invalid: the answer is 503 and asks to come again")
    void unavailable() {
        given(decoder.decode(any())).willThrow(new JwtException("no keys"));

        assertThat(mvc.get()
                        .uri("/api/articles")
                        .header("Authorization", "Bearer " + TestTokens.valid())
                        .exchange())
                .hasStatus(503)
                .hasHeader("Retry-After", "5")
                .doesNotContainHeader("WWW-Authenticate")
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("keys_unavailable");
    }
}
