package io.keycloakspa.launcher.web;

import java.security.SecureRandom;
import java.util.Base64;
import org.eclipse.jetty.http.HttpFields;

/**
 * The headers that production's web server sends with the SPA. The policy allows no inline script and no style without
 * this answer's nonce, and lets scripts talk to our own origin and to Keycloak only.
 */
final class SecurityHeaders {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String policy;

    /** @param keycloakOrigin scheme, host and port, without a path */
    SecurityHeaders(String keycloakOrigin) {
        policy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self' 'nonce-%s'",
                "img-src 'self' data:",
                "font-src 'self'",
                "manifest-src 'self'",
                "connect-src 'self' " + keycloakOrigin,
                "base-uri 'self'",
                "form-action 'self'",
                "frame-ancestors 'none'",
                // Strings become HTML only by Angular's templates and by DOMPurify.
                "require-trusted-types-for 'script'",
                "trusted-types angular dompurify");
    }

    /** 128 random bits in base64 (Content Security Policy Level 3, section 7.1), never used twice. */
    String newNonce() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return Base64.getEncoder().encodeToString(bits);
    }

    void put(HttpFields.Mutable headers, String nonce) {
        headers.put("Content-Security-Policy", policy.formatted(nonce));
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put(
                "Permissions-Policy",
                "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("X-Frame-Options", "DENY");
    }
}
