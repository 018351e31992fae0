package io.keycloakspa.keycloak.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.util.ResolveRelative;

/**
 * Sends one notice.
 *
 * @param address where to, if not to the account's address of now
 * @param at when it happened
 */
public record NoticeJob(
        MailOrigin origin,
        Notice notice,
        String userId,
        @Nullable String address,
        Instant at) implements MailJob {

    /** Template attributes; the names are also those in docs/mails.md. */
    private static final String AT = "at";

    private static final String APP_NAME = "appName";
    private static final String APP_URL = "appUrl";

    @Override
    public void send(KeycloakSession session, int attempt) throws EmailException {
        Optional<ClientModel> client = origin.enter(session);
        UserModel user = client.isEmpty()
                ? null
                : session.users().getUserById(session.getContext().getRealm(), userId);
        if (client.isEmpty() || user == null || (address == null && user.getEmail() == null)) {
            return;
        }
        origin.speakTo(session, user);
        Locale locale = session.getContext().resolveLocale(user);
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(AT, at(locale));
        ClientModel app = client.get();
        attributes.put(APP_NAME, app.getName() == null ? app.getClientId() : app.getName());
        String home = ResolveRelative.resolveRelativeUri(session, app.getRootUrl(), app.getBaseUrl());
        if (home != null) {
            attributes.put(APP_URL, home);
        }
        session.getProvider(EmailTemplateProvider.class)
                .setRealm(session.getContext().getRealm())
                .setUser(user)
                .send(notice.subjectKey(), List.of(), notice.template(), attributes, address);
    }

    @Override
    public void failed(KeycloakSession session) {
        origin.enter(session)
                .ifPresent(client -> origin.event(session, client)
                        .event(notice.cause())
                        .user(userId)
                        .detail(Details.REASON, "notice " + notice.template())
                        .error(Errors.EMAIL_SEND_FAILED));
    }

    private String at(Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(ZoneOffset.UTC)
                        .format(at)
                + " UTC";
    }
}
