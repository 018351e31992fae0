package io.keycloakspa.keycloak.mail;

import java.util.Locale;
import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.locale.LocaleSelectorProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What a mail has to know of the request that caused it. It holds no object of that request, which is over when the
 * mail is sent.
 *
 * @param issuer the realm's address as configured, never as the request's {@code Host} claims
 * @param locale the language of the request; a language that the account has goes first
 * @param remoteAddress for the event log
 */
public record MailOrigin(String realmId, String clientId, String issuer, Locale locale, String remoteAddress) {

    public static MailOrigin of(KeycloakSession session, ClientModel client, String issuer, Locale locale) {
        RealmModel realm = session.getContext().getRealm();
        return new MailOrigin(
                realm.getId(),
                client.getId(),
                issuer,
                locale,
                String.valueOf(session.getContext().getConnection().getRemoteAddr()));
    }

    /**
     * The same realm and client in a session of its own.
     *
     * @return the client; empty if realm or client are gone or disabled, in which case no mail is due
     */
    public Optional<ClientModel> enter(KeycloakSession session) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null || !realm.isEnabled()) {
            return Optional.empty();
        }
        session.getContext().setRealm(realm);
        ClientModel client = realm.getClientById(clientId);
        if (client == null || !client.isEnabled()) {
            return Optional.empty();
        }
        session.getContext().setClient(client);
        return Optional.of(client);
    }

    /** Makes Keycloak write in the language that fits the person best. */
    void speakTo(KeycloakSession session, UserModel user) {
        if (user.getFirstAttribute(UserModel.LOCALE) == null) {
            session.setAttribute(LocaleSelectorProvider.USER_REQUEST_LOCALE, locale.toLanguageTag());
        }
    }

    /** An event of the request that caused it, for the administrator. */
    public EventBuilder event(KeycloakSession session, ClientModel client) {
        return new EventBuilder(session.getContext().getRealm(), session)
                .ipAddress(remoteAddress)
                .client(client);
    }
}
