package io.keycloakspa.keycloak.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

@DisplayName("Slots")
class SlotsTest {

    private final HeldObjects store = new HeldObjects();
    private final Slots slots = slots("realm-1");

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 32})
    @DisplayName("are exactly as many as were named, up to 32")
    void exact(int number) {
        for (int i = 0; i < number; i++) {
            assertThat(slots.take("kind", "whom", number, 60)).isTrue();
        }
        assertThat(slots.take("kind", "whom", number, 60)).isFalse();
        assertThat(store.lifespans.values()).containsOnly(60L);
    }

    @Test
    @DisplayName("are never more than were named, and all but a few are given, where there are many")
    void many() {
        long taken = IntStream.range(0, 2000)
                .filter(i -> slots.take("kind", "whom", 120, 60))
                .count();
        assertThat(taken).isBetween(110L, 120L);
    }

    @Test
    @DisplayName("are one kind's, one person's and one realm's")
    void apart() {
        assertThat(slots.take("kind", "whom", 1, 60)).isTrue();
        assertThat(slots.take("other", "whom", 1, 60)).isTrue();
        assertThat(slots.take("kind", "other", 1, 60)).isTrue();
        assertThat(slots("realm-2").take("kind", "whom", 1, 60)).isTrue();
        assertThat(slots.take("kind", "whom", 1, 60)).isFalse();
    }

    @Test
    @DisplayName("are free again when they were given back")
    void giveBack() {
        assertThat(slots.takeNumbered("kind", "whom", 2, 60)).isEqualTo(0);
        assertThat(slots.takeNumbered("kind", "whom", 2, 60)).isEqualTo(1);
        assertThat(slots.takeNumbered("kind", "whom", 2, 60)).isEqualTo(-1);
        slots.giveBack("kind", "whom", 0);
        assertThat(slots.takeNumbered("kind", "whom", 2, 60)).isEqualTo(0);
    }

    @Test
    @DisplayName("never tell the store for whom they are")
    void whomIsHidden() {
        slots.take("mail-minute", "alice@example.org", 1, 60);
        slots.take("source", "192.0.2.7", 120, 60);
        assertThat(store.objects.keySet())
                .hasSize(2)
                .allMatch(key -> !key.contains("alice") && !key.contains("192.0.2.7"));
    }

    @Test
    @DisplayName("hold against many hands at once")
    void parallelTakers() throws Exception {
        ExecutorService hands = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> takers = IntStream.range(0, 64)
                    .mapToObj(i -> (Callable<Boolean>) () -> slots.take("kind", "whom", 5, 60))
                    .toList();
            int taken = 0;
            for (Future<Boolean> taker : hands.invokeAll(takers)) {
                taken += taker.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(5);
        } finally {
            hands.shutdownNow();
        }
    }

    @Test
    @DisplayName("hold something for whoever came first, who may ask again")
    void held() {
        assertThat(slots.isHeld("name", "bob")).isFalse();
        assertThat(slots.hold("name", "bob", "bob@example.org", 60)).isTrue();
        assertThat(slots.hold("name", "bob", "bob@example.org", 60)).isTrue();
        assertThat(slots.hold("name", "bob", "eve@example.org", 60)).isFalse();
        assertThat(slots.isHeld("name", "bob")).isTrue();
        assertThat(slots.isHeldBy("name", "bob", "bob@example.org")).isTrue();
        assertThat(slots.isHeldBy("name", "bob", "eve@example.org")).isFalse();
        assertThat(slots.isHeld("other", "bob")).isFalse();
        assertThat(slots("realm-2").isHeld("name", "bob")).isFalse();
        assertThat(store.lifespans.values()).containsOnly(60L);
        assertThat(store.objects.keySet()).allMatch(key -> !key.contains("bob"));
    }

    @Test
    @DisplayName("hold something for one of many who come at once, and for that one each time")
    void heldForOneOfMany() throws Exception {
        ExecutorService hands = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> askers = IntStream.range(0, 64)
                    .mapToObj(i -> "holder-" + i % 4)
                    .map(holder -> (Callable<String>) () -> slots.hold("name", "bob", holder, 60) ? holder : "")
                    .toList();
            List<String> granted = new ArrayList<>();
            for (Future<String> asker : hands.invokeAll(askers)) {
                granted.add(asker.get());
            }
            assertThat(granted.stream().filter(holder -> !holder.isEmpty()).distinct())
                    .hasSize(1);
            assertThat(granted.stream().filter(holder -> !holder.isEmpty())).hasSize(16);
        } finally {
            hands.shutdownNow();
        }
    }

    private Slots slots(String realmId) {
        RealmModel realm = mock(RealmModel.class);
        when(realm.getId()).thenReturn(realmId);
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.singleUseObjects()).thenReturn(store);
        return Slots.of(session, realm);
    }
}
