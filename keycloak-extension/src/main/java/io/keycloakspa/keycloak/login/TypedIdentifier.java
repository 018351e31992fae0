package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.login.UserLookup.Meant;
import io.keycloakspa.keycloak.settings.SpaSettingsLookup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.browser.AbstractUsernameFormAuthenticator;
import org.keycloak.events.Details;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What a person typed at one of our steps, and what Keycloak gets to know of it.
 *
 * <p>Keycloak keeps the typed text in the note {@code ATTEMPTED_USERNAME}. It shows it on later pages and makes it the
 * session's login name; but while nobody is logged in it also looks up, by rules of its own, the account that a failure
 * is counted for. So the note is only there once the right account is known.
 *
 * @param text for pages and events
 */
record TypedIdentifier(String text, Optional<LoginIdentifier> identifier) {

    /** Event detail: what identified the account, or else what the text would have been. */
    private static final String IDENTIFIER_TYPE = "identifier_type";

    private static final SpaSettingsLookup APPS = new SpaSettingsLookup();

    static TypedIdentifier of(@Nullable String typed) {
        String text = typed == null ? "" : typed;
        return new TypedIdentifier(
                // A text of any length would fill the event store and the authentication session.
                text.length() > LoginIdentifier.MAX_LENGTH
                        ? text.substring(0, LoginIdentifier.MAX_LENGTH) + '\u2026'
                        : UnicodeText.withoutInvisible(text),
                LoginIdentifier.parse(text));
    }

    /** Who is meant, by the setting of the app and of the step that is running; the event under way learns what was typed. */
    Optional<Meant> find(AuthenticationFlowContext context) {
        var lookup = new UserLookup(context.getSession(), context.getRealm(), config(context));
        Optional<Meant> meant = identifier.flatMap(lookup::find);
        String type = meant.map(found -> found.by().toString())
                .or(() -> identifier.map(LoginIdentifier::type))
                .orElse("none");
        context.getEvent().detail(Details.USERNAME, text).detail(IDENTIFIER_TYPE, type);
        return meant;
    }

    private static LoginConfig config(AuthenticationFlowContext context) {
        LoginConfig step = LoginConfig.of(context.getAuthenticatorConfig());
        return APPS.find(context.getAuthenticationSession().getClient())
                .map(step::in)
                .orElse(step);
    }

    /** Lets later pages and the session tell the person by the text, never by the account's own user name. */
    void remember(AuthenticationFlowContext context) {
        context.getAuthenticationSession().setAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME, text);
    }

    /** What the organisations' step, which comes before ours, took for nobody; our pages have no field then. */
    static Optional<TypedIdentifier> takenBefore(AuthenticationFlowContext context) {
        AuthenticationSessionModel session = context.getAuthenticationSession();
        return Boolean.parseBoolean(session.getAuthNote(AbstractUsernameFormAuthenticator.USERNAME_HIDDEN))
                ? Optional.ofNullable(session.getAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME))
                        .map(TypedIdentifier::of)
                : Optional.empty();
    }

    static void forget(AuthenticationFlowContext context) {
        context.getAuthenticationSession().removeAuthNote(AbstractUsernameFormAuthenticator.ATTEMPTED_USERNAME);
    }
}
