package io.keycloakspa.keycloak.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Where a mailed link leads, parameters")
class RedirectTargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://a.example, false, https://a.example#token=t&state=s",
        "https://a.example, true, https://a.example?token=t&state=s",
        "https://a.example/confirm, false, https://a.example/confirm#token=t&state=s",
        "https://a.example/confirm, true, https://a.example/confirm?token=t&state=s",
        "https://a.example/confirm?a=b, false, https://a.example/confirm?a=b#token=t&state=s",
        "https://a.example/confirm?a=b, true, https://a.example/confirm?a=b&token=t&state=s",
        "https://a.example/#/confirm, false, https://a.example/#/confirm?token=t&state=s",
        "https://a.example/#/confirm?c=d, false, https://a.example/#/confirm?c=d&token=t&state=s",
        "https://a.example/#!/confirm, false, https://a.example/#!/confirm?token=t&state=s",
        "https://a.example/#/confirm, true, https://a.example/?token=t&state=s#/confirm",
        "https://a.example/?a=b#/confirm?c=d, true, https://a.example/?a=b&token=t&state=s#/confirm?c=d",
        "https://a.example/?a=b#/confirm?c=d, false, https://a.example/?a=b#/confirm?c=d&token=t&state=s"
    })
    @DisplayName("are added without losing the VIEW's own query, path or route (C-72)")
    void added(String address, boolean inQuery, String expected) {
        assertThat(new RedirectTarget(address, inQuery).with(parameters("token", "t", "state", "s")))
                .isEqualTo(URI.create(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "'a b', a%20b",
        "'a+b', a%2Bb",
        "'a&token=x', a%26token%3Dx",
        "'#/evil?x', %23%2Fevil%3Fx",
        "'\u00e4\u20ac\ud83d\ude00', %C3%A4%E2%82%AC%F0%9F%98%80",
        "'a*~._-', a%2A%7E._-",
        "'<\"''>', %3C%22%27%3E",
        "'', ''"
    })
    @DisplayName("are percent-encoded, so that a state cannot bring parameters of its own")
    void parameterInjection(String value, String encoded) {
        assertThat(new RedirectTarget("https://a.example/confirm", false).with(Map.of("state", value)))
                .hasToString("https://a.example/confirm#state=" + encoded);
    }

    @Test
    @DisplayName("may be none, which leaves the address as it is")
    void none() {
        assertThat(new RedirectTarget("https://a.example/#/confirm", false).with(Map.of()))
                .hasToString("https://a.example/#/confirm");
    }

    @ParameterizedTest
    @MethodSource("io.keycloakspa.keycloak.redirect.Views#friendly")
    @DisplayName("never change which page is visited")
    void samePage(Views.Friendly friendly) {
        for (boolean inQuery : new boolean[] {false, true}) {
            URI before = URI.create(friendly.address());
            URI after =
                    new RedirectTarget(friendly.address(), inQuery).with(parameters("token", "a/b", "state", "\r\n"));
            assertThat(after.getRawAuthority()).isEqualTo(before.getRawAuthority());
            assertThat(after.getRawPath()).isEqualTo(before.getRawPath());
            assertThat(after.getScheme()).isEqualTo(before.getScheme());
        }
    }

    private static Map<String, String> parameters(String name, String value, String second, String secondValue) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(name, value);
        parameters.put(second, secondValue);
        return parameters;
    }
}
