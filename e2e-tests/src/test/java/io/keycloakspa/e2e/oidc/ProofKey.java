package io.keycloakspa.e2e.oidc;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A key that access tokens are bound to, and the proofs that its owner has it (RFC 9449). */
public final class ProofKey {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    // Bytes of a coordinate on the curve P-256 (RFC 7518 section 6.2.1.2).
    private static final int COORDINATE = 32;

    private final KeyPair pair;

    private ProofKey(KeyPair pair) {
        this.pair = pair;
    }

    public static ProofKey create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new ProofKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has P-256", e);
        }
    }

    /** A proof made now; the token is empty where there is none yet. */
    public String proof(String method, URI address, String accessToken) {
        return proof(method, address, accessToken, Instant.now());
    }

    /** A proof made at another time. */
    public String proof(String method, URI address, String accessToken, Instant at) {
        Map<String, Object> claims = new TreeMap<>(Map.of(
                "jti", UUID.randomUUID().toString(),
                "htm", method,
                "htu", address.toString(),
                "iat", at.getEpochSecond()));
        if (!accessToken.isEmpty()) {
            claims.put("ath", encoded(sha256(accessToken)));
        }
        String header = JSON.writeValueAsString(Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", jwk()));
        String signed = encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(JSON.writeValueAsString(claims).getBytes(StandardCharsets.UTF_8));
        return signed + "." + encoded(signature(signed));
    }

    private Map<String, String> jwk() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return Map.of(
                "kty", "EC", "crv", "P-256", "x", coordinate(point.getAffineX()), "y", coordinate(point.getAffineY()));
    }

    private byte[] signature(String text) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(pair.getPrivate());
            signer.update(text.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has ES256", e);
        }
    }

    private static String coordinate(BigInteger number) {
        byte[] fixed = new byte[COORDINATE];
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE - length, length);
        return encoded(fixed);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
