package io.keycloakspa.keycloak.mail;

import static io.keycloakspa.keycloak.actiontoken.Accounts.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import io.keycloakspa.keycloak.actiontoken.MailedTokens;
import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaSettingsMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.authentication.actiontoken.DefaultActionToken;
import org.keycloak.authentication.actiontoken.execactions.ExecuteActionsActionToken;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.MacSignatureSignerContext;
import org.keycloak.crypto.MacSignatureVerifierContext;
import org.keycloak.crypto.SignatureProvider;
import org.keycloak.jose.jws.JWSBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.TokenManager;
import org.keycloak.models.UserModel;
import org.keycloak.services.Urls;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.mockito.MockedStatic;

@DisplayName("A link that Keycloak is about to mail")
class LinkRewriterTest {

    private static final URI BASE = URI.create("https://auth.example.org/");
    private static final String ISSUER = "https://auth.example.org/realms/blog";
    private static final String ROOT = "https://blog.example.org";
    private static final String ADDRESS = "alice@example.org";

    private final KeyWrapper key = key("the key of the realm, which is long enough");
    private final KeycloakSession session = mock(KeycloakSession.class);
    private final RealmModel realm = mock(RealmModel.class);
    private final UserModel alice = account(ADDRESS);
    private final LinkRewriter rewriter = new LinkRewriter(session, realm, new SpaApps());
    private final ClientModel blog = client("blog-spa", Map.of());
    private final ClientModel plain = client("plain", null);
    private MockedStatic<Urls> urls;

    @BeforeEach
    void connect() {
        KeycloakUriInfo uri = mock(KeycloakUriInfo.class);
        when(uri.getBaseUri()).thenReturn(BASE);
        KeycloakContext context = mock(KeycloakContext.class);
        when(context.getUri()).thenReturn(uri);
        when(context.getUri(any())).thenReturn(uri);
        when(context.getRealm()).thenReturn(realm);
        when(session.getContext()).thenReturn(context);
        when(realm.getName()).thenReturn("blog");
        when(realm.getId()).thenReturn("realm-id");
        SignatureProvider signatures = mock(SignatureProvider.class);
        try {
            when(signatures.verifier(any(String.class))).thenReturn(new MacSignatureVerifierContext(key));
        } catch (org.keycloak.common.VerificationException e) {
            throw new AssertionError(e);
        }
        when(session.getProvider(SignatureProvider.class, Algorithm.HS512)).thenReturn(signatures);
        TokenManager tokens = mock(TokenManager.class);
        when(tokens.encode(any())).thenAnswer(call -> signed(call.getArgument(0), key));
        when(session.tokens()).thenReturn(tokens);
        // Keycloak's own needs a JAX-RS server for this one line.
        urls = mockStatic(Urls.class);
        urls.when(() -> Urls.realmIssuer(BASE, "blog")).thenReturn(ISSUER);
        apps(blog, plain);
    }

    @AfterEach
    void release() {
        urls.close();
    }

    @Test
    @DisplayName("leads to the app's client, and its token stays the same but for our claims (C-20)")
    void rewritten() {
        VerifyEmailActionToken token = confirm("blog-spa");
        String rewritten = rewriter.rewrite(link(token), alice, null);
        assertThat(rewritten).startsWith(ISSUER + "/spa/v1/link?client_id=blog-spa&key=");
        MailedToken mailed = read(rewritten);
        assertThat(mailed.token().getId()).isEqualTo(token.getId());
        assertThat(mailed.token().serializeKey()).isEqualTo(token.serializeKey());
        assertThat(mailed.expiresAt()).isEqualTo(token.getExp());
        assertThat(mailed.clientId()).isEqualTo("blog-spa");
        assertThat(mailed.token().getEmail()).isEqualTo(ADDRESS);
        assertThat(mailed.state()).isEmpty();
        assertThat(mailed.token().getOtherClaims()).containsKey("spa_pwd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/articles/1?x=\u00e4#b", "", "\0\n<script>", "\uD83D\uDE00"})
    @DisplayName("carries the app's state of a hosted flow as it is (C-07)")
    void state(String state) {
        assertThat(read(rewriter.rewrite(link(confirm("blog-spa")), alice, signIn(state)))
                        .state())
                .contains(state);
    }

    @Test
    @DisplayName("carries a state of at most 512 bytes, and a longer one not at all, not cut (C-07)")
    void longState() {
        String full = "\u00e4".repeat(256);
        assertThat(read(rewriter.rewrite(link(confirm("blog-spa")), alice, signIn(full)))
                        .state())
                .contains(full);
        assertThat(read(rewriter.rewrite(link(confirm("blog-spa")), alice, signIn(full + "a")))
                        .state())
                .isEmpty();
        String escaped = "\0".repeat(512);
        assertThat(read(rewriter.rewrite(link(confirm("blog-spa")), alice, signIn(escaped)))
                        .state())
                .contains(escaped);
    }

    @Test
    @DisplayName("stays Keycloak's, letter by letter, for a client without settings, or without the page")
    void noApp() {
        assertUnchanged(link(confirm("plain")));
        assertUnchanged(link(confirm("nobody-knows-it")));
        when(blog.getRedirectUris()).thenReturn(Set.of(ROOT + "/callback"));
        assertUnchanged(link(confirm("blog-spa")));
    }

