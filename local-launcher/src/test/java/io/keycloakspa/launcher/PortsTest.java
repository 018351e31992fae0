package io.keycloakspa.launcher;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ports")
class PortsTest {

    @Test
    @DisplayName("that are free are accepted")
    void freePorts() throws IOException {
        Ports ports = Ports.free();
        assertThatNoException().isThrownBy(ports::requireFree);
    }

    @Test
    @DisplayName("that are taken are named, with the property that chooses another")
    void busyPort() throws IOException {
        Ports free = Ports.free();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = new Ports(
                    free.web(),
                    taken.getLocalPort(),
                    free.keycloakManagement(),
                    free.api(),
                    free.apiManagement(),
                    free.inbox(),
                    free.smtp(),
                    free.postgres(),
                    free.newsletter());
            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("-Dkeycloak.port=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "0", "-1", "65536", "99999999999"})
    @DisplayName("that are no ports are refused by name")
    void noPort(String value) {
        System.setProperty("web.port", value);
        try {
            assertThatThrownBy(Ports::fixed)
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("-Dweb.port=" + value);
        } finally {
            System.clearProperty("web.port");
        }
    }
}
