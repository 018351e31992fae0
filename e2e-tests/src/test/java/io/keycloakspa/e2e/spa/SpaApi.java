package io.keycloakspa.e2e.spa;

import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The JSON API of one realm, called for one client. */
public final class SpaApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonHttp http;
    private final URI base;
    private final String clientId;

    /** For the client {@code blog-spa} of a realm. */
    public SpaApi(TestEnvironment environment, String realm) {
        this(base(environment.keycloakUrl(), realm), "blog-spa");
    }

    /** The same at another server, such as a node of a cluster. */
    public static SpaApi at(URI keycloak, String realm) {
        return new SpaApi(base(keycloak, realm), "blog-spa");
    }

    private static URI base(URI keycloak, String realm) {
        return URI.create(keycloak + "/realms/" + realm + "/spa/v1");
    }

    private SpaApi(URI base, String clientId) {
        this.http = new JsonHttp(base);
        this.base = base;
        this.clientId = clientId;
    }

    /** The same realm for another client. */
    public SpaApi as(String otherClient) {
        return new SpaApi(base, otherClient);
    }

    public URI base() {
        return base;
    }

    /** Posts members, given as name, value, name, value …, and the client's id. */
    public Answer post(String path, String... members) throws IOException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("client_id", clientId);
        for (int i = 0; i < members.length; i += 2) {
            body.put(members[i], members[i + 1]);
        }
        return send(path, JSON.writeValueAsString(body));
    }

    /** Posts any text as JSON; headers are name, value, name, value …. */
    public Answer send(String path, String body, String... headers) throws IOException, InterruptedException {
        return http.send("POST", path, body, headers);
    }
}
