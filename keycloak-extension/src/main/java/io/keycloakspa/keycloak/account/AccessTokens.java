package io.keycloakspa.keycloak.account;

import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AppAuthManager.AuthHeader;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.util.DPoPUtil;
import org.keycloak.util.TokenUtil;

/**
 * Checks the access token of a request: signature, life time, issuer, type, audience, revocation, session, user and
 * client as Keycloak checks them for its own APIs, and the proof of possession of a token that is bound to a key
 * (RFC 9449). Only the header {@code Authorization} counts.
 */
final class AccessTokens {

    /** What the client scope {@code account.self} puts into {@code aud}, and nothing else does. */
    static final String AUDIENCE = "spa-account";

    private static final Logger LOG = Logger.getLogger(AccessTokens.class);

    private final KeycloakSession session;

    AccessTokens(KeycloakSession session) {
        this.session = session;
    }

    /**
     * A token that is in order.
     *
     * @param challenge how to refuse what it is not enough for
     */
    record Shown(AuthResult result, Challenge challenge) {

        boolean hasScope() {
            String scope = result.token().getScope();
            return scope != null && Set.of(scope.split(" ")).contains(Challenge.SCOPE);
        }
    }

    /**
     * The caller's token.
     *
     * @throws ProblemException {@code authentication_required} or {@code invalid_token}
     */
    Shown read() {
        AuthHeader header = header().orElseThrow(() -> ProblemException.challenged(
                ProblemCode.AUTHENTICATION_REQUIRED, new Challenge(TokenUtil.TOKEN_TYPE_BEARER).anyToken()));
        Challenge challenge = new Challenge(scheme(header));
        return verified(header.getToken())
                .map(result -> new Shown(result, challenge))
                .orElseThrow(() -> ProblemException.challenged(ProblemCode.INVALID_TOKEN, challenge.invalidToken()));
    }

    /** Two fields could be read differently by whoever looks at the request before us, so they are none. */
    private Optional<AuthHeader> header() {
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        List<String> fields = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
        return fields == null || fields.size() != 1
                ? Optional.empty()
                : Optional.ofNullable(AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(headers));
    }

    private String scheme(AuthHeader header) {
        if (!TokenUtil.TOKEN_TYPE_DPOP.equalsIgnoreCase(header.getScheme())) {
            return TokenUtil.TOKEN_TYPE_BEARER;
        }
        String algorithms = String.join(
                " ",
                DPoPUtil.getDPoPSupportedAlgorithms(session).stream().sorted().toList());
        return TokenUtil.TOKEN_TYPE_DPOP + " algs=\"" + algorithms + "\",";
    }

    private Optional<AuthResult> verified(String token) {
        try {
            return Optional.ofNullable(new AppAuthManager.BearerTokenAuthenticator(session)
                            .setAudience(AUDIENCE)
                            .setTokenString(token)
                            .authenticate())
                    .filter(result -> !isBoundToCertificate(result.token()))
                    .filter(result -> result.user().getServiceAccountClientLink() == null);
        } catch (RuntimeException unreadable) {
            // Keycloak's parsers of tokens and proofs throw what they like at text that is none.
            LOG.debugf(
                    "An access token could not be read (%s)",
                    unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** Bound to a certificate (RFC 8705), which Keycloak's check leaves to each endpoint; a browser app has none. */
    private static boolean isBoundToCertificate(AccessToken token) {
        return token.getConfirmation() != null && token.getConfirmation().getCertThumbprint() != null;
    }
}
