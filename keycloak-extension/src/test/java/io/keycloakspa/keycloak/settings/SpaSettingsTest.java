package io.keycloakspa.keycloak.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.keycloak.redirect.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.Config;

@DisplayName("Settings that are written")
class SpaSettingsTest {

    private static final SpaSettings DEFAULT = SpaSettings.of(Map.of());

    @AfterEach
    void forgetOptions() {
        Config.init(new Config.SystemPropertiesConfigProvider());
    }

    @Test
    @DisplayName("are the careful ones where nothing is written")
    void defaults() {
        assertThat(DEFAULT)
                .isEqualTo(new SpaSettings(
                        Map.of(), false, false, Optional.empty(), false, Optional.empty(), false, 7, false, 120, 1200));
        assertThat(DEFAULT.view(View.CONFIRM)).isEmpty();
    }

    @Test
    @DisplayName("are read by their keys")
    void written() {
        Map<String, String> config = Map.ofEntries(
                Map.entry("view.confirm", "/c"),
                Map.entry("view.error", "/e"),
                Map.entry("context", "query"),
                Map.entry("confirm.mode", "one-click"),
                Map.entry("development.host", "http://localhost:4200"),
                Map.entry("admin.mails", "true"),
                Map.entry("identifiers", "email##attribute:member"),
                Map.entry("registration.json", "true"),
                Map.entry("registration.unconfirmed.days", "3"),
                Map.entry("account.deletion", "true"),
                Map.entry("requests.per.source", "5"),
                Map.entry("requests.per.client", "50"));
        SpaSettings settings = SpaSettings.of(config);
        assertThat(settings)
                .isEqualTo(new SpaSettings(
                        Map.of(View.CONFIRM, "/c", View.ERROR, "/e"),
                        true,
                        true,
                        Optional.of("http://localhost:4200"),
                        true,
                        Optional.of(List.of(
                                IdentifierSource.EMAIL,
                                IdentifierSource.parse("attribute:member").orElseThrow())),
                        true,
                        3,
                        true,
                        5,
                        50));
    }

    @ParameterizedTest
    @CsvSource({
        "context, Query",
        "context, both",
        "confirm.mode, ONE-CLICK",
        "confirm.mode, 'one-click '",
        "admin.mails, yes",
        "registration.json, TRUE",
        "account.deletion, TRUE",
        "identifiers, everything",
        "registration.unconfirmed.days, 0",
        "registration.unconfirmed.days, -1",
        "requests.per.source, 0",
        "requests.per.source, unlimited",
        "requests.per.client, 99999999999",
        "view.reset, ' '",
        "development.host, ' '",
        "unheard.of, true"
    })
    @DisplayName("open nothing by a slip in a realm file")
    void slipInRealmFile(String key, String value) {
        assertThat(SpaSettings.of(Map.of(key, value))).isEqualTo(DEFAULT);
    }

    @Test
    @DisplayName("of the server are on, except for development hosts (C-74)")
    void optionsByDefault() {
        assertThat(SpaOptions.read()).isEqualTo(new SpaOptions(true, true, true, false));
    }

    @Test
    @DisplayName("of the server are read from the options of the provider spa")
    void options() {
        Config.init(new Config.SystemPropertiesConfigProvider());
        System.setProperty("keycloak.realm-restapi-extension.spa.mail-links", "false");
        System.setProperty("keycloak.realm-restapi-extension.spa.development-hosts", "true");
        try {
            assertThat(SpaOptions.read()).isEqualTo(new SpaOptions(false, true, true, true));
        } finally {
            System.clearProperty("keycloak.realm-restapi-extension.spa.mail-links");
            System.clearProperty("keycloak.realm-restapi-extension.spa.development-hosts");
        }
    }
}
