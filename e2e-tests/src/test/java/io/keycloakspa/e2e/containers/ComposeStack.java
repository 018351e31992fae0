package io.keycloakspa.e2e.containers;

import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.containers.Commands.Outcome;
import io.keycloakspa.launcher.Ports;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stack as its first lines start it, but under a name and on ports of its own; ended with its volumes. */
public final class ComposeStack implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LINK = Pattern.compile("https?://\\S+/spa/v1/link\\?\\S+");

    private final String name;
    private final List<String> profiles;
    private final Map<String, String> environment;
    private final URI blog;
    private final URI newsletter;
    private final URI auth;
    private final URI admin;
    private final URI inbox;
    private final int httpPort;

    private ComposeStack(String name, List<String> profiles, Ports free) {
        this.name = name;
        this.profiles = profiles;
        this.httpPort = free.web();
        this.blog = URI.create("https://blog.localhost:" + free.keycloak());
        this.newsletter = URI.create("https://newsletter.blog.localhost:" + free.keycloak());
        this.auth = URI.create("https://auth.blog.localhost:" + free.keycloak());
        this.admin = URI.create("http://localhost:" + free.keycloakManagement());
        this.inbox = URI.create("http://localhost:" + free.inbox());
        this.environment = Map.of(
                "BLOG_URL", blog.toString(),
                "NEWSLETTER_URL", newsletter.toString(),
                "AUTH_URL", auth.toString(),
                "HTTP_PORT", Integer.toString(httpPort),
                "HTTPS_PORT", Integer.toString(free.keycloak()),
                "ADMIN_PORT", Integer.toString(free.keycloakManagement()),
                "INBOX_PORT", Integer.toString(free.inbox()));
    }

    /** Whether this machine has what it takes; whoever asks says so in the output. */
    public static boolean possible() {
        try {
            boolean there = Commands.run(Map.of(), List.of("docker", "version")).status() == 0
                    && Commands.run(Map.of(), List.of("docker", "compose", "version"))
                                    .status()
                            == 0;
            System.out.println(
                    there
                            ? "Containers: Docker and its plug-in compose answer, the stack of containers is tested"
                            : "Containers: Docker or its plug-in compose does not answer, the stack of containers is not tested");
            return there;
        } catch (IOException e) {
            System.out.println("Containers: there is no Docker here, the stack of containers is not tested");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Builds the images, starts everything and returns when every container is healthy. */
    public static ComposeStack start(String name, String... profiles) throws IOException, InterruptedException {
        var stack = new ComposeStack(name, List.of(profiles), Ports.free());
        stack.compose("down", "--volumes", "--remove-orphans");
        Outcome up = stack.compose("up", "--detach", "--build", "--wait");
        if (up.status() != 0) {
            String logs = stack.compose("logs", "--tail", "60").output();
            stack.close();
            throw new IllegalStateException(up.output() + "\n" + logs);
        }
        return stack;
    }

    /** Runs {@code docker compose} on this stack. */
    public Outcome compose(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "--project-name", name));
        profiles.forEach(profile -> command.addAll(List.of("--profile", profile)));
        command.addAll(List.of(arguments));
        return Commands.run(environment, command);
    }

    /** Runs a script of the project that takes options of {@code docker compose} after its own arguments. */
    public Outcome script(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(Commands.ROOT.resolve(script).toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--project-name", name));
        profiles.forEach(profile -> command.addAll(List.of("--profile", profile)));
        return Commands.run(environment, command);
    }

    /** Runs any program, with the stack's settings as its variables. */
    public Outcome run(String... command) throws IOException, InterruptedException {
        return Commands.run(environment, List.of(command));
    }

    public String name() {
        return name;
    }

    /** The id of a service's container, for what compose cannot do. */
    public String container(String service) throws IOException, InterruptedException {
        return compose("ps", "--all", "--quiet", service).succeeded().strip();
    }

    /** Runs {@code docker}. */
    public Outcome docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Commands.run(environment, command);
    }

    public URI blog() {
        return blog;
    }

    /** The second app of the realm. */
    public URI newsletter() {
        return newsletter;
    }

    public URI auth() {
        return auth;
    }

    /** Keycloak past the web front, on this machine only. */
    public URI admin() {
        return admin;
    }

    public int httpPort() {
        return httpPort;
    }

    /** Trusts the authority that signed the stack's certificate, and no other. */
    public SSLContext tls() throws IOException, InterruptedException, GeneralSecurityException {
        String pem =
                compose("exec", "-T", "web", "cat", "/etc/nginx/tls/ca.crt").succeeded();
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "stack",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    /** The link in the newest mail to somebody; mails are sent off the request, so it waits. */
    public String mailedLink(String address) {
        return await("no link is in a mail to " + address)
                .atMost(Duration.ofSeconds(60))
                .until(() -> newestLink(address), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<String> newestLink(String address) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(inbox + "/api/messages?to=" + address))
                            .build(),
                    BodyHandlers.ofString());
            for (JsonNode mail : JSON.readTree(answer.body())) {
                Matcher link = LINK.matcher(mail.path("text").asString());
                if (link.find()) {
                    return Optional.of(link.group());
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            compose("down", "--volumes", "--remove-orphans", "--timeout", "5");
        } catch (IOException e) {
            throw new IllegalStateException("the stack does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
