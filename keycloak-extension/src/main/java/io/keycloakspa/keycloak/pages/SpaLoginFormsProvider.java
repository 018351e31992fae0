package io.keycloakspa.keycloak.pages;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import io.keycloakspa.keycloak.actiontoken.MailedTokens;
import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.link.LinkRedirect;
import io.keycloakspa.keycloak.login.AskedIdentifiers;
import io.keycloakspa.keycloak.settings.SpaApps;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keycloak.forms.login.LoginFormsPages;
import org.keycloak.forms.login.freemarker.FreeMarkerLoginFormsProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.Urls;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.theme.Theme;
import org.keycloak.utils.MediaTypeMatcher;

/**
 * Keycloak's pages, with a label that says what the field takes. Where one of them would be the end of a mailed link or
 * of a failed sign-in, and the client is an app, the app's own page is shown instead. The page on which somebody has yet
 * to click is no end and stays.
 */
final class SpaLoginFormsProvider extends FreeMarkerLoginFormsProvider {

    private static final String LOGIN_ACTIONS = "/login-actions/";

    /** Where an administrator's mail leads in the end, if the administrator said so; Keycloak has checked it. */
    private static final String REDIRECT_URI = "pageRedirectUri";

    private final SpaApps apps;

    SpaLoginFormsProvider(KeycloakSession session, SpaApps apps) {
        super(session);
        this.apps = apps;
    }

    @Override
    protected void createCommonAttributes(
            Theme theme, Locale locale, Properties messages, UriBuilder address, @Nullable LoginFormsPages page) {
        super.createCommonAttributes(theme, locale, messages, address, page);
        AskedIdentifiers.of(context).ifPresent(asked -> attributes.put("realm", new LabelledRealm(realm, asked)));
    }

    @Override
    public Response createInfoPage() {
        if (attributes.containsKey(Constants.TEMPLATE_ATTR_ACTION_URI) || !isCaught()) {
            return super.createInfoPage();
        }
        Optional<MailedToken> mailed = mailed();
        Object chosen = attributes.get(REDIRECT_URI);
        if (mailed.isPresent() && chosen instanceof String address) {
            return LinkRedirect.to(URI.create(address));
        }
        Optional<Purpose> purpose = mailed.map(MailedToken::purpose);
        return LastPage.info(purpose, message())
                .flatMap(page -> shown(page, mailed))
                .orElseGet(super::createInfoPage);
    }

    @Override
    public Response createErrorPage(Response.Status status) {
        if (!isCaught()) {
            return super.createErrorPage(status);
        }
        return shown(LastPage.error(uriInfo.getPath(), message()), mailed())
                .orElseGet(() -> super.createErrorPage(status));
    }

    private boolean isCaught() {
        ClientModel app = client();
        return app != null
                && app.isEnabled()
                && apps.settings(app).isPresent()
                && uriInfo.getPath().contains(LOGIN_ACTIONS)
                && !MediaTypeMatcher.isJsonRequest(
                        session.getContext().getHttpRequest().getHttpHeaders());
    }

    private Optional<Response> shown(LastPage page, Optional<MailedToken> mailed) {
        ClientModel app = client();
        if (app == null) {
            return Optional.empty();
        }
        Map<String, String> context = new LinkedHashMap<>();
        context.put(page.name(), page.value());
        mailed.flatMap(MailedToken::state).ifPresent(state -> context.put("state", state));
        return apps.view(session, app, page.view()).map(target -> LinkRedirect.to(target.with(context)));
    }

    private @Nullable ClientModel client() {
        AuthenticationSessionModel signIn = authenticationSession;
        return signIn != null ? signIn.getClient() : session.getContext().getClient();
    }

    /** The link that this sign-in began with, if it did; Keycloak notes it when the link is opened. */
    private Optional<MailedToken> mailed() {
        String text = authenticationSession == null ? null : authenticationSession.getAuthNote(Constants.KEY);
        String issuer = Urls.realmIssuer(uriInfo.getBaseUri(), realm.getName());
        return new MailedTokens(session, issuer).read(text);
    }

    private @Nullable String message() {
        return messages == null || messages.isEmpty() ? null : messages.get(0).getMessage();
    }
}
