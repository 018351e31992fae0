package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.slots.Slots;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * The eight digits that can be typed instead of opening the link. The handle that the app holds contains them,
 * encrypted; Keycloak's store holds the token that they stand for. A request for nobody gets a handle of the same form,
 * with digits that no mail tells.
 */
public final class MailCodes {

    /** Seconds for which a code works. */
    public static final int LIFE_TIME = 600;

    // In all, for one handle; of 10^8 codes a guesser so gets 1 in 20 million.
    private static final int TRIES = 5;

    // Seconds between a request and its mail when all is well.
    private static final int USUAL_DELAY = 15;

    private static final String TRY = "code-try";
    private static final String STORED = "spa:code:";
    private static final String TOKEN = "token";

    private final CodeHandles handles;
    private final SingleUseObjectProvider store;
    private final Slots slots;

    public MailCodes(KeycloakSession session, RealmModel realm) {
        this.handles = new CodeHandles(session, realm);
        this.store = session.singleUseObjects();
        this.slots = Slots.of(session, realm);
    }

    /** A new code for a purpose and an app. */
    public CodeHandle issue(Purpose purpose, ClientModel client) {
        return CodeHandle.random(purpose, client.getClientId(), Time.currentTimeSeconds() + LIFE_TIME);
    }

    /** The handle as the app gets it. Its length is the same for everybody. */
    public String seal(CodeHandle handle) {
        return handles.encrypt(handle);
    }

    /**
     * Lets a code stand for a token, from the commit of the session's transaction on.
     *
     * @return minutes for which the code works now; 0 if it does not, because its time is over
     */
    long store(CodeHandle handle, String token) {
        long left = handle.expiresAt() - Time.currentTimeSeconds();
        if (left < TimeUnit.MINUTES.toSeconds(1)) {
            return 0;
        }
        store.put(STORED + handle.id(), left, Map.of(TOKEN, token));
        // Rounded down, but not for the moment that a mail takes anyway.
        return (left + USUAL_DELAY) / TimeUnit.MINUTES.toSeconds(1);
    }

    /**
     * The token that a code stands for. Each wrong code costs one of five tries; tries at the same time count as well.
     *
     * @return empty for a wrong, foreign, expired or worn-out code
     */
    public Optional<String> token(String sealed, String code, Purpose purpose, ClientModel client) {
        Optional<CodeHandle> handle = handles.decrypt(sealed)
                .filter(found -> found.isFor(purpose, client.getClientId()))
                .filter(found -> found.expiresAt() > Time.currentTimeSeconds());
        return handle.flatMap(found -> tried(found, code));
    }

    private Optional<String> tried(CodeHandle handle, String code) {
        int slot = slots.takeNumbered(TRY, handle.id(), TRIES, LIFE_TIME);
        if (slot < 0 || !equal(handle.code(), code)) {
            return Optional.empty();
        }
        slots.giveBack(TRY, handle.id(), slot);
        return Optional.ofNullable(store.get(STORED + handle.id())).map(notes -> notes.get(TOKEN));
    }

    private static boolean equal(String expected, String typed) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), typed.strip().getBytes(StandardCharsets.UTF_8));
    }
}
