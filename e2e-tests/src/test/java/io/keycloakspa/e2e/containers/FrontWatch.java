package io.keycloakspa.e2e.containers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody who asks the web front for the same things again and again, and notes each answer that is not as ever. */
public final class FrontWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final FrontClient client;
    private final Map<URI, Integer> expected;
    private final List<String> unexpected = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Future<?>> asking = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);

    private FrontWatch(FrontClient client, Map<URI, Integer> expected) {
        this.client = client;
        this.expected = expected;
    }

    /** Begins to ask for these addresses, at each of which this status is as ever. */
    public static FrontWatch start(FrontClient client, Map<URI, Integer> expected) {
        var watch = new FrontWatch(client, expected);
        for (URI address : expected.keySet()) {
            watch.asking.add(watch.clock.scheduleWithFixedDelay(
                    () -> watch.ask(address), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        }
        return watch;
    }

    private void ask(URI address) {
        try {
            HttpResponse<byte[]> answer = client.send("GET", address);
            answered.incrementAndGet();
            if (answer.statusCode() != expected.getOrDefault(address, 0)) {
                unexpected.add(Instant.now() + " " + answer.statusCode() + " " + address);
            }
        } catch (IOException e) {
            unexpected.add(Instant.now() + " " + e + " " + address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    public int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        asking.forEach(task -> task.cancel(true));
        clock.shutdownNow();
    }
}
