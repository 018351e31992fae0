package io.keycloakspa.keycloak.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.registration.NameReservation.Holder;
import io.keycloakspa.keycloak.slots.HeldObjects;
import io.keycloakspa.keycloak.slots.Slots;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

@DisplayName("A user name that was asked for")
class NameReservationTest {

    private final HeldObjects store = new HeldObjects();

    @ParameterizedTest
    @CsvSource({"alice", "ALICE", "\uFF41lice", "' alice '"})
    @DisplayName("is kept, in any form, for the address that asked first (C-13)")
    void kept(String form) {
        assertThat(reservation("alice", "alice@example.org").holder()).isEqualTo(Holder.NOBODY);
        assertThat(reservation("alice", "alice@example.org").take(60)).isTrue();
        assertThat(reservation(form, "eve@example.org").holder()).isEqualTo(Holder.SOMEBODY_ELSE);
        assertThat(reservation(form, "eve@example.org").take(60)).isFalse();
        assertThat(reservation(form, "Alice@EXAMPLE.org").holder()).isEqualTo(Holder.THE_SAME);
        assertThat(reservation(form, "Alice@EXAMPLE.org").take(60)).isTrue();
    }

    @Test
    @DisplayName("is in the store by a hash only, as is the address")
    void hidden() {
        assertThat(reservation("alice", "alice@example.org").take(60)).isTrue();
        assertThat(store.objects.keySet()).isNotEmpty().allMatch(key -> !key.contains("alice"));
        assertThat(store.lifespans.values()).containsOnly(60L);
    }

    private NameReservation reservation(String name, String email) {
        RealmModel realm = mock(RealmModel.class);
        when(realm.getId()).thenReturn("realm-1");
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.singleUseObjects()).thenReturn(store);
        return new NameReservation(Slots.of(session, realm), Newcomer.of(name, email, Map.of(), false));
    }
}
