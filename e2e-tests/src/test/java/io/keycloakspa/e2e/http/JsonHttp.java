package io.keycloakspa.e2e.http;

import io.keycloakspa.e2e.openapi.DocumentedApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of one server. What the JSON API answers has to be as it is documented, whatever the test is about. */
public final class JsonHttp {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;

    public JsonHttp(URI base) {
        this.base = base;
    }

    /** An answer as tests look at it. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public JsonNode body() {
            return JSON.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The problem's stable code; the answer must be a problem. */
        public String code() {
            if (!header("content-type").startsWith("application/problem+json")) {
                throw new AssertionError("no problem but " + header("content-type") + ", status " + status());
            }
            return body().path("code").asString();
        }
    }

    /** Gets; headers are name, value, name, value … */
    public Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    /** Sends a request; a body that is not empty is JSON. */
    public Answer send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        DocumentedApi.check(response, body);
        return new Answer(response);
    }
}
