package io.keycloakspa.keycloak.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;

@DisplayName("A visit to a mailed link")
class VisitTest {

    @ParameterizedTest
    @CsvSource({"GET,,", "GET, Purpose, ''", "GET, Sec-Purpose, other", "GET, Accept, prefetch"})
    @DisplayName("may be a person's")
    void person(String method, @Nullable String header, @Nullable String value) {
        assertThat(Visit.mayAct(session(method, header, value))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD,,",
        "GET, Sec-Purpose, prefetch",
        "GET, Sec-Purpose, prefetch;prerender",
        "GET, Sec-Purpose, Prefetch;anonymous-client-ip",
        "GET, Purpose, prefetch",
        "GET, Purpose, preview",
        "GET, X-Purpose, preview",
        "GET, X-Moz, prefetch",
        "HEAD, Purpose, ''"
    })
    @DisplayName("is not, if it only looks ahead (C-21)")
    void robot(String method, @Nullable String header, @Nullable String value) {
        assertThat(Visit.mayAct(session(method, header, value))).isFalse();
    }

    private static KeycloakSession session(String method, @Nullable String header, @Nullable String value) {
        HttpHeaders headers = mock(HttpHeaders.class);
        if (header != null) {
            when(headers.getHeaderString(header)).thenReturn(value);
        }
        HttpRequest request = mock(HttpRequest.class);
        when(request.getHttpMethod()).thenReturn(method);
        when(request.getHttpHeaders()).thenReturn(headers);
        KeycloakContext context = mock(KeycloakContext.class);
        when(context.getHttpRequest()).thenReturn(request);
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.getContext()).thenReturn(context);
        return session;
    }
}
