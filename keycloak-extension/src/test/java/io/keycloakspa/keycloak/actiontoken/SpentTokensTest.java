package io.keycloakspa.keycloak.actiontoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.RevokedTokenProvider;
import org.keycloak.models.SingleUseObjectProvider;

@DisplayName("Spent tokens")
class SpentTokensTest {

    private static final String TOKEN = "user.1700000000.nonce.reset-credentials";
    private static final String OTHER = "user.1700000000.nonce2.reset-credentials";

    private final Keys rows = new Keys();
    private final Keys record = new Keys();
    private final Set<String> notes = new HashSet<>();
    private final SingleUseObjectProvider objects = mock(SingleUseObjectProvider.class);
    private final SpentTokens tokens = new SpentTokens(rows, record, objects);

    @BeforeEach
    void keepNotes() {
        when(objects.contains(anyString())).thenAnswer(call -> notes.contains(call.<String>getArgument(0)));
        when(objects.putIfAbsent(anyString(), anyLong())).thenAnswer(call -> notes.add(call.getArgument(0)));
        when(objects.remove(anyString())).thenAnswer(call -> {
            notes.remove(call.<String>getArgument(0));
            return null;
        });
    }

    @Test
    @DisplayName("are spent once, for Keycloak's pages as well (C-44)")
    void once() {
        assertThat(tokens.contains(TOKEN)).isFalse();
        assertThat(spend()).isTrue();
        assertThat(tokens.contains(TOKEN)).isTrue();
        assertThat(record.contains(TOKEN)).isTrue();
        assertThat(spend()).isFalse();
        assertThat(tokens.contains(OTHER)).isFalse();
    }

    @Test
    @DisplayName("are good again if the request came to nothing, as when its node is killed: for us, not for the pages")
    void rolledBack() {
        assertThat(spend()).isTrue();
        rows.keys.clear();
        assertThat(tokens.contains(TOKEN)).isFalse();
        assertThat(record.contains(TOKEN)).isTrue();
        assertThat(spend()).isTrue();
        assertThat(spend()).isFalse();
        assertThat(tokens.contains(TOKEN)).isTrue();
    }

    @Test
    @DisplayName("are good again if the node was killed before its mark was set")
    void killedEarly() {
        notes.add("spa:spent:" + TOKEN);
        assertThat(tokens.contains(TOKEN)).isFalse();
        assertThat(spend()).isTrue();
        assertThat(spend()).isFalse();
    }

    @Test
    @DisplayName("of a page of Keycloak are not spent again, before its commit and without a row (C-44)")
    void replayAfterThePage() {
        record.keys.add(TOKEN);
        assertThat(tokens.contains(TOKEN)).isTrue();
        assertThat(spend()).isFalse();
        rows.keys.clear();
        assertThat(spend()).isFalse();
        // Killed right after such a note, we would call good what the page has spent.
        verify(objects, never()).putIfAbsent(anyString(), anyLong());
    }

    @Test
    @DisplayName("are not spent when a page of Keycloak is faster by a moment, nor afterwards")
    void raceWithThePage() {
        when(objects.putIfAbsent(anyString(), anyLong())).thenAnswer(call -> {
            record.keys.add(TOKEN);
            return notes.add(call.getArgument(0));
        });
        assertThat(spend()).isFalse();
        rows.keys.clear();
        assertThat(tokens.contains(TOKEN)).isTrue();
        assertThat(spend()).isFalse();
    }

    @Test
    @DisplayName(
            "stay spent whatever becomes of the request where a directory has done what it asked: no second password")
    void replayAtADirectory() {
        assertThat(tokens.spend(TOKEN, 60, false)).isTrue();
        rows.keys.clear();
        assertThat(tokens.contains(TOKEN)).isTrue();
        assertThat(tokens.spend(TOKEN, 60, false)).isFalse();
        rows.keys.clear();
        assertThat(spend()).isFalse();
    }

    @Test
    @DisplayName("stay spent when Infinispan has forgotten all of it, as after a restart of all nodes")
    void restart() {
        assertThat(spend()).isTrue();
        record.keys.clear();
        notes.clear();
        assertThat(tokens.contains(TOKEN)).isTrue();
        assertThat(spend()).isFalse();
    }

    @Test
    @DisplayName("need no second mark where Keycloak's own record is made of rows (feature stateless)")
    void stateless() {
        SpentTokens stateless = new SpentTokens(rows, rows, objects);
        assertThat(stateless.spend(TOKEN, 60, true)).isTrue();
        assertThat(stateless.contains(TOKEN)).isTrue();
        assertThat(stateless.spend(TOKEN, 60, true)).isFalse();
        rows.keys.clear();
        assertThat(stateless.spend(TOKEN, 60, true)).isTrue();
        verify(objects, never()).putIfAbsent(anyString(), anyLong());
    }

    private boolean spend() {
        return tokens.spend(TOKEN, 60, true);
    }

    /** Keys only; a transaction that is rolled back is a cleared record. */
    private static final class Keys implements RevokedTokenProvider {

        private final Set<String> keys = new HashSet<>();

        @Override
        public boolean put(String key, long seconds) {
            return keys.add(key);
        }

        @Override
        public boolean contains(String key) {
            return keys.contains(key);
        }

        @Override
        public void close() {}
    }
}
