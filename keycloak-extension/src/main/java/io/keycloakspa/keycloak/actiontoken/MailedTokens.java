package io.keycloakspa.keycloak.actiontoken;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.TokenVerifier;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.common.VerificationException;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.StorageId;

/** Reads, seals and spends tokens. The realm is the one of the session's context, whose keys sign. */
public final class MailedTokens {

    // As Keycloak keeps a spent token: somewhat longer than it would have been good.
    private static final int CLOCK_SKEW_SECONDS = 60;

    // Keycloak's own tokens have about 900 characters. A state of 512 bytes makes them 700 longer; 4100 if it is all
    // control characters, which JSON writes as six each.
    private static final int MAX_LENGTH = 8192;

    private final KeycloakSession session;
    private final String issuer;

    /**
     * For one realm.
     *
     * @param issuer what the realm's tokens say in {@code iss}
     */
    public MailedTokens(KeycloakSession session, String issuer) {
        this.session = session;
        this.issuer = issuer;
    }

    /** Reads a token that this realm has signed, expired ones included; empty for everything else. */
    public Optional<MailedToken> read(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Optional<Purpose> purpose = Purpose.of(TokenVerifier.create(text, DefaultActionToken.class)
                    .getToken()
                    .getType());
            return purpose.isEmpty() ? Optional.empty() : verified(purpose.get(), text);
        } catch (VerificationException | RuntimeException notOurs) {
            // Keycloak's parsers throw what they like at text that is no token; none of it is worth a line in the log.
            return Optional.empty();
        }
    }

    /**
     * Gives a token our claims and signs it. Id and life time stay, so that whoever spends it under either form has
     * spent both.
     *
     * @return the token as it is mailed
     */
    public String seal(DefaultActionToken token, UserModel user, ClientModel client, @Nullable String state) {
        token.setNote(MailedToken.STATE, state);
        token.setNote(MailedToken.BINDING, PasswordBinding.of(user));
        token.issuedFor(client.getClientId());
        if (token.getId() == null) {
            token.issuedNow().id(KeycloakModelUtils.generateId()).issuer(issuer).audience(issuer);
        }
        return session.tokens().encode(token);
    }

    /**
     * Spends a token, on all nodes and on Keycloak's own pages as well. If the request comes to nothing afterwards, the
     * token is as good for us as before; on Keycloak's pages it stays spent, and so it does everywhere where the account
     * is kept in a directory, which knows nothing of our transaction.
     *
     * @return {@code false} if somebody was faster
     */
    public boolean spend(MailedToken mailed, UserModel user) {
        long seconds = mailed.expiresAt() - Time.currentTimeSeconds() + CLOCK_SKEW_SECONDS;
        return SpentTokens.of(session).spend(mailed.token().serializeKey(), seconds, isKeptHere(user));
    }

    /** Whether all of an account is in Keycloak's database: neither imported from a directory nor only looked up there. */
    static boolean isKeptHere(UserModel user) {
        return !user.isFederated() && StorageId.isLocalStorage(user.getId());
    }

    private Optional<MailedToken> verified(Purpose purpose, String text) throws VerificationException {
        TokenVerifier<? extends DefaultActionToken> verifier = TokenVerifier.create(text, purpose.tokenClass());
        verifier.withChecks(
                new TokenVerifier.RealmUrlCheck(issuer),
                new TokenVerifier.TokenTypeCheck(List.of(purpose.tokenType())),
                token -> DefaultActionToken.ACTION_TOKEN_BASIC_CHECKS.test((DefaultActionToken) token));
        SignatureProvider signatures = session.getProvider(
                SignatureProvider.class, verifier.getHeader().getAlgorithm().name());
        String key = verifier.getHeader().getKeyId();
        // Keycloak would write a warning about a token that names no key.
        if (signatures == null || key == null) {
            return Optional.empty();
        }
        verifier.verifierContext(signatures.verifier(key));
        return Optional.of(new MailedToken(purpose, verifier.verify().getToken(), text));
    }
}
