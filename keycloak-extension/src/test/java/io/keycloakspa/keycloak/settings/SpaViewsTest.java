package io.keycloakspa.keycloak.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keycloakspa.keycloak.redirect.RedirectTarget;
import io.keycloakspa.keycloak.redirect.RedirectTargetRules;
import io.keycloakspa.keycloak.redirect.View;
import io.keycloakspa.keycloak.redirect.Views.Friendly;
import io.keycloakspa.keycloak.redirect.Views.Hostile;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperConfigException;

@DisplayName("The pages of an app")
class SpaViewsTest {

    private static final String ROOT = "https://blog.example.org";

    private static final SpaOptions WITH_DEVELOPMENT_HOSTS = new SpaOptions(true, true, true, true);
    private static final SpaOptions WITHOUT = new SpaOptions(true, true, true, false);

    private static final Set<String> LISTED = Set.of(
            ROOT + "/callback",
            ROOT + "/account/confirm",
            ROOT + "/account/reset",
            ROOT + "/account/email",
            ROOT + "/account/action",
            ROOT + "/account/error");

    private final KeycloakSession session = session();
    private final SpaViews views = new SpaViews(() -> WITHOUT);

    @ParameterizedTest
    @MethodSource("io.keycloakspa.keycloak.redirect.Views#hostile")
    @DisplayName("are never hostile when they are saved (C-73)")
    void hostileTextIsSaved(Hostile hostile) {
        assertRefused(client(ROOT, LISTED), hostile.text());
        if (!hostile.isPageOfTheBlog()) {
            assertRefused(client(ROOT, Set.of(ROOT + "/*")), hostile.text());
        }
        if (hostile.isMalformed()) {
            assertRefused(client(ROOT, Set.of("*")), hostile.text());
            assertRefused(client(ROOT, Set.of(hostile.text())), hostile.text());
            assertRefused(mock(ClientScopeModel.class), hostile.text());
        }
    }

