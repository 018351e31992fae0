package io.keycloakspa.e2e.environment;

import io.keycloakspa.launcher.mail.InboxMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All mails that the system under test has sent, as its inbox tells scripts. */
public final class HttpInbox {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;

    HttpInbox(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The page for people. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** The mails to an address, or all if it is null; newest first. */
    public List<InboxMessage> messages(@Nullable String to) {
        String wanted = to == null ? "" : "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(baseUrl + "/api/messages" + wanted))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the inbox answers " + answer.statusCode());
            }
            return JSON.readTree(answer.body())
                    .valueStream()
                    .map(HttpInbox::message)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("the inbox does not answer at " + baseUrl, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static InboxMessage message(JsonNode mail) {
        return new InboxMessage(
                mail.path("id").asString(),
                mail.path("to").valueStream().map(JsonNode::asString).toList(),
                mail.path("subject").asString(),
                mail.path("text").asString(),
                mail.path("html").asString(),
                Instant.parse(mail.path("receivedAt").asString()));
    }
}
