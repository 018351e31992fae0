package io.keycloakspa.articles.security;

import static io.keycloakspa.articles.security.TestTokens.EC;
import static io.keycloakspa.articles.security.TestTokens.RSA;
import static io.keycloakspa.articles.security.TestTokens.header;
import static io.keycloakspa.articles.security.TestTokens.sign;
import static io.keycloakspa.articles.security.TestTokens.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** One case per attack; none of them needs a server, because validation is decided in one place. */
@DisplayName("Token validation")
class TokenValidationTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final RSAKey FOREIGN = TestTokens.rsa("foreign");
    private static final KeyPair ED = ed25519();

    private final JwtDecoder decoder = TokenValidationConfiguration.jwtDecoder(
            new ImmutableJWKSet<>(new JWKSet(List.of(RSA.toPublicJWK(), EC.toPublicJWK(), published(ED)))),
            TestTokens.properties(),
            Clock.fixed(NOW, ZoneOffset.UTC));

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("RS256", sign(header(), claims())),
                arguments("PS256", sign(header(JWSAlgorithm.PS256, "rsa"), claims())),
                arguments("ES256", sign(header(JWSAlgorithm.ES256, "ec"), claims(), signer(EC))),
                arguments("the long media type", sign(header().type(type("application/at+jwt")), claims())),
                arguments("several audiences", sign(header(), claims().audience(List.of("account", "articles-api")))),
                arguments(
                        "expired within the clock skew",
                        sign(header(), claims().issueTime(at(-300)).expirationTime(at(-29)))),
                arguments("issued ahead within the clock skew", sign(header(), claims().issueTime(at(29)))));
    }

    @ParameterizedTest(name = "accepts {0}")
    @MethodSource
    void accepted(String name, String token) {
        assertThat(decoder.decode(token).getSubject()).isNotBlank();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                // Other tokens of the same realm
                arguments("an ID token", sign(header().type(JOSEObjectType.JWT), claims().audience("blog-spa"))),
                arguments("an ID token made out to this API", sign(header().type(JOSEObjectType.JWT), claims())),
                arguments("a token without a type", sign(header().type(null), claims())),
                arguments("a logout token", sign(header().type(type("logout+jwt")), claims())),
                arguments("a refresh token", refreshToken()),
                arguments("a token for another API", sign(header(), claims().audience("account"))),
                arguments("a token without an audience", without("aud")),
                arguments("an audience that only begins alike", sign(header(), claims().audience("articles-api-2"))),
                arguments("an audience in other letters", sign(header(), claims().audience("Articles-API"))),
                // Other issuers
                arguments("another realm", sign(header(), claims().issuer("http://localhost:8081/realms/other"))),
                arguments("the issuer with a slash more", sign(header(), claims().issuer(TestTokens.ISSUER + "/"))),
                arguments(
                        "the issuer in other letters",
                        sign(header(), claims().issuer("http://LOCALHOST:8081/realms/blog"))),
                arguments("an issuer that is no URL", sign(header(), claims().issuer("blog"))),
                arguments("no issuer", without("iss")),
                // Algorithms and keys
                arguments("alg none", new PlainJWT(claims().build()).serialize()),
                arguments("alg none with a type", withoutSignature()),
                arguments("HS256 with the public key as the secret", signedWithPublicKey()),
                arguments("RS512, which the key could do", sign(header(JWSAlgorithm.RS512, "rsa"), claims())),
                arguments("an unknown kid", sign(header(JWSAlgorithm.RS256, "foreign"), claims(), signer(FOREIGN))),
                arguments("a foreign key under a known kid", sign(header(), claims(), signer(FOREIGN))),
                arguments("a foreign key without a kid", sign(header().keyID(null), claims(), signer(FOREIGN))),
                arguments(
                        "a key in the header (jwk)",
                        sign(header().keyID(null).jwk(FOREIGN.toPublicJWK()), claims(), signer(FOREIGN))),
                arguments(
                        "a key set by URL (jku)",
                        sign(header().jwkURL(URI.create("https://evil.example/keys")), claims(), signer(FOREIGN))),
                arguments(
                        "a certificate by URL (x5u)",
                        sign(header().x509CertURL(URI.create("https://evil.example/cert")), claims(), signer(FOREIGN))),
                arguments("the realm's own key in the header (jwk)", sign(header().jwk(RSA.toPublicJWK()), claims())),
                arguments(
                        "the realm's key and a key set by URL (jku)",
                        sign(header().jwkURL(URI.create("https://evil.example/keys")), claims())),
                arguments(
                        "the realm's key and a certificate by URL (x5u)",
                        sign(header().x509CertURL(URI.create("https://evil.example/cert")), claims())),
                arguments(
                        "the realm's key and a certificate (x5c)",
                        sign(header().x509CertChain(List.of(new Base64("AAAA"))), claims())),
                arguments(
                        "an unknown critical header",
                        sign(header().criticalParams(Set.of("exp-hint")).customParam("exp-hint", 1), claims())),
                arguments(
                        "a payload that is not encoded (crit b64)",
                        sign(header().base64URLEncodePayload(false).criticalParams(Set.of("b64")), claims())),
                arguments("an encrypted token", encrypted()),
                arguments("EdDSA, though the key is the realm's", signedByEdDsa()),
                arguments("a changed payload", tampered()),
                // Times
                arguments("expired", sign(header(), claims().issueTime(at(-300)).expirationTime(at(-31)))),
                arguments("not valid yet", sign(header(), claims().notBeforeTime(at(60)))),
                arguments("issued in the future", sign(header(), claims().issueTime(at(60)))),
                // Missing and empty claims
                arguments("no expiry", without("exp")),
                arguments("no time of issue", without("iat")),
                arguments("no jti", without("jti")),
                arguments("no subject", without("sub")),
                arguments("no client_id", without("client_id")),
                arguments("an empty subject", sign(header(), claims().subject(""))),
                arguments("a blank jti", sign(header(), claims().jwtID(" "))),
                arguments(
                        "a client_id that is no text",
                        sign(header(), claims().claim("client_id", List.of("blog-spa")))),
                // No tokens at all
                arguments("garbage", "garbage"),
                arguments("three empty parts", ".."),
                arguments("five parts", "a.b.c.d.e"));
    }

    @ParameterizedTest(name = "refuses {0}")
    @MethodSource
    void refused(String attack, String token) {
        assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(BadJwtException.class);
    }

    private static JWTClaimsSet.Builder claims() {
        return TestTokens.claims(NOW);
    }

    private static JOSEObjectType type(String name) {
        return new JOSEObjectType(name);
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String without(String claim) {
        return sign(header(), claims().claim(claim, null));
    }

    /** As Keycloak makes them: HMAC with a key of its own, type JWT, the realm as audience. */
    private static String refreshToken() {
        return hmac(
                header(JWSAlgorithm.HS512, "hmac").type(JOSEObjectType.JWT),
                claims().audience(TestTokens.ISSUER),
                new byte[64]);
    }

    private static String signedWithPublicKey() {
        try {
            return hmac(
                    header(JWSAlgorithm.HS256, "rsa"),
                    claims(),
                    RSA.toRSAPublicKey().getEncoded());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(com.nimbusds.jose.JWSHeader.Builder header, JWTClaimsSet.Builder claims, byte[] secret) {
        try {
            return sign(header, claims, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a realm with EdDSA would sign; Nimbus needs another library for that, the JDK does not. */
    private static String signedByEdDsa() {
        try {
            String signed = header(JWSAlgorithm.EdDSA, "ed").build().toBase64URL() + "."
                    + claims().build().toPayload().toBase64URL();
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(ED.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The encoding ends with the 32 bytes of the key itself (RFC 8410, section 4). */
    private static OctetKeyPair published(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return new OctetKeyPair.Builder(
                        Curve.Ed25519,
                        Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
                .keyID("ed")
                .keyUse(KeyUse.SIGNATURE)
                .build();
    }

    private static String encrypted() {
        try {
            EncryptedJWT token = new EncryptedJWT(
                    new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                            .type(type("at+jwt"))
                            .keyID("rsa")
                            .build(),
                    claims().build());
            token.encrypt(new RSAEncrypter(RSA));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withoutSignature() {
        String[] parts = sign(header(), claims()).split("\\.", -1);
        return base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + parts[1] + ".";
    }

    private static String tampered() {
        String[] parts = sign(header(), claims()).split("\\.", -1);
        String claims = claims().subject("somebody-else").build().toString();
        return parts[0] + "." + base64(claims) + "." + parts[2];
    }

    private static String base64(String text) {
        return Base64URL.encode(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