    @ParameterizedTest
    @MethodSource("io.keycloakspa.keycloak.redirect.Views#hostile")
    @DisplayName("are never hostile when they are used, as a realm file may have brought them (C-73)")
    void hostileTextIsUsed(Hostile hostile) {
        assertThat(find(client(ROOT, LISTED), hostile.text())).isEmpty();
        if (!hostile.isPageOfTheBlog()) {
            assertThat(find(client(ROOT, Set.of(ROOT + "/*")), hostile.text())).isEmpty();
        }
        if (hostile.isMalformed()) {
            assertThat(find(client(ROOT, Set.of("*")), hostile.text())).isEmpty();
            assertThat(find(client(ROOT, Set.of(hostile.text())), hostile.text()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.keycloakspa.keycloak.redirect.Views#friendly")
    @DisplayName("are saved and found where the client lists them, hash routes without their fragment (C-70)")
    void friendly(Friendly friendly) {
        ClientModel client = client(ROOT, Set.of(RedirectTargetRules.withoutRoute(friendly.address())));
        assertThat(find(client, friendly.text())).map(RedirectTarget::address).contains(friendly.address());
        assertThatCode(() -> save(client, "view.confirm", friendly.text())).doesNotThrowAnyException();
        assertThatCode(() -> save(mock(ClientScopeModel.class), "view.confirm", friendly.text()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(View.class)
    @DisplayName("are at their fallback paths below the root URL unless a setting names them")
    void fallback(View view) {
        String path = "/account/" + view.name().toLowerCase(java.util.Locale.ROOT);
        assertThat(views.find(session, client(ROOT, LISTED), SpaSettings.of(Map.of()), view))
                .contains(new RedirectTarget(ROOT + path, false));
        assertThat(views.find(session, client(ROOT + "/", LISTED), SpaSettings.of(Map.of("context", "query")), view))
                .contains(new RedirectTarget(ROOT + path, true));
        assertThat(views.find(session, client(ROOT, Set.of(ROOT + "/callback")), SpaSettings.of(Map.of()), view))
                .isEmpty();
    }

    @Test
    @DisplayName("are below the root URL as Keycloak reads it")
    void rootOfKeycloak() {
        ClientModel client = client("${authBaseUrl}", Set.of("/account/confirm"));
        assertThat(find(client, "/account/confirm"))
                .map(RedirectTarget::address)
                .contains("https://auth.example.org/account/confirm");
    }

    @ParameterizedTest
    @CsvSource({
        ", spaSettingsNoRootUrl",
        "'', spaSettingsNoRootUrl",
        "' ', spaSettingsNoRootUrl",
        "http://blog.example.org, spaSettingsRootUrl",
        "https://blog.example.org?x=y, spaSettingsRootUrl",
        "https://blog.example.org#x, spaSettingsRootUrl",
        "https://user@blog.example.org, spaSettingsRootUrl",
        "https://blog.example.org\\, spaSettingsRootUrl",
        "//blog.example.org, spaSettingsRootUrl",
        "javascript:, spaSettingsRootUrl",
        "https://evil.example, spaSettingsNotListed"
    })
    @DisplayName("do not hang below a root URL that no page can have")
    void hostileRootUrl(@Nullable String root, String messageKey) {
        ClientModel client = client(root, LISTED);
        assertThat(find(client, "/account/confirm")).isEmpty();
        assertThatThrownBy(() -> save(client, "view.confirm", "/account/confirm"))
                .isInstanceOfSatisfying(
                        ProtocolMapperConfigException.class,
                        e -> assertThat(e.getMessageKey()).isEqualTo(messageKey));
        if (root == null || root.isBlank()) {
            ClientModel open = client(root, Set.of("*"));
            assertThat(find(open, "/account/confirm")).isEmpty();
        }
    }

    @Test
    @DisplayName("have to be among the valid redirect URIs, and the sentence says which to add")
    void notListed() {
        assertThatThrownBy(() -> save(client(ROOT, LISTED), "view.reset", "/new-password#/reset"))
                .isInstanceOfSatisfying(ProtocolMapperConfigException.class, e -> {
                    assertThat(e.getMessageKey()).isEqualTo("spaSettingsNotListed");
                    assertThat(e.getParameters()).containsExactly("View reset", ROOT + "/new-password");
                });
    }

    @Test
    @DisplayName("may be at a port of loopback, as Keycloak matches it")
    void loopbackPort() {
        ClientModel client = client("http://localhost:8080", Set.of("http://localhost:8080/account/confirm"));
        assertThat(find(client, "/account/confirm")).isPresent();
        assertThat(find(client, "http://localhost:9999/account/confirm")).isEmpty();
    }

    @Test
    @DisplayName("move to the development host only where the server allows it (C-74)")
    void developmentHostInProduction() {
        Set<String> listed = Set.of(ROOT + "/account/confirm", "http://localhost:4200/account/confirm");
        SpaSettings settings = SpaSettings.of(Map.of("development.host", "http://localhost:4200"));
        assertThat(new SpaViews(() -> WITH_DEVELOPMENT_HOSTS)
                        .find(session, client(ROOT, listed), settings, View.CONFIRM))
                .map(RedirectTarget::address)
                .contains("http://localhost:4200/account/confirm");
        assertThat(views.find(session, client(ROOT, listed), settings, View.CONFIRM))
                .map(RedirectTarget::address)
                .contains(ROOT + "/account/confirm");
    }

    @Test
    @DisplayName("do not move to a development host that the client does not list, or that is none")
    void developmentHostOfSomebodyElse() {
        var allowed = new SpaViews(() -> WITH_DEVELOPMENT_HOSTS);
        SpaSettings other = SpaSettings.of(Map.of("development.host", "http://localhost:4200"));
        assertThat(allowed.find(session, client(ROOT, LISTED), other, View.CONFIRM))
                .isEmpty();
        SpaSettings evil = SpaSettings.of(Map.of("development.host", "https://evil.example"));
        assertThat(allowed.find(session, client(ROOT, Set.of("*")), evil, View.CONFIRM))
                .isEmpty();
    }

    private Optional<RedirectTarget> find(ClientModel client, String text) {
        return views.find(session, client, SpaSettings.of(Map.of("view.confirm", text)), View.CONFIRM);
    }

    private void assertRefused(ProtocolMapperContainerModel container, String text) {
        assertThatThrownBy(() -> save(container, "view.confirm", text))
                .isInstanceOf(ProtocolMapperConfigException.class);
    }

    private void save(ProtocolMapperContainerModel container, String key, String value)
            throws ProtocolMapperConfigException {
        ProtocolMapperModel model = new ProtocolMapperModel();
        model.setConfig(Map.of(key, value));
        new SpaSettingsMapper(() -> WITHOUT).validateConfig(session, mock(RealmModel.class), container, model);
    }

    static ClientModel client(@Nullable String root, Set<String> redirectUris) {
        ClientModel client = mock(ClientModel.class);
        when(client.getId()).thenReturn("id");
        when(client.getClientId()).thenReturn("blog-spa");
        when(client.getRootUrl()).thenReturn(root);
        when(client.getRedirectUris()).thenReturn(redirectUris);
        return client;
    }

    static KeycloakSession session() {
        KeycloakUriInfo address = mock(KeycloakUriInfo.class);
        when(address.getBaseUri()).thenReturn(URI.create("https://auth.example.org/"));
        KeycloakContext context = mock(KeycloakContext.class);
        when(context.getUri()).thenReturn(address);
        when(context.getUri(any())).thenReturn(address);
        when(context.getRealm()).thenReturn(mock(RealmModel.class));
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.getContext()).thenReturn(context);
        return session;
    }
}
