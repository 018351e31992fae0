package io.keycloakspa.keycloak.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.slots.HeldObjects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

@DisplayName("Registrations of one address")
class AddressTurnTest {

    private final HeldObjects store = new HeldObjects();

    @Test
    @DisplayName("happen one after the other (C-17)")
    void oneAfterTheOther() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService hands = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> jobs = IntStream.range(0, 20)
                    .mapToObj(i -> (Callable<Boolean>) () -> {
                        turn("alice@example.org").run(() -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            inside.decrementAndGet();
                        });
                        return true;
                    })
                    .toList();
            for (Future<Boolean> job : hands.invokeAll(jobs)) {
                assertThat(job.get()).isTrue();
            }
        } finally {
            hands.shutdownNow();
        }
        assertThat(most).hasValue(1);
        assertThat(store.objects).isEmpty();
    }

    @Test
    @DisplayName("let the next one in after one that failed")
    void failed() {
        assertThatThrownBy(() -> turn("alice@example.org").run(() -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.objects).isEmpty();
    }

    @Test
    @DisplayName("do not wait for those of another")
    void another() {
        AtomicInteger done = new AtomicInteger();
        turn("alice@example.org").run(() -> turn("bob@example.org").run(done::incrementAndGet));
        assertThat(done).hasValue(1);
    }

    private AddressTurn turn(String email) {
        RealmModel realm = mock(RealmModel.class);
        when(realm.getId()).thenReturn("realm-1");
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.singleUseObjects()).thenReturn(store);
        return AddressTurn.of(session, realm, Newcomer.of("alice", email, Map.of(), false));
    }
}
