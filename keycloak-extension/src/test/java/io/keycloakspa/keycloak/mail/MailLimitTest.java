package io.keycloakspa.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.slots.HeldObjects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

@DisplayName("The limit of mails for one mailbox (C-23)")
class MailLimitTest {

    private final HeldObjects store = new HeldObjects();
    private final KeycloakSession session = mock(KeycloakSession.class);
    private final RealmModel realm = mock(RealmModel.class);

    @BeforeEach
    void prepare() {
        when(session.singleUseObjects()).thenReturn(store);
        when(realm.getId()).thenReturn("realm-1");
    }

    @Test
    @DisplayName("is one a minute, in whatever case the address is written")
    void oneAMinute() {
        assertThat(take("RESET", "alice@example.org")).isTrue();
        assertThat(take("RESET", "Alice@Example.ORG")).isFalse();
        assertThat(take("RESET", "bob@example.org")).isTrue();
        assertThat(take("CONFIRM", "alice@example.org")).isTrue();
    }

    @Test
    @DisplayName("is five an hour")
    void fiveAnHour() {
        for (int i = 0; i < 5; i++) {
            assertThat(take("RESET", "alice@example.org")).isTrue();
            endMinute();
        }
        assertThat(take("RESET", "alice@example.org")).isFalse();
    }

    private boolean take(String kind, String address) {
        return MailLimit.take(session, realm, kind, address);
    }

    private void endMinute() {
        store.objects.keySet().removeIf(key -> store.lifespans.getOrDefault(key, 0L) == 60L);
    }
}
