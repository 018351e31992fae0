package io.keycloakspa.keycloak.spa.request;

import io.keycloakspa.keycloak.mail.MailOrigin;
import java.util.Locale;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A request that named its app and whose body is in order.
 *
 * @param request where it came in
 * @param caller the app
 */
public record SpaCall(SpaRequest request, SpaClient caller, RequestBody body) {

    public KeycloakSession session() {
        return request.session();
    }

    public RealmModel realm() {
        return request.realm();
    }

    /** An event of this request, for the administrator. */
    public EventBuilder event(EventType type) {
        return new EventBuilder(realm(), session(), session().getContext().getConnection())
                .event(type)
                .client(caller.client());
    }

    /** What mails need to know of this request. */
    public MailOrigin mailOrigin() {
        return mailOrigin(request.locale());
    }

    /** The same in a language that the app chose. */
    public MailOrigin mailOrigin(Locale locale) {
        return MailOrigin.of(session(), caller.client(), request.issuer(), locale);
    }
}
