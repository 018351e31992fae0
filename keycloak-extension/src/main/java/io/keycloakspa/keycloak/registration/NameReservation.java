package io.keycloakspa.keycloak.registration;

import io.keycloakspa.keycloak.slots.Slots;

/**
 * Keeps a user name for whoever asked for it first, whether the address is new or known (C-12, C-13). The account of a
 * new address is made off the request, that of a known one never: without the reservation, asking for the name once
 * more, with another address, would tell which it was.
 */
final class NameReservation {

    private static final String NAME = "reserved-name";

    private final Slots slots;
    private final Newcomer newcomer;

    NameReservation(Slots slots, Newcomer newcomer) {
        this.slots = slots;
        this.newcomer = newcomer;
    }

    /** Whom a name is kept for. */
    enum Holder {
        NOBODY,
        /** The same address asked for it before. */
        THE_SAME,
        SOMEBODY_ELSE
    }

    Holder holder() {
        if (slots.isHeldBy(NAME, newcomer.normalName(), newcomer.email())) {
            return Holder.THE_SAME;
        }
        return slots.isHeld(NAME, newcomer.normalName()) ? Holder.SOMEBODY_ELSE : Holder.NOBODY;
    }

    /**
     * Reserves the name; asking again with the same address is no second person.
     *
     * @return {@code false} if somebody else has it
     */
    boolean take(long seconds) {
        return slots.hold(NAME, newcomer.normalName(), newcomer.email(), seconds);
    }
}
