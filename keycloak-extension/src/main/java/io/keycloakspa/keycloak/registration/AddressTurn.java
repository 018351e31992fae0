package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.slots.Slots;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Lets registrations of one address happen one after the other, on all nodes. The database would refuse the second of
 * two at once as well, but it would say so in the log, and with the address.
 */
final class AddressTurn {

    private static final String TURN = "registering";

    // If a node dies meanwhile.
    private static final long SECONDS = 30;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Slots slots;
    private final String address;

    private AddressTurn(Slots slots, String address) {
        this.slots = slots;
        this.address = address;
    }

    static AddressTurn of(KeycloakSession session, RealmModel realm, Newcomer newcomer) {
        return new AddressTurn(Slots.of(session, realm), newcomer.email());
    }

    /** Runs it when it is its turn, or after ten seconds in any case. */
    void run(Runnable work) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        boolean taken = slots.take(TURN, address, 1, SECONDS);
        while (!taken && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
            taken = slots.take(TURN, address, 1, SECONDS);
        }
        try {
            work.run();
        } finally {
            if (taken) {
                slots.giveBack(TURN, address, 0);
            }
        }
    }
}
