package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The benchmark of the rules")
class LoginRulesBenchmarkTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("measures the work that it says")
    void measures(TypedText typed) {
        var benchmark = new LoginRulesBenchmark();
        benchmark.typed = typed;
        assertThat(benchmark.stock()).isNotEmpty();
        assertThat(benchmark.parse().isPresent()).isEqualTo(typed != TypedText.HOSTILE_10_KB);
        assertThat(benchmark.parseAndQuestions()).isNotNull();
        assertThat(benchmark.newName()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("counts few questions, however odd the text")
    void oddTextNeverFloodsTheDatabase(TypedText typed) {
        assertThat(StoreQuestions.statementsForNobody(typed.text)).isBetween(0, 20);
        assertThat(StoreQuestions.statementsForSomebody(typed.text)).isBetween(0, 10);
    }
}
