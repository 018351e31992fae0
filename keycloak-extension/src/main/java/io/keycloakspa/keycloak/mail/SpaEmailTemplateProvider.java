package io.keycloakspa.keycloak.mail;

import io.keycloakspa.keycloak.settings.SpaApps;
import java.util.Map;
import org.keycloak.email.EmailException;
import org.keycloak.email.freemarker.FreeMarkerEmailTemplateProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's mails, with links that lead into the app. Every mail with a link passes here, whoever caused it: a hosted
 * page, a required action, the admin console or our JSON API.
 */
final class SpaEmailTemplateProvider extends FreeMarkerEmailTemplateProvider {

    private final SpaApps apps;

    SpaEmailTemplateProvider(KeycloakSession session, SpaApps apps) {
        super(session);
        this.apps = apps;
    }

    @Override
    protected void addLinkInfoIntoAttributes(String link, long expirationInMinutes, Map<String, Object> attributes)
            throws EmailException {
        String target = new LinkRewriter(session, realm, apps).rewrite(link, user, authenticationSession);
        super.addLinkInfoIntoAttributes(target, expirationInMinutes, attributes);
    }
}
