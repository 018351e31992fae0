package io.keycloakspa.launcher.mail;

import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** The inbox alone, in a container, where the addresses of this machine are those of the container. */
public final class InboxServer {

    private static final int SMTP = 1025;
    private static final int HTTP = 8025;

    private InboxServer() {}

    public static void main(String[] args) throws InterruptedException {
        URI publicUrl = URI.create(System.getenv().getOrDefault("INBOX_URL", "http://localhost:" + HTTP));
        Inbox inbox = Inbox.start("0.0.0.0", SMTP, HTTP, publicUrl);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            inbox.close();
                            stopped.countDown();
                        },
                        "stop"));
        stopped.await();
    }
}
