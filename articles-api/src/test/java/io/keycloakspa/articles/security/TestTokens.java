package io.keycloakspa.articles.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A realm in miniature: two signing keys, and access tokens as Keycloak issues them. */
public final class TestTokens {

    public static final String ISSUER = "http://localhost:8081/realms/blog";
    public static final RSAKey RSA = rsa("rsa");
    public static final ECKey EC = ec("ec");

    private TestTokens() {}

    static ResourceServerProperties properties() {
        return new ResourceServerProperties(
                ISSUER, null, URI.create("http://localhost:8080/api"), false, null, Set.of(), Set.of(), null);
    }

    /** What the realm publishes: public keys only. */
    public static JWKSet published() {
        return new JWKSet(List.of(RSA.toPublicJWK(), EC.toPublicJWK()));
    }

    public static JWSHeader.Builder header(JWSAlgorithm algorithm, String keyId) {
        return new JWSHeader.Builder(algorithm)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(keyId);
    }

    public static JWSHeader.Builder header() {
        return header(JWSAlgorithm.RS256, RSA.getKeyID());
    }

    public static JWTClaimsSet.Builder claims() {
        return claims(Instant.now());
    }

    public static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("articles-api")
                .subject("2c3b5f0e-6f0c-4a5e-9c39-6f6f5c6b1b11")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("auth_time", now.getEpochSecond())
                .claim("client_id", "blog-spa")
                .claim("scope", "openid articles:read articles:write")
                .claim("roles", List.of("author"));
    }

    public static String valid() {
        return sign(header(), claims());
    }

    public static String sign(JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
        return sign(header, claims, signer(RSA));
    }

    public static String sign(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header.build(), claims.build());
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JWSSigner signer(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAKey rsa(String keyId) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String keyId) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(keyId)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
