package io.keycloakspa.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.slots.HeldObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;

@DisplayName("A mailed code")
class MailCodesTest {

    private static final String TOKEN = "the.mailed.token";

    private final HeldObjects store = new HeldObjects();
    private final AesKeys keys = new AesKeys();
    private final ClientModel blog = client("blog-spa");

    private MailCodes codes;
    private CodeHandle handle;
    private String sealed;

    @BeforeEach
    void issue() {
        when(keys.session().singleUseObjects()).thenReturn(store);
        codes = new MailCodes(keys.session(), keys.realm());
        handle = codes.issue(Purpose.RESET, blog);
        sealed = codes.seal(handle);
        codes.store(handle, TOKEN);
    }

    @AfterEach
    void resetTime() {
        Time.setOffset(0);
    }

    @Test
    @DisplayName("stands for its token as often as the password was refused, blanks around it or not (C-24)")
    void rightCode() {
        for (int i = 0; i < 20; i++) {
            assertThat(token(handle.code())).contains(TOKEN);
        }
        assertThat(token(" " + handle.code() + "\n")).contains(TOKEN);
    }

    @Test
    @DisplayName("works no more after five wrong ones (C-24)")
    void fiveTries() {
        for (int i = 0; i < 4; i++) {
            assertThat(token(wrong())).isEmpty();
            assertThat(token(handle.code())).as("after %d", i + 1).contains(TOKEN);
        }
        assertThat(token(wrong())).isEmpty();
        assertThat(token(handle.code())).isEmpty();
    }

    @Test
    @DisplayName("works no more after five wrong ones at the same time, however many come (C-24)")
    void parallelGuesses() throws Exception {
        ExecutorService guessers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<String>>> guesses = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                guesses.add(() -> token(wrong()));
            }
            for (Future<Optional<String>> guess : guessers.invokeAll(guesses)) {
                assertThat(guess.get()).isEmpty();
            }
        } finally {
            guessers.shutdownNow();
        }
        assertThat(token(handle.code())).isEmpty();
    }

    @Test
    @DisplayName("has tries of its own: whoever guesses at one wears out no other")
    void otherHandle() {
        CodeHandle other = codes.issue(Purpose.RESET, blog);
        for (int i = 0; i < 5; i++) {
            assertThat(codes.token(codes.seal(other), "x", Purpose.RESET, blog)).isEmpty();
        }
        assertThat(token(handle.code())).contains(TOKEN);
    }

    @Test
    @DisplayName("is nobody's where nobody was found, though it looks the same")
    void unknownAddress() {
        CodeHandle nobodys = codes.issue(Purpose.RESET, blog);
        assertThat(codes.seal(nobodys)).hasSameSizeAs(sealed);
        assertThat(codes.token(codes.seal(nobodys), nobodys.code(), Purpose.RESET, blog))
                .isEmpty();
    }

    @Test
    @DisplayName("is one purpose's and one app's, and the wrong one costs no try")
    void otherPurposeOrApp() {
        for (int i = 0; i < 6; i++) {
            assertThat(codes.token(sealed, handle.code(), Purpose.CONFIRM, blog))
                    .isEmpty();
            assertThat(codes.token(sealed, handle.code(), Purpose.RESET, client("newsletter")))
                    .isEmpty();
        }
        assertThat(token(handle.code())).contains(TOKEN);
    }

    @Test
    @DisplayName("works for ten minutes, wherever its mail was meanwhile (C-24)")
    void expired() {
        assertThat(MailCodes.LIFE_TIME).isEqualTo(600);
        assertThat(store.lifespans.values()).allMatch(seconds -> seconds > 590 && seconds <= 600);
        Time.setOffset(MailCodes.LIFE_TIME + 1);
        assertThat(token(handle.code())).isEmpty();
    }

    @Test
    @DisplayName("is told for the minutes that are left, and not at all when there are none (C-18, C-24)")
    void delayedMail() {
        assertThat(codes.store(handle, TOKEN)).isEqualTo(10);
        Time.setOffset(300);
        assertThat(codes.store(handle, TOKEN)).isEqualTo(5);
        store.objects.clear();
        for (int late : new int[] {MailCodes.LIFE_TIME - 30, MailCodes.LIFE_TIME, MailCodes.LIFE_TIME + 900}) {
            Time.setOffset(late);
            assertThat(codes.store(handle, TOKEN)).isZero();
        }
        assertThat(store.objects).isEmpty();
    }

    @Test
    @DisplayName("is in the store neither itself nor under its own digits")
    void storeHasNoCode() {
        token(wrong());
        assertThat(store.objects.toString()).contains(TOKEN).doesNotContain(handle.code());
    }

    private Optional<String> token(String code) {
        return codes.token(sealed, code, Purpose.RESET, blog);
    }

    private String wrong() {
        return handle.code().equals("00000000") ? "00000001" : "00000000";
    }

    private static ClientModel client(String clientId) {
        ClientModel client = mock(ClientModel.class);
        when(client.getClientId()).thenReturn(clientId);
        return client;
    }
}
