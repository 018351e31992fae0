package io.keycloakspa.e2e.environment;

import io.keycloakspa.e2e.http.JsonHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Keycloak's clock, which can be ahead of everybody else's for a while. */
public final class ServerClock {

    private static final int NO_CONTENT = 204;

    private final JsonHttp clock;

    public ServerClock(TestEnvironment environment) {
        environment.needs(Need.INSTRUMENTS);
        this.clock = new JsonHttp(URI.create(environment.issuer() + "/server-clock"));
    }

    /** What is done meanwhile. */
    public interface Action {
        void run() throws Exception;
    }

    /** Sets the clock ahead, does something, and sets the clock right again whatever happened. */
    public void ahead(Duration by, Action action) throws Exception {
        set(by);
        try {
            action.run();
        } finally {
            set(Duration.ZERO);
        }
    }

    private void set(Duration ahead) throws IOException, InterruptedException {
        int status = clock.send("PUT", "/" + ahead.toSeconds(), "").status();
        if (status != NO_CONTENT) {
            throw new IllegalStateException("the clock was not set, status " + status);
        }
    }
}
