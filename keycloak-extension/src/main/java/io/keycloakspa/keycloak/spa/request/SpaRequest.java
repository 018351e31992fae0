package io.keycloakspa.keycloak.spa.request;

import io.keycloakspa.keycloak.settings.SpaApps;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import io.keycloakspa.keycloak.spa.request.RequestBody.Member;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/** One request to the JSON API, as far as all endpoints look at it. It never looks at cookies. */
public final class SpaRequest {

    /** Bytes; Keycloak's column takes as many characters. */
    private static final int MAX_CLIENT_ID = 255;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final SpaClients clients;
    private @Nullable SpaClient client;

    SpaRequest(KeycloakSession session, SpaApps apps) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.clients = new SpaClients(session, realm, apps);
    }

    public KeycloakSession session() {
        return session;
    }

    public RealmModel realm() {
        return realm;
    }

    /**
     * The app that the request names. From here on the request is that client's: its origins hold, its theme speaks.
     *
     * @throws ProblemException {@code unknown_client} or {@code origin_not_allowed}
     */
    public SpaClient client(String clientId) {
        SpaClient found = clients.find(clientId).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_CLIENT));
        client = found;
        session.getContext().setClient(found.client());
        requireAllowedOrigin();
        return found;
    }

    /**
     * Refuses pages that are none of the client's or, while no client is known, no app's of the realm.
     *
     * @throws ProblemException {@code origin_not_allowed}
     */
    public void requireAllowedOrigin() {
        if (OriginRule.isForeign(header("Origin"), header("Sec-Fetch-Site"), this::isAllowed)) {
            throw new ProblemException(ProblemCode.ORIGIN_NOT_ALLOWED);
        }
    }

    /**
     * Refuses callers that take anything but JSON.
     *
     * @throws ProblemException {@code not_acceptable}
     */
    public void requireAcceptsJson() {
        if (!Accepts.json(header("Accept"))) {
            throw new ProblemException(ProblemCode.NOT_ACCEPTABLE);
        }
    }

    /**
     * Reads the body and, from its member {@code client_id}, the app that asks.
     *
     * @throws ProblemException what {@link RequestBody} and {@link #client} refuse, and {@code rate_limited}
     */
    public SpaCall call(InputStream input, Member... members) {
        requireAcceptsJson();
        List<Member> expected = new ArrayList<>(List.of(members));
        expected.add(Member.required("client_id", MAX_CLIENT_ID));
        RequestBody body = body(input, expected);
        return new SpaCall(this, caller(body.get("client_id")), body);
    }

    /**
     * The app that asks, for a request that is counted.
     *
     * @throws ProblemException what {@link #client} refuses, and {@code rate_limited}
     */
    public SpaClient caller(String clientId) {
        SpaClient caller = client(clientId);
        RequestLimits.of(session, realm).take(caller);
        return caller;
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException what {@link RequestBody} refuses
     */
    public RequestBody body(InputStream input, List<Member> members) {
        return RequestBody.read(header(HttpHeaders.CONTENT_TYPE), input, members);
    }

    /** The values of a header field as one text, as RFC 9110 (section 5.3) joins them. */
    public @Nullable String header(String name) {
        return session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(name);
    }

    /** The realm's address: from the configuration, never from the request's {@code Host}; what tokens say in {@code iss}. */
    public String issuer() {
        return Urls.realmIssuer(session.getContext().getUri(UrlType.FRONTEND).getBaseUri(), realm.getName());
    }

    public Texts texts() {
        return Texts.of(session, realm, locale());
    }

    public Locale locale() {
        Locale unset = Locale.forLanguageTag(defaultLocale());
        return AcceptedLanguage.choose(header("Accept-Language"), supportedLocales(), unset);
    }

    /** Sorted, because the set behind it has an order of its own on each node. */
    public List<String> supportedLocales() {
        return realm.isInternationalizationEnabled()
                ? realm.getSupportedLocalesStream().sorted().toList()
                : List.of(defaultLocale());
    }

    public String defaultLocale() {
        return Optional.ofNullable(realm.getDefaultLocale())
                .filter(tag -> realm.isInternationalizationEnabled())
                .orElse(Locale.ENGLISH.toLanguageTag());
    }

    /** The origin that may read the answer: the client's own, or while no client is known that of any app. */
    Optional<String> readableBy() {
        return Optional.ofNullable(header("Origin")).filter(this::isAllowed);
    }

    private boolean isAllowed(String origin) {
        SpaClient known = client;
        return known == null ? clients.isOriginOfAny(origin) : clients.isOriginOf(known.client(), origin);
    }
}
