package io.keycloakspa.articles.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.keycloakspa.articles.ApiSlice;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** RFC 9449: a stolen token is worth nothing without the key that it is bound to. */
@ApiSlice
@TestPropertySource(properties = "articles.dpop-clients=mobile-app")
@DisplayName("A token bound to a key")
class DPoPTest {

    /** As the client calls it; the request itself arrives under another host. */
    private static final String URL = "http://localhost:8080/api/articles/no-id";

    /** What an accepted token gets there. */
    private static final int ACCEPTED = 404;

    private static final ProofMaker CLIENT = new ProofMaker();
    private static final ProofMaker THIEF = new ProofMaker();

    @Autowired
    private MockMvcTester mvc;

    @Test
    @DisplayName("is good with a fresh proof for each request")
    void freshProofs() {
        String token = CLIENT.boundToken();

        assertThat(send("DPoP " + token, proof(token))).hasStatus(ACCEPTED);
        assertThat(send("DPoP " + token, proof(token))).hasStatus(ACCEPTED);
        assertThat(send("dpop " + token, proof(token))).hasStatus(ACCEPTED);
    }

    @Test
    @DisplayName("is refused when it is stolen and sent as a bearer token, remembered or not")
    void stolenAsBearer() {
        String token = CLIENT.boundToken();

        assertRefused(send("Bearer " + token), "invalid_token", "Bearer ");
        assertThat(send("DPoP " + token, proof(token))).hasStatus(ACCEPTED);
        assertRefused(send("Bearer " + token), "invalid_token", "Bearer ");
        assertRefused(send("Bearer " + token, proof(token)), "invalid_token", "Bearer ");
    }

    @Test
    @DisplayName("is refused with a proof that was seen before")
    void replayedProof() {
        String token = CLIENT.boundToken();
        String proof = proof(token);
        assertThat(send("DPoP " + token, proof)).hasStatus(ACCEPTED);

        assertRefused(send("DPoP " + token, proof), "invalid_dpop_proof", "DPoP ");
    }

    static Stream<Arguments> badProofs() {
        return Stream.of(
                bad("the thief's own key", token -> THIEF.sign(THIEF.header(), good(token))),
                bad("the thief's signature under the client's key", token -> THIEF.sign(CLIENT.header(), good(token))),
                bad("another token's proof", token -> sign(good(token + "x"))),
                bad("no hash of the token", token -> sign(good(token).claim("ath", null))),
                bad("another method", token -> sign(ProofMaker.claims("DELETE", URL, token))),
                bad("another path", token -> sign(ProofMaker.claims("GET", URL + "/1", token))),
                bad(
                        "the host that the request claims",
                        token -> sign(ProofMaker.claims("GET", "http://localhost/api/articles/no-id", token))),
                bad(
                        "another host",
                        token -> sign(ProofMaker.claims("GET", "https://evil.example/api/articles/no-id", token))),
                bad("no method", token -> sign(good(token).claim("htm", null))),
                bad("no URL", token -> sign(good(token).claim("htu", null))),
                bad("an old proof", token -> sign(good(token).issueTime(at(-90)))),
                bad("a proof for later", token -> sign(good(token).issueTime(at(90)))),
                bad("no time", token -> sign(good(token).issueTime(null))),
                bad("no id", token -> sign(good(token).jwtID(null))),
                bad(
                        "another type of token",
                        token -> CLIENT.sign(CLIENT.header().type(new JOSEObjectType("at+jwt")), good(token))),
                bad("no key", token -> CLIENT.sign(CLIENT.header().jwk(null), good(token))),
                bad("the token itself", token -> token),
                bad("garbage", token -> token.substring(1, 9)));
    }

    @ParameterizedTest(name = "is refused with {0}")
    @MethodSource
    void badProofs(String attack, Function<String, String> proof) {
        String token = CLIENT.boundToken();

        assertRefused(send("DPoP " + token, proof.apply(token)), "invalid_dpop_proof", "DPoP ");
    }

    @Test
    @DisplayName("is refused without a proof and with two")
    void howMany() {
        String token = CLIENT.boundToken();

        assertRefused(send("DPoP " + token), "invalid_dpop_proof", "DPoP ");
        assertRefused(send("DPoP " + token, proof(token), proof(token)), "invalid_dpop_proof", "DPoP ");
    }

    @Test
    @DisplayName("must be bound if its client has to bind, and cannot be bound by a proof alone")
    void unbound() {
        String plain = TestTokens.sign(TestTokens.header(), TestTokens.claims());
        assertRefused(send("DPoP " + plain, proof(plain)), "invalid_dpop_proof", "DPoP ");

        String mobile = TestTokens.sign(TestTokens.header(), TestTokens.claims().claim("client_id", "mobile-app"));
        assertRefused(send("Bearer " + mobile), "invalid_token", "Bearer ");
        assertRefused(send("DPoP " + mobile, proof(mobile)), "invalid_token", "DPoP ");

        String bound = TestTokens.sign(
                TestTokens.header(),
                TestTokens.claims().claim("client_id", "mobile-app").claim("cnf", Map.of("jkt", CLIENT.thumbprint())));
        assertThat(send("DPoP " + bound, proof(bound))).hasStatus(ACCEPTED);
    }

    static Stream<Object> foreignBindings() {
        return Stream.of(
                Map.of(),
                Map.of("x5t#S256", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"),
                Map.of("jkt", ""),
                Map.of("jkt", 7),
                Map.of("jkt", CLIENT.thumbprint(), "x5t#S256", "x"),
                "jkt",
                7);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    @DisplayName("in a way that is not understood here is refused, not taken as unbound")
    void foreignBindings(Object binding) {
        String token = TestTokens.sign(TestTokens.header(), TestTokens.claims().claim("cnf", binding));

        assertRefused(send("Bearer " + token), "invalid_token", "Bearer ");
        assertRefused(send("DPoP " + token, proof(token)), "invalid_token", "DPoP ");
    }

    @Test
    @DisplayName("is asked for where nothing is sent, and by the metadata")
    void announced() {
        assertThat(mvc.get().uri("/api/articles").exchange().getResponse().getHeaders("WWW-Authenticate"))
                .anySatisfy(challenge -> assertThat(challenge).startsWith("Bearer "))
                .anySatisfy(challenge -> assertThat(challenge).startsWith("DPoP algs=\"ES256 "));
        assertThat(mvc.get().uri("/.well-known/oauth-protected-resource/api"))
                .bodyText()
                .contains("\"dpop_signing_alg_values_supported\":[\"ES256\"");
    }

    private MvcTestResult send(String authorization, String... proofs) {
        var request = mvc.get().uri("/api/articles/no-id").header("Authorization", authorization);
        return proofs.length == 0
                ? request.exchange()
                : request.header("DPoP", (Object[]) proofs).exchange();
    }

    private static void assertRefused(MvcTestResult answer, String error, String scheme) {
        assertThat(answer).hasStatus(401).bodyJson().extractingPath("$.code").isEqualTo(error);
        assertThat(answer.getResponse().getHeader("WWW-Authenticate"))
                .startsWith(scheme)
                .contains("error=\"" + error + "\"");
    }

    private static Arguments bad(String attack, Function<String, String> proof) {
        return Arguments.of(attack, proof);
    }

    private static JWTClaimsSet.Builder good(String token) {
        return ProofMaker.claims("GET", URL, token);
    }

    private static String proof(String token) {
        return sign(good(token));
    }

    private static String sign(JWTClaimsSet.Builder claims) {
        return CLIENT.sign(CLIENT.header(), claims);
    }

    private static Date at(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
