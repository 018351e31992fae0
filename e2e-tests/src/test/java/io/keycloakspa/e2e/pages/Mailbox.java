package io.keycloakspa.e2e.pages;

import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.launcher.mail.InboxMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mails to one address, as their reader uses them. They are sent off the request, so they may take a moment. */
public final class Mailbox {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LINK = Pattern.compile("https?://\\S+/spa/v1/link\\?\\S+");
    private static final Pattern STOCK_LINK = Pattern.compile("https?://\\S+/login-actions/action-token\\?\\S+");
    private static final Pattern ANY_LINK =
            Pattern.compile("https?://\\S+/(spa/v1/link|login-actions/action-token)\\?\\S+");
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*(\\d{8})\\s*$");

    private final TestEnvironment environment;
    private final String address;

    public Mailbox(TestEnvironment environment, String address) {
        this.environment = environment;
        this.address = address;
    }

    /** The link in the newest mail that has one. */
    public String link() {
        return find(LINK).group();
    }

    /** The link in the newest mail, which is one of Keycloak's own. */
    public String stockLink() {
        return find(STOCK_LINK).group();
    }

    /** The link in the newest mail, of whichever kind. */
    public String anyLink() {
        return find(ANY_LINK).group();
    }

    /** The code in the newest mail that has one. */
    public String code() {
        return find(CODE).group(1);
    }

    /** Everything that has come, newest first; it does not wait. */
    public List<InboxMessage> mails() {
        return environment.inbox().messages(address);
    }

    /** In the newest mail that has it: a notice about what was just done may have come after it. */
    private Matcher find(Pattern pattern) {
        return await("nothing like " + pattern + " is in a mail")
                .atMost(PATIENCE)
                .until(() -> newest(pattern), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Matcher> newest(Pattern pattern) {
        return environment.inbox().messages(address).stream()
                .map(mail -> pattern.matcher(mail.text()))
                .filter(Matcher::find)
                .findFirst();
    }
}
