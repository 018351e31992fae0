package io.keycloakspa.articles.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.ApiSlice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@ApiSlice
@Import(RecentAuthenticationTest.Operations.class)
@DisplayName("An operation that asks for a recent sign-in (RFC 9470)")
class RecentAuthenticationTest {

    @Autowired
    private MockMvcTester mvc;

    @ParameterizedTest(name = "signed in {0} s ago -> {1}")
    @CsvSource({"0, 200", "295, 200", "302, 401", "86400, 401", "-20, 200", "-60, 401"})
    void age(int seconds, int status) {
        assertThat(call("/guarded", Instant.now().getEpochSecond() - seconds)).hasStatus(status);
        assertThat(call("/asks", Instant.now().getEpochSecond() - seconds)).hasStatus(status);
        assertThat(call("/does-not-ask", Instant.now().getEpochSecond() - seconds))
                .hasStatus(200);
    }

    @Test
    @DisplayName("says so in the challenge and in the problem, and how recent")
    void challenge() {
        MvcTestResult answer = call("/asks", Instant.now().getEpochSecond() - 400);

        assertThat(answer)
                .hasStatus(401)
                .hasHeader(
                        "WWW-Authenticate",
                        "Bearer error=\"insufficient_user_authentication\", max_age=\"300\","
                                + " resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource/api\"")
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("insufficient_user_authentication");
    }

    @Test
    @DisplayName("does not take a token that does not say when, however fresh the token is")
    void silent() {
        assertThat(call("/guarded", null)).hasStatus(401);
        assertThat(call("/asks", null)).hasStatus(401);
    }

    @ParameterizedTest(name = "auth_time {0}")
    @ValueSource(strings = {"now", "1800000000", "1e300", ""})
    @DisplayName("does not take a time that is none")
    void noTime(String authTime) {
        assertThat(call("/guarded", authTime)).hasStatus(401);
    }

    @ParameterizedTest(name = "auth_time {0}")
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0})
    @DisplayName("does not stumble over a time at the end of the world")
    void endOfTheWorld(long authTime) {
        assertThat(call("/guarded", authTime)).hasStatus(401);
    }

    private MvcTestResult call(String path, @Nullable Object authTime) {
        String token = TestTokens.sign(TestTokens.header(), TestTokens.claims().claim("auth_time", authTime));
        return mvc.get()
                .uri("/test" + path)
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    /** Operations that no feature has, in each way to use the annotation. */
    @TestConfiguration(proxyBeanMethods = false)
    @Import(Operations.Controller.class)
    static class Operations {

        @Bean
        @Order(0)
        SecurityFilterChain operations(HttpSecurity http, RefusedRequests refused) throws Exception {
            return http.securityMatcher("/test/**")
                    .authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(jwt -> {}).authenticationEntryPoint(refused))
                    .exceptionHandling(handling -> handling.authenticationEntryPoint(refused))
                    .build();
        }

        @RestController
        static class Controller {

            @GetMapping("/test/guarded")
            @RequiresRecentAuthentication(maxAge = 300)
            String guarded() {
                return "done";
            }

            @GetMapping("/test/asks")
            @RequiresRecentAuthentication(maxAge = 300)
            String asks(RecentAuthentication recent, JwtAuthenticationToken caller) {
                recent.require();
                return caller.getName();
            }

            @GetMapping("/test/does-not-ask")
            @RequiresRecentAuthentication(maxAge = 300)
            String doesNotAsk(RecentAuthentication recent) {
                return recent.getClass().getSimpleName();
            }
        }
    }
}
