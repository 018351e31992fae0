package io.keycloakspa.keycloak.slots;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * A limit as a number of slots, each free again some time after it was taken. Taking one is atomic on all nodes and
 * stays, whatever becomes of the request's transaction.
 *
 * <p>Whoever is counted appears only as a hash, since the store may be looked into.
 */
public final class Slots {

    // Asking every one of many slots would make a refusal cost more than what it refuses.
    private static final int MAX_PROBES = 32;

    // Two steps of one hand lie between; a second is for a machine that stumbles just there.
    private static final int LOOKS = 200;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final SingleUseObjectProvider store;
    private final String realmId;

    private Slots(SingleUseObjectProvider store, String realmId) {
        this.store = store;
        this.realmId = realmId;
    }

    public static Slots of(KeycloakSession session, RealmModel realm) {
        return new Slots(session.singleUseObjects(), realm.getId());
    }

    /**
     * Takes one of the slots.
     *
     * <p>With up to 32 slots the limit is exact. With more, slots are tried at random, and the last few of them may be
     * refused although free.
     *
     * @param kind what is counted
     * @param whom for whom it is counted
     * @return {@code false} if none was free
     */
    public boolean take(String kind, String whom, int slots, long seconds) {
        if (slots <= MAX_PROBES) {
            return takeNumbered(kind, whom, slots, seconds) >= 0;
        }
        String prefix = key(kind, whom);
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            if (store.putIfAbsent(prefix + ThreadLocalRandom.current().nextInt(slots), seconds)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Holds something for whoever came first.
     *
     * @return {@code false} if somebody else has it; the same holder may ask again
     */
    public boolean hold(String kind, String what, String holder, long seconds) {
        if (store.putIfAbsent(key(kind, what), seconds)) {
            return store.putIfAbsent(held(kind, what, holder), seconds);
        }
        // Whoever took it a moment ago, perhaps for the same holder, is about to say for whom.
        for (int look = 0; look < LOOKS && !isHeldBy(kind, what, holder); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return isHeldBy(kind, what, holder);
    }

    /** Whether {@link #hold} was granted to anybody. */
    public boolean isHeld(String kind, String what) {
        return store.contains(key(kind, what));
    }

    /** Whether {@link #hold} was granted to this holder. */
    public boolean isHeldBy(String kind, String what, String holder) {
        return store.contains(held(kind, what, holder));
    }

    private String held(String kind, String what, String holder) {
        return key(kind, what) + hash(realmId + '\n' + holder);
    }

    /** Gives a slot back that {@link #takeNumbered} took. */
    public void giveBack(String kind, String whom, int slot) {
        store.remove(key(kind, whom) + slot);
    }

    /**
     * Takes one of a few slots and says which.
     *
     * @return the slot, or -1 if none was free
     */
    public int takeNumbered(String kind, String whom, int slots, long seconds) {
        String prefix = key(kind, whom);
        for (int slot = 0; slot < slots; slot++) {
            if (store.putIfAbsent(prefix + slot, seconds)) {
                return slot;
            }
        }
        return -1;
    }

    private String key(String kind, String whom) {
        return "spa:" + kind + ':' + hash(realmId + '\n' + whom) + ':';
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
