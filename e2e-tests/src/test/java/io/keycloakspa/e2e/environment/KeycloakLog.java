package io.keycloakspa.e2e.environment;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What Keycloak writes to its log from a moment on. */
public final class KeycloakLog {

    // Keycloak's words for a request that only this class sends: what stands before them is all there is.
    private static final String LAST_LINE = "PKCE enforced Client without code challenge method.";

    // Everything that is signed or encrypted begins with a JSON object in base64.
    private static final Pattern SECRET = Pattern.compile(
            "eyJ|/spa/v1/link|[?&]key=|@example\\.org|a-long-enough-secret|the-new-one", Pattern.CASE_INSENSITIVE);

    private static final Pattern RECORD = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d ");

    private final URI incomplete;
    private final TestEnvironment environment;
    private final int begin;

    private KeycloakLog(TestEnvironment environment) throws IOException {
        this.incomplete = URI.create(environment.issuer()
                + "/protocol/openid-connect/auth?client_id=blog-spa&response_type=code&scope=openid&redirect_uri="
                + environment.webUrl() + "/callback");
        this.environment = environment;
        this.begin = environment.has(Need.LOG) ? Files.readAllBytes(environment.keycloakLog()).length : 0;
    }

    public static KeycloakLog fromNow(TestEnvironment environment) throws IOException {
        return new KeycloakLog(environment);
    }

    /** The lines since then. Waits until Keycloak has written all of them, by making it write a last one. */
    public List<String> lines() throws IOException, InterruptedException {
        environment.needs(Need.LOG);
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(incomplete).build(), BodyHandlers.discarding());
        }
        String written = await().atMost(Duration.ofSeconds(20)).until(this::written, text -> text.contains(LAST_LINE));
        return Arrays.stream(written.split("\n", -1))
                .takeWhile(line -> !line.contains(LAST_LINE))
                .toList();
    }

    /**
     * The lines since then without those of the threads that send mails, which go on with the mails of earlier tests for
     * minutes. What follows a line without a time of its own, such as a stack trace, belongs to that line.
     */
    public List<String> linesOfRequests() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        boolean ofMail = false;
        for (String line : lines()) {
            ofMail = RECORD.matcher(line).find() ? line.contains("(spa-mail-") : ofMail;
            if (!ofMail) {
                lines.add(line);
            }
        }
        return lines;
    }

    /**
     * Those lines since then that tell a secret or a person: a token or a handle, a mailed link, an address or a
     * password of the accounts that tests make.
     */
    public List<String> leaks() throws IOException, InterruptedException {
        return lines().stream().filter(line -> SECRET.matcher(line).find()).toList();
    }

    private String written() throws IOException {
        byte[] all = Files.readAllBytes(environment.keycloakLog());
        return new String(all, begin, all.length - begin, StandardCharsets.UTF_8);
    }
}
