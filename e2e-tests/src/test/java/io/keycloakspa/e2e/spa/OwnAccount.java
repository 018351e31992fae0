package io.keycloakspa.e2e.spa;

import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow.Tokens;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A person who is signed in to a realm, at the part of the JSON API that is about the own account.
 *
 * @param base the realm's JSON API
 */
public record OwnAccount(URI base, Tokens tokens) {

    /** What an app asks for to get at the account. */
    public static final String SCOPE = "openid account.self";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Signs somebody in. */
    public static OwnAccount signIn(RedeemRealm realm, Account account) throws IOException, InterruptedException {
        return signIn(realm, account, account.password());
    }

    /** Signs somebody in with another password. */
    public static OwnAccount signIn(RedeemRealm realm, Account account, String password)
            throws IOException, InterruptedException {
        return new OwnAccount(
                realm.api().base(), realm.flow().redeem(realm.flow().open(SCOPE).submit(account.username(), password)));
    }

    public Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "");
    }

    /** Posts members, given as name, value, name, value …. */
    public Answer post(String path, String... members) throws IOException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            body.put(members[i], members[i + 1]);
        }
        return send("POST", path, JSON.writeValueAsString(body));
    }

    /** Sends any JSON, or nothing; headers are name, value, name, value …. */
    public Answer send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of("Authorization", "Bearer " + tokens.accessToken()), Stream.of(headers))
                .toArray(String[]::new);
        return new JsonHttp(base).send(method, "/account" + path, body, all);
    }

    /** The id of the session, as the list of sessions has it. */
    public String sessionId() {
        return tokens.accessTokenClaims().path("sid").asString();
    }
}
