package io.keycloakspa.keycloak.actiontoken;

import org.keycloak.cache.LocalCache;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.revoketokens.jpa.JpaRevokedTokenProvider;

/**
 * Which tokens are spent, on all nodes and on Keycloak's own pages as well.
 *
 * <p>What a token does to an account of Keycloak's own and that it is spent are written in one transaction, so that a
 * node that dies leaves both undone. Keycloak's record of spent tokens in Infinispan knows no transactions: it may call
 * a token spent that has done nothing. It is written nevertheless, since Keycloak's pages ask nothing else, but with a
 * note that it was us; under that note the row decides.
 */
final class SpentTokens {

    private static final String OURS = "spa:spent:";

    private final RevokedTokenProvider rows;
    private final RevokedTokenProvider record;
    private final SingleUseObjectProvider objects;

    SpentTokens(RevokedTokenProvider rows, RevokedTokenProvider record, SingleUseObjectProvider objects) {
        this.rows = rows;
        this.record = record;
        this.objects = objects;
    }

    static SpentTokens of(KeycloakSession session) {
        RevokedTokenProvider record = session.revokedTokens();
        // With Keycloak's feature "stateless" the record is made of these rows.
        RevokedTokenProvider rows = record instanceof JpaRevokedTokenProvider
                ? record
                : new JpaRevokedTokenProvider(session, new NothingCached());
        return new SpentTokens(rows, record, session.singleUseObjects());
    }

    /**
     * Spends a token. Whoever comes while another request is at it waits for that one's end.
     *
     * @param seconds how long it is remembered
     * @param undoable whether the transaction holds all that the token does. Else it stays spent whatever becomes of it:
     *     twice would be worse than not at all
     * @return {@code false} if somebody was faster
     */
    boolean spend(String key, long seconds, boolean undoable) {
        if (!rows.put(key, seconds)) {
            return false;
        }
        return rows.equals(record) || (undoable ? markWithNote(key, seconds) : record.put(key, seconds));
    }

    private boolean markWithNote(String key, long seconds) {
        boolean begunBefore = objects.contains(OURS + key);
        if (!begunBefore) {
            if (record.contains(key)) {
                return false;
            }
            // First of all: killed in between, the record must not say more than this.
            objects.putIfAbsent(OURS + key, seconds);
        }
        if (record.put(key, seconds) || begunBefore) {
            return true;
        }
        objects.remove(OURS + key);
        return false;
    }

    boolean contains(String key) {
        boolean elsewhere = record.contains(key) && (rows.equals(record) || !objects.contains(OURS + key));
        return elsewhere || rows.contains(key);
    }

    /** A row may vanish with its transaction; so none is remembered. */
    private static final class NothingCached implements LocalCache<String, Long> {

        @Override
        @SuppressWarnings("NullAway") // Keycloak's interface, which is not annotated, says null for nothing.
        public Long get(String key) {
            return null;
        }

        @Override
        public void put(String key, Long expiry) {}

        @Override
        public void invalidate(String key) {}

        @Override
        public void close() {}
    }
}
