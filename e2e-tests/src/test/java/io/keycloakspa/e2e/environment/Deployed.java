package io.keycloakspa.e2e.environment;

import io.keycloakspa.e2e.environment.TestEnvironment.Addresses;
import io.keycloakspa.e2e.environment.TestEnvironment.Administrator;
import io.keycloakspa.e2e.environment.TestEnvironment.MailServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A stack that somebody has deployed with the demo's accounts. It is looked at before the first test: what it does not
 * show, tests that need it are left out for.
 */
final class Deployed {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final URI web;
    private final URI keycloak;
    private final URI admin;
    private final URI inbox;
    private final URI newsletter;
    private final Administrator administrator;

    private Deployed(URI web) {
        this.web = web;
        this.keycloak = address("e2e.auth", beside("auth."));
        this.newsletter = address("e2e.newsletter", beside("newsletter."));
        this.admin = address("e2e.admin", "http://localhost:8081");
        this.inbox = address("e2e.inbox", "http://localhost:8025");
        this.administrator = new Administrator(
                System.getenv().getOrDefault("E2E_ADMIN_USER", "bootstrap"),
                System.getenv().getOrDefault("E2E_ADMIN_PASSWORD", ""));
    }

    /**
     * Looks what is there.
     *
     * @param web the blog's origin
     * @throws IllegalStateException with a sentence that says what to set, if the stack cannot be tested at all
     */
    static TestEnvironment connect(URI web) throws IOException, GeneralSecurityException, InterruptedException {
        trust(System.getProperty("e2e.ca", ""));
        var deployed = new Deployed(web);
        String[] smtp = System.getProperty("e2e.smtp", "inbox:1025").split(":", 2);
        String log = System.getProperty("e2e.keycloak.log", "");
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            return new TestEnvironment(
                    new Addresses(web, deployed.newsletter, deployed.keycloak, deployed.admin, deployed.inbox),
                    deployed.administrator,
                    new MailServer(smtp[0], Integer.parseInt(smtp[1])),
                    Path.of(log),
                    deployed.lacking(http, !log.isEmpty()));
        }
    }

    private static URI address(String property, String standard) {
        return URI.create(System.getProperty(property, standard));
    }

    private String beside(String label) {
        return web.getScheme() + "://" + label + web.getAuthority();
    }

    private Set<Need> lacking(HttpClient http, boolean log) throws InterruptedException {
        require(http, web, "the blog", "-De2e.target");
        URI realm = URI.create(keycloak + "/realms/" + TestEnvironment.REALM);
        require(http, realm, "Keycloak", "-De2e.auth");
        Set<Need> lacking = EnumSet.of(
                Need.SERVERS,
                Need.DISTRIBUTION,
                Need.INSTRUMENTS,
                Need.BARE_KEYCLOAK,
                Need.SELF_REACHING,
                Need.DEVELOPMENT);
        if (!log) {
            lacking.add(Need.LOG);
        }
        if (status(http, newsletter) != 200) {
            lacking.add(Need.NEWSLETTER);
        }
        if (status(http, URI.create(inbox + "/api/messages?to=nobody@example.org")) != 200) {
            lacking.add(Need.INBOX);
        }
        if (administrator.password().isEmpty()) {
            lacking.add(Need.ADMINISTRATOR);
            lacking.add(Need.REALMS);
            return lacking;
        }
        require(http, URI.create(admin + "/realms/master"), "Keycloak for administrators", "-De2e.admin");
        // Keycloak says in JSON that it has no such realm; a web front in between that lets none through says it
        // otherwise.
        if (!type(http, URI.create(keycloak + "/realms/none-" + UUID.randomUUID()))
                .startsWith("application/json")) {
            lacking.add(Need.REALMS);
        }
        return lacking;
    }

    private static void require(HttpClient http, URI address, String what, String setting) throws InterruptedException {
        try {
            int status = get(http, address).statusCode();
            if (status != 200) {
                throw new IllegalStateException(what + " answers " + status + " at " + address + ": set " + setting);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    what + " does not answer at " + address + " (" + e + "): set " + setting
                            + ", or -De2e.ca to the file of the authority that signed its certificate",
                    e);
        }
    }

    private static int status(HttpClient http, URI address) throws InterruptedException {
        try {
            return get(http, address).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static String type(HttpClient http, URI address) throws InterruptedException {
        try {
            return get(http, address).headers().firstValue("content-type").orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static HttpResponse<Void> get(HttpClient http, URI address) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address).timeout(LIMIT).build(), BodyHandlers.discarding());
    }

    /** Makes this JVM trust one authority and no other, as its tests talk to one stack only. */
    private static void trust(String authority) throws IOException, GeneralSecurityException {
        if (authority.isEmpty()) {
            return;
        }
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(Path.of(authority))) {
            trusted.setCertificateEntry(
                    "stack", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }
}
