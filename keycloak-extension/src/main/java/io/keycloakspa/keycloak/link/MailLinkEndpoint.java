package io.keycloakspa.keycloak.link;

import io.keycloakspa.keycloak.actiontoken.MailedToken;
import io.keycloakspa.keycloak.actiontoken.MailedTokens;
import io.keycloakspa.keycloak.actiontoken.Purpose;
import io.keycloakspa.keycloak.actiontoken.TokenCheck;
import io.keycloakspa.keycloak.actiontoken.Verdict;
import io.keycloakspa.keycloak.executeactions.SpaActions;
import io.keycloakspa.keycloak.redeem.FirstPassword;
import io.keycloakspa.keycloak.redeem.ProvenMailbox;
import io.keycloakspa.keycloak.redirect.View;
import io.keycloakspa.keycloak.resetcredentials.ResetFlow;
import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.settings.SpaSettings;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.Urls;
import org.keycloak.services.messages.Messages;

/**
 * {@code GET /link}, where mailed links lead: it looks at the token and sends the person on (C-20 to C-25, C-41, C-47).
 * It changes nothing, so a robot may open a link as often as it likes; the one exception is a client that an
 * administrator has set to confirm by one click.
 */
public final class MailLinkEndpoint {

    private static final String ERROR_PAGE = "error.ftl";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final SpaApps apps;

    public MailLinkEndpoint(KeycloakSession session, SpaApps apps) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.apps = apps;
    }

    /** Answers 303, or Keycloak's error page where no app is named that could show one. */
    public Response follow() {
        MultivaluedMap<String, String> query = session.getContext().getUri().getQueryParameters();
        ClientModel client = client(query.get("client_id"));
        if (client == null) {
            return stockError();
        }
        session.getContext().setClient(client);
        Optional<MailedToken> mailed = tokens().read(single(query.get("key")));
        if (mailed.isEmpty()) {
            return refused(client, Verdict.INVALID, null, null);
        }
        TokenCheck.Judged judged = new TokenCheck(session, realm).judge(mailed.get(), client);
        UserModel user = judged.user();
        return judged.verdict() == Verdict.GOOD && user != null
                ? good(client, mailed.get(), user)
                : refused(client, judged.verdict(), mailed.get(), user);
    }

    private Response good(ClientModel client, MailedToken mailed, UserModel user) {
        if (mailed.purpose() == Purpose.CONFIRM && Visit.mayAct(session)) {
            Optional<URI> waiting = new WaitingSignIn(session, realm).resumeAt(mailed, client);
            if (waiting.isPresent()) {
                return LinkRedirect.to(waiting.get());
            }
            if (isOneClick(client) && !FirstPassword.isMissing(session, realm, user)) {
                return confirmNow(client, mailed, user);
            }
        }
        if (isHosted(mailed)) {
            return LinkRedirect.to(stockAddress(mailed));
        }
        return view(client, mailed.purpose().view(), LinkContext.token(mailed.text(), mailed.state()))
                .orElseGet(() -> withoutView(mailed));
    }

    /** The app's page can no longer be used. Keycloak's own page for a change of address would act at once, on a GET. */
    private Response withoutView(MailedToken mailed) {
        return mailed.purpose() == Purpose.EMAIL ? stockError() : LinkRedirect.to(stockAddress(mailed));
    }

    private Response refused(
            ClientModel client, Verdict verdict, @Nullable MailedToken mailed, @Nullable UserModel user) {
        // A token of another client says nothing to this one.
        Optional<MailedToken> own =
                Optional.ofNullable(mailed).filter(token -> client.getClientId().equals(token.clientId()));
        Optional<String> state = own.flatMap(MailedToken::state);
        if (verdict == Verdict.ALREADY_CONFIRMED) {
            return view(client, View.CONFIRM, LinkContext.status("already_confirmed", state))
                    .orElseGet(this::stockError);
        }
        boolean expired = verdict == Verdict.EXPIRED;
        record(client, mailed, user, expired ? Errors.EXPIRED_CODE : Errors.INVALID_TOKEN);
        return view(
                        client,
                        View.ERROR,
                        LinkContext.error(
                                expired ? "expired_link" : "invalid_link", own.map(MailedToken::purpose), state))
                .orElseGet(this::stockError);
    }

    private Response confirmNow(ClientModel client, MailedToken mailed, UserModel user) {
        if (!tokens().spend(mailed, user)) {
            // Keycloak commits whatever ends without an exception.
            session.getTransactionManager().setRollbackOnly();
            return refused(client, Verdict.INVALID, mailed, user);
        }
        ProvenMailbox.confirm(user);
        event(client, EventType.VERIFY_EMAIL)
                .user(user)
                .detail(Details.EMAIL, user.getEmail())
                .detail(Details.TOKEN_ID, mailed.token().getId())
                .success();
        return view(client, View.CONFIRM, LinkContext.status("confirmed", mailed.state()))
                .orElseGet(this::stockError);
    }

    /** Whether the app cannot do it, so that Keycloak's own pages have to. */
    private boolean isHosted(MailedToken mailed) {
        return switch (mailed.purpose()) {
            case RESET -> !ResetFlow.isKnown(realm);
            case ACTION -> !SpaActions.areDoable(mailed);
            case CONFIRM, EMAIL -> false;
        };
    }

    private boolean isOneClick(ClientModel client) {
        return apps.settings(client).filter(SpaSettings::oneClickConfirm).isPresent();
    }

    private @Nullable ClientModel client(@Nullable List<String> ids) {
        String id = single(ids);
        if (id == null || id.chars().anyMatch(Character::isISOControl)) {
            return null;
        }
        ClientModel client = realm.getClientByClientId(id);
        return client != null && client.isEnabled() && apps.settings(client).isPresent() ? client : null;
    }

    /** A parameter sent twice could be read differently by whoever looks at the link before us. */
    private static @Nullable String single(@Nullable List<String> values) {
        return values == null || values.size() != 1 ? null : values.get(0);
    }

    private Optional<Response> view(ClientModel client, View view, Map<String, String> context) {
        return apps.view(session, client, view).map(target -> LinkRedirect.to(target.with(context)));
    }

    private URI stockAddress(MailedToken mailed) {
        return Urls.actionTokenBuilder(
                        session.getContext().getUri().getBaseUri(), mailed.text(), mailed.clientId(), "", "")
                .build(realm.getName());
    }

    /** Keycloak's error page, without the cookie by which it would show it again in another language (C-03). */
    private Response stockError() {
        return session.getProvider(LoginFormsProvider.class)
                .setError(Messages.INVALID_CODE)
                .setStatus(Response.Status.BAD_REQUEST)
                .setResponseHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .createForm(ERROR_PAGE);
    }

    private void record(ClientModel client, @Nullable MailedToken mailed, @Nullable UserModel user, String error) {
        EventBuilder event = event(client, EventType.EXECUTE_ACTION_TOKEN);
        if (mailed != null) {
            event.detail(Details.ACTION, mailed.purpose().tokenType())
                    .detail(Details.TOKEN_ID, mailed.token().getId());
        }
        if (user != null) {
            event.user(user);
        }
        event.error(error);
    }

    private EventBuilder event(ClientModel client, EventType type) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .event(type)
                .client(client);
    }

    private MailedTokens tokens() {
        return new MailedTokens(
                session, Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
    }
}
