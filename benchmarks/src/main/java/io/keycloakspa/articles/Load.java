package io.keycloakspa.articles;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Asks over 16 connections, each as soon as it has its answer. */
final class Load {

    private static final int CONNECTIONS = 16;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Waits until all are answered.
     *
     * @param request the one with this number
     * @param status what each must answer
     * @return requests a second
     */
    double run(int requests, IntFunction<HttpRequest> request, int status) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> connections = new ArrayList<>();
        long begun = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                connections.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
                        ask(request.apply(number), status);
                    }
                    return null;
                }));
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        for (Future<?> connection : connections) {
            try {
                connection.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return requests / seconds;
    }

    private void ask(HttpRequest request, int status) throws IOException, InterruptedException {
        int answered = http.send(request, BodyHandlers.ofByteArray()).statusCode();
        if (answered != status) {
            throw new IllegalStateException(request.method() + " " + request.uri() + " answered " + answered);
        }
    }
}