    @Test
    @DisplayName("stays Keycloak's for another kind of token, and for none")
    void foreignKind() {
        DefaultActionToken other = confirm("blog-spa");
        other.type("idp-verify-account-via-email");
        assertUnchanged(link(other));
        assertUnchanged("https://auth.example.org/realms/blog/login-actions/action-token?key=nonsense");
        assertUnchanged("https://auth.example.org/realms/blog/login-actions/action-token?client_id=blog-spa");
        assertUnchanged("https://auth.example.org/realms/blog/account");
    }

    @Test
    @DisplayName("stays Keycloak's without an account, or signed by somebody else, or for another realm")
    void foreignToken() {
        String link = link(confirm("blog-spa"));
        assertThat(rewriter.rewrite(link, null, null)).isEqualTo(link);
        KeyWrapper other = key("the key of another realm, also long enough");
        assertUnchanged(stockLink(signed(confirm("blog-spa"), other)));
        DefaultActionToken otherRealm = confirm("blog-spa");
        otherRealm.issuer("https://auth.example.org/realms/other");
        assertUnchanged(link(otherRealm));
    }

    @Test
    @DisplayName("of an administrator who names no client leads to the app that receives such mails (C-47)")
    void adminMail() {
        ClientModel marked = client("marked", Map.of("admin.mails", "true"));
        apps(blog, plain, marked);
        for (String named : java.util.Arrays.asList(null, "account")) {
            String link = link(actions(named));
            assertThat(rewriter.rewrite(link, alice, null)).contains("client_id=marked&");
            assertThat(read(rewriter.rewrite(link, alice, null)).clientId()).isEqualTo("marked");
            // Somebody is signing in to the account console: that is no administrator.
            assertThat(rewriter.rewrite(link, alice, signIn("x"))).isEqualTo(link);
        }
        assertUnchanged(link(actions("plain")));
        apps(blog, plain, marked, client("marked-too", Map.of("admin.mails", "true")));
        assertUnchanged(link(actions(null)));
    }

    private void assertUnchanged(String link) {
        assertThat(rewriter.rewrite(link, alice, null)).isEqualTo(link);
    }

    private VerifyEmailActionToken confirm(String clientId) {
        return issued(new VerifyEmailActionToken("user-id", inAMinute(), null, ADDRESS, clientId));
    }

    private ExecuteActionsActionToken actions(@Nullable String clientId) {
        return issued(new ExecuteActionsActionToken(
                "user-id", ADDRESS, inAMinute(), List.of("UPDATE_PASSWORD"), null, clientId));
    }

    private static <T extends DefaultActionToken> T issued(T token) {
        token.id("token-id").issuer(ISSUER).audience(ISSUER);
        return token;
    }

    private String link(DefaultActionToken token) {
        return stockLink(signed(token, key));
    }

    private static String stockLink(String token) {
        return ISSUER + "/login-actions/action-token?key=" + token + "&client_id=whatever&tab_id=t";
    }

    private MailedToken read(String link) {
        String token = URLDecoder.decode(link.substring(link.indexOf("&key=") + 5), StandardCharsets.UTF_8);
        return new MailedTokens(session, ISSUER).read(token).orElseThrow();
    }

    private static AuthenticationSessionModel signIn(String state) {
        AuthenticationSessionModel signIn = mock(AuthenticationSessionModel.class);
        when(signIn.getClientNote("client_request_param_spa_state")).thenReturn(state);
        return signIn;
    }

    private void apps(ClientModel... clients) {
        when(realm.getClientsStream()).thenAnswer(call -> Stream.of(clients));
        for (ClientModel client : clients) {
            String clientId = client.getClientId();
            when(realm.getClientByClientId(clientId)).thenReturn(client);
        }
    }

    private static ClientModel client(String clientId, @Nullable Map<String, String> settings) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setProtocolMapper(SpaSettingsMapper.PROVIDER_ID);
        mapper.setConfig(settings);
        ClientModel client = mock(ClientModel.class);
        when(client.getId()).thenReturn("id of " + clientId);
        when(client.getClientId()).thenReturn(clientId);
        when(client.isEnabled()).thenReturn(true);
        when(client.getRootUrl()).thenReturn(ROOT);
        when(client.getRedirectUris()).thenReturn(Set.of(ROOT + "/account/confirm", ROOT + "/account/action"));
        when(client.getClientScopes(true)).thenReturn(Map.of());
        when(client.getProtocolMappersStream())
                .thenAnswer(call -> settings == null ? Stream.empty() : Stream.of(mapper));
        return client;
    }

    private static String signed(DefaultActionToken token, KeyWrapper key) {
        return new JWSBuilder()
                .kid(key.getKid())
                .type("JWT")
                .jsonContent(token)
                .sign(new MacSignatureSignerContext(key));
    }

    private static KeyWrapper key(String secret) {
        KeyWrapper key = new KeyWrapper();
        key.setKid("kid");
        key.setAlgorithm(Algorithm.HS512);
        key.setSecretKey(new SecretKeySpec(secret.repeat(2).getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        return key;
    }

    private static int inAMinute() {
        return Math.toIntExact(Time.currentTimeSeconds() + 60);
    }
}
