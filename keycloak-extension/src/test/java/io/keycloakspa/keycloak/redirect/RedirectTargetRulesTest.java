package io.keycloakspa.keycloak.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycloakspa.keycloak.redirect.RedirectTargetRules.Refusal;
import io.keycloakspa.keycloak.redirect.Views.Friendly;
import io.keycloakspa.keycloak.redirect.Views.Hostile;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The rules for VIEWs (C-70)")
class RedirectTargetRulesTest {

    @ParameterizedTest
    @MethodSource("io.keycloakspa.keycloak.redirect.Views#hostile")
    @DisplayName("refuse a hostile text, and say why")
    void hostileText(Hostile hostile) {
        assertThat(RedirectTargetRules.refusal(hostile.text()).map(Refusal::name))
                .isEqualTo(
                        hostile.isMalformed()
                                ? java.util.Optional.of(hostile.reason())
                                : java.util.Optional.<String>empty());
    }

    @Test
    @DisplayName("are tried with a list that reaches every reason")
    void listIsComplete() {
        assertThat(Views.hostile()).hasSizeGreaterThanOrEqualTo(120).doesNotHaveDuplicates();
        Set<String> reasons = Views.hostile().map(Hostile::reason).collect(Collectors.toSet());
        assertThat(reasons)
                .containsAll(EnumSet.complementOf(EnumSet.of(Refusal.DEVELOPMENT_HOST)).stream()
                        .map(Refusal::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("io.keycloakspa.keycloak.redirect.Views#friendly")
    @DisplayName("take what apps really have")
    void friendlyText(Friendly friendly) {
        assertThat(RedirectTargetRules.refusal(friendly.text())).isEmpty();
        assertThat(RedirectTargetRules.refusalOfAddress(friendly.address())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account/confirm", "", "account", "//blog.example.org/"})
    @DisplayName("take no path for a whole address")
    void pathIsNoAddress(String text) {
        assertThat(RedirectTargetRules.refusalOfAddress(text)).contains(Refusal.FORM);
        assertThatThrownBy(() -> new RedirectTarget(text, false)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:4200", "http://localhost:1", "http://localhost:65535"})
    @DisplayName("take a port of this machine for a development host (C-74)")
    void developmentHost(String text) {
        assertThat(RedirectTargetRules.refusalOfDevelopmentHost(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://localhost:",
                "http://localhost:0",
                "http://localhost:65536",
                "http://localhost:99999999999",
                "http://localhost:4200/",
                "http://localhost:4200/evil",
                "http://localhost:4200@evil.example",
                "http://localhost:4200#x",
                "http://localhost:4200\n",
                "http://localhost.evil.example:4200",
                "http://127.0.0.1:4200",
                "http://[::1]:4200",
                "https://localhost:4200",
                "HTTP://localhost:4200",
                "http://evil.example:4200",
                "localhost:4200",
                "4200",
                "*"
            })
    @DisplayName("take nothing else for a development host (C-74)")
    void developmentHostElsewhere(String text) {
        assertThat(RedirectTargetRules.refusalOfDevelopmentHost(text)).contains(Refusal.DEVELOPMENT_HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "https://blog.example.org/account/confirm, http://localhost:4200/account/confirm",
        "https://blog.example.org, http://localhost:4200",
        "https://blog.example.org:8443/a?b=c#/d, http://localhost:4200/a?b=c#/d",
        "http://[::1]:8080/#/confirm, http://localhost:4200/#/confirm"
    })
    @DisplayName("keep path, query and route on the development host")
    void onDevelopmentHost(String address, String moved) {
        assertThat(RedirectTargetRules.onDevelopmentHost(address, "http://localhost:4200"))
                .isEqualTo(moved);
    }

    @Test
    @DisplayName("have a sentence of its own for every reason")
    void messageKeys() {
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::messageKey)).doesNotHaveDuplicates();
        assertThat(Refusal.USER_INFO.messageKey()).isEqualTo("spaSettingsAddress.user_info");
    }
}
