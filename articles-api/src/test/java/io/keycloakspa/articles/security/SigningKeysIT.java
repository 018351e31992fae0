package io.keycloakspa.articles.security;

import static io.keycloakspa.articles.security.TestTokens.claims;
import static io.keycloakspa.articles.security.TestTokens.header;
import static io.keycloakspa.articles.security.TestTokens.sign;
import static io.keycloakspa.articles.security.TestTokens.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Against an issuer that counts who asks for its keys, and that can fall silent. */
@DisplayName("Signing keys")
class SigningKeysIT {

    private static final RSAKey FOREIGN = TestTokens.rsa("foreign");

    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean down;
    private HttpServer issuer;
    private JwtDecoder decoder;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/certs", exchange -> {
            fetches.incrementAndGet();
            byte[] keys = TestTokens.published().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(down ? 500 : 200, down ? -1 : keys.length);
            if (!down) {
                exchange.getResponseBody().write(keys);
            }
            exchange.close();
        });
        issuer.start();
        ResourceServerProperties properties = new ResourceServerProperties(
                TestTokens.ISSUER,
                URI.create("http://localhost:" + issuer.getAddress().getPort() + "/certs"),
                URI.create("http://localhost:8080/api"));
        TokenValidationConfiguration configuration = new TokenValidationConfiguration();
        decoder = configuration.jwtDecoder(configuration.signingKeys(properties), properties, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    @Test
    @DisplayName("are not fetched before a token comes, and then once")
    void lazily() {
        assertThat(fetches).hasValue(0);
        for (int i = 0; i < 20; i++) {
            assertThat(decoder.decode(TestTokens.valid())).isNotNull();
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    @DisplayName("are not fetched for each token of a flood with unknown kids, all of which are refused")
    void floodOfUnknownKids() {
        decoder.decode(TestTokens.valid());
        for (int i = 0; i < 50; i++) {
            String token = sign(header(JWSAlgorithm.RS256, "unknown-" + i), claims(), signer(FOREIGN));
            assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
        }
        assertThat(decoder.decode(TestTokens.valid())).isNotNull();
        assertThat(fetches).hasValueLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("that nobody could fetch yet are not blamed on the token")
    void outage() {
        down = true;
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> decoder.decode(TestTokens.valid()))
                    .isInstanceOf(JwtException.class)
                    .isNotInstanceOf(BadJwtException.class);
        }
        assertThat(fetches).hasValueLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("that are known go on during an outage")
    void knownKeysInOutage() {
        decoder.decode(TestTokens.valid());
        down = true;

        assertThat(decoder.decode(TestTokens.valid())).isNotNull();
    }
}
