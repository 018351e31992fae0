package io.keycloakspa.e2e.admin;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What became of requests for mails, as a realm's event log tells it. Mails are written off the request, so that an
 * empty mailbox says nothing before the log says that the request is done with.
 */
public final class MailOutcomes {

    /** The outcome of a request whose mail was handed over. */
    public static final String SENT = "sent";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ALL = "/events?max=5000&type=SEND_RESET_PASSWORD&type=SEND_RESET_PASSWORD_ERROR"
            + "&type=SEND_VERIFY_EMAIL&type=SEND_VERIFY_EMAIL_ERROR";

    private final RealmAdmin admin;

    public MailOutcomes(RealmAdmin admin) {
        this.admin = admin;
    }

    /** What came of all requests for what was typed, newest first: {@link #SENT}, or the error. */
    public List<String> of(String typed) throws Exception {
        return admin.get(ALL)
                .valueStream()
                .filter(event ->
                        event.path("details").path("username").asString("").equals(typed))
                .map(MailOutcomes::outcome)
                .toList();
    }

    /** The same, once there are as many of them. */
    public List<String> waitFor(String typed, int count) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> of(typed), outcomes -> outcomes.size() >= count);
    }

    private static String outcome(JsonNode event) {
        return event.path("error").asString(SENT);
    }
}
