package io.keycloakspa.e2e.environment;

/** What a test may need of the system under test that not every target has. The words finish "the target ...". */
public enum Need {
    ADMINISTRATOR(
            "was given no administrator: set E2E_ADMIN_PASSWORD, and E2E_ADMIN_USER if that is not \"bootstrap\""),
    REALMS("does not let realms of the tests' own through its web front, or was given no administrator"),
    INBOX("shows no inbox that tests can read: set -De2e.inbox"),
    LOG("shows no log of Keycloak: name its file with -De2e.keycloak.log"),
    INSTRUMENTS("has no instruments of the tests among Keycloak's providers, such as a clock that can be set"),
    SERVERS("is not started by the tests, which therefore start no more servers and end none"),
    DISTRIBUTION("has no Keycloak on this machine's disk"),
    PROCESSES("runs Keycloak in containers, which tests do not kill or mix with other releases"),
    BARE_KEYCLOAK("has a web front before Keycloak, which answers in its place"),
    SELF_REACHING("has a Keycloak that need not reach itself by its public address, as it would another site"),
    DEVELOPMENT("is not set up for development on this machine"),
    NEWSLETTER("has no second app: set -De2e.newsletter");

    private final String reason;

    Need(String reason) {
        this.reason = reason;
    }

    String reason() {
        return "the target " + reason;
    }
}
