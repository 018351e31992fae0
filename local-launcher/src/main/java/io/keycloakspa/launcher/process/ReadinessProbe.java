package io.keycloakspa.launcher.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks a health address over HTTP until it answers 200; a log line promises less than an answer. */
public final class ReadinessProbe {

    // Keycloak's first start takes minutes on a loaded machine.
    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /**
     * Waits for the first 200.
     *
     * @throws StartFailure if the process ends first or the time is over
     */
    public void await(ChildProcess process, URI health) throws InterruptedException {
        await(process.name(), process::isAlive, process::died, health);
    }

    /**
     * Waits for the first 200 of a server that is no process of ours.
     *
     * @param died the failure to throw if it ends first
     * @throws StartFailure if it ends first or the time is over
     */
    public void await(String name, BooleanSupplier isAlive, Supplier<StartFailure> died, URI health)
            throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!isReady(health)) {
            if (!isAlive.getAsBoolean()) {
                throw died.get();
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure("%s was not ready after %d s: %s never answered 200"
                        .formatted(name, LIMIT.toSeconds(), health));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private boolean isReady(URI health) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
