package io.keycloakspa.e2e.http;

import com.microsoft.playwright.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/**
 * Sends what a browser was about to send. Playwright can do that too, but asks the system for addresses, and not every
 * system finds the names below {@code localhost}.
 */
public final class Relay {

    private Relay() {}

    /** The answer to a request that goes no further itself. */
    public static HttpResponse<String> send(Request held) {
        var body = Optional.ofNullable(held.postData()).orElse("");
        var request = HttpRequest.newBuilder(URI.create(held.url()))
                .method(held.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (String name : new String[] {"accept", "authorization", "content-type", "dpop", "origin"}) {
            String value = held.headers().get(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
