package io.keycloakspa.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.policy.PasswordPolicyProviderFactory;

@DisplayName("The rules for new passwords")
class PasswordRulesTest {

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("length", 15, new PasswordRule("length_min", 15)),
                Arguments.of("maxLength", 128, new PasswordRule("length_max", 128)),
                Arguments.of("digits", 1, new PasswordRule("digits_min", 1)),
                Arguments.of("lowerCase", 2, new PasswordRule("lower_case_min", 2)),
                Arguments.of("upperCase", 3, new PasswordRule("upper_case_min", 3)),
                Arguments.of("specialChars", 4, new PasswordRule("special_chars_min", 4)),
                Arguments.of("passwordHistory", 5, new PasswordRule("not_among_last", 5)),
                Arguments.of("passwordAge", 30, new PasswordRule("not_used_for_days", 30)),
                Arguments.of("notUsername", null, new PasswordRule("not_username", null)),
                Arguments.of("notContainsUsername", null, new PasswordRule("not_contains_username", null)),
                Arguments.of("notEmail", null, new PasswordRule("not_email", null)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    @DisplayName("have a code and a number of their own")
    void everyRule(String id, @Nullable Object config, PasswordRule rule) {
        assertThat(PasswordRules.of(policy(id, config))).containsExactly(rule);
    }

    @Test
    @DisplayName("tell that common passwords are refused, but not which, nor the list's name")
    void blockListStaysSecret() {
        assertThat(PasswordRules.of(policy("passwordBlacklist", "company-words.txt")))
                .containsExactly(new PasswordRule("not_common", null));
    }

    @Test
    @DisplayName("tell that there is a pattern, but not which")
    void patternStaysSecret() {
        assertThat(PasswordRules.of(policy("regexPattern", Pattern.compile("(?!.*acme).*"))))
                .containsExactly(new PasswordRule("pattern", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hashAlgorithm",
                "hashIterations",
                "forceExpiredPasswordChange",
                "maxAuthAge",
                "recoveryCodesWarningThreshold"
            })
    @DisplayName("say nothing about how passwords are kept")
    void storageStaysSecret(String id) {
        assertThat(PasswordRules.of(policy(id, 210000))).isEmpty();
    }

    @Test
    @DisplayName("say that there is more than the app can check")
    void foreignPolicy() {
        Map<String, Object> policy = Map.of("acme-breach-check", "https://secret.example", "acme-other", 7);
        assertThat(PasswordRules.of(policy)).containsExactly(new PasswordRule("other", null));
    }

    @Test
    @DisplayName("come in the order of their codes")
    void order() {
        assertThat(PasswordRules.of(Map.of("notEmail", "", "length", 15, "maxLength", 128, "digits", 1)))
                .extracting(PasswordRule::code)
                .containsExactly("digits_min", "length_max", "length_min", "not_email");
    }

    @Test
    @DisplayName("know every policy that this Keycloak has")
    void noStockPolicyIsUnknown() {
        assertThat(java.util.ServiceLoader.load(PasswordPolicyProviderFactory.class))
                .isNotEmpty()
                .allSatisfy(factory -> assertThat(PasswordRules.of(policy(factory.getId(), 1)))
                        .as(factory.getId())
                        .extracting(PasswordRule::code)
                        .doesNotContain("other"));
    }

    private static Map<String, @Nullable Object> policy(String id, @Nullable Object config) {
        Map<String, @Nullable Object> policy = new HashMap<>();
        policy.put(id, config);
        return policy;
    }
}
