package io.keycloakspa.e2e.environment;

import io.keycloakspa.launcher.LocalEnvironment;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.opentest4j.TestAbortedException;

/** The system under test as tests reach it, the same wherever it runs. Addresses have no slash at the end. */
public final class TestEnvironment {

    /** The realm that people sign in to. */
    public static final String REALM = LocalEnvironment.REALM;

    private final Addresses addresses;
    private final Administrator administrator;
    private final MailServer mailServer;
    private final HttpInbox inbox;
    private final Path log;
    private final Set<Need> lacking;

    /**
     * Where its parts are.
     *
     * @param web the blog
     * @param newsletter the second app of the same realm
     * @param keycloak where people and apps reach Keycloak
     * @param admin where administrators do
     */
    record Addresses(URI web, URI newsletter, URI keycloak, URI admin, URI inbox) {}

    /** Who may do everything. */
    record Administrator(String name, String password) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** To which Keycloak hands its mails, by the name that Keycloak knows. */
    record MailServer(String host, int port) {}

    TestEnvironment(
            Addresses addresses, Administrator administrator, MailServer mailServer, Path log, Set<Need> lacking) {
        this.addresses = addresses;
        this.administrator = administrator;
        this.mailServer = mailServer;
        this.inbox = new HttpInbox(addresses.inbox());
        this.log = log;
        this.lacking = lacking;
    }

    /** Servers that were started from here. */
    public static TestEnvironment of(LocalEnvironment local) {
        return of(local, Set.of());
    }

    static TestEnvironment of(LocalEnvironment local, Set<Need> lacking) {
        return new TestEnvironment(
                new Addresses(
                        local.webUrl(),
                        local.newsletterUrl(),
                        local.keycloakUrl(),
                        local.keycloakUrl(),
                        local.inbox().baseUrl()),
                new Administrator(LocalEnvironment.BOOTSTRAP_ADMIN, local.bootstrapAdminPassword()),
                new MailServer("localhost", local.inbox().smtpPort()),
                TestEnvironmentExtension.data().resolve("logs/keycloak.log"),
                lacking);
    }

    /** Leaves the test out, with the reason, where this target has not what it needs; the local one has everything. */
    public void needs(Need need) {
        if (!has(need)) {
            throw new TestAbortedException(need.reason());
        }
    }

    boolean has(Need need) {
        return !lacking.contains(need);
    }

    public URI webUrl() {
        return addresses.web();
    }

    /** The second app of the same realm, where there is one; its address is known to the realm anyway. */
    public URI newsletterUrl() {
        return addresses.newsletter();
    }

    public URI keycloakUrl() {
        return addresses.keycloak();
    }

    /** Keycloak for administrators. */
    public URI adminUrl() {
        return addresses.admin();
    }

    public URI issuer() {
        return URI.create(keycloakUrl() + "/realms/" + REALM);
    }

    public String adminUser() {
        needs(Need.ADMINISTRATOR);
        return administrator.name();
    }

    public String adminPassword() {
        needs(Need.ADMINISTRATOR);
        return administrator.password();
    }

    /** The mail server as Keycloak names it. */
    public String smtpHost() {
        return mailServer.host();
    }

    public int smtpPort() {
        return mailServer.port();
    }

    public HttpInbox inbox() {
        needs(Need.INBOX);
        return inbox;
    }

    /** What Keycloak writes while it runs. */
    public Path keycloakLog() {
        needs(Need.LOG);
        return log;
    }
}
