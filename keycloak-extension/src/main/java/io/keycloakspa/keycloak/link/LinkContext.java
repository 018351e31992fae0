package io.keycloakspa.keycloak.link;

import io.keycloakspa.keycloak.actiontoken.Purpose;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a page of the app is told in its address. It never contains an address or a name (C-20). */
final class LinkContext {

    private static final String STATE = "state";

    private LinkContext() {}

    static Map<String, String> token(String token, Optional<String> state) {
        return of("token", token, state);
    }

    /** Something is done already. */
    static Map<String, String> status(String status, Optional<String> state) {
        return of("status", status, state);
    }

    /**
     * Something went wrong.
     *
     * @param purpose what the link was for, as far as it can be believed, so that the app offers the right mail
     */
    static Map<String, String> error(String code, Optional<Purpose> purpose, Optional<String> state) {
        Map<String, String> parameters = of("error", code, state);
        purpose.ifPresent(known -> parameters.put("purpose", known.code()));
        return parameters;
    }

    private static Map<String, String> of(String name, String value, Optional<String> state) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(name, value);
        state.ifPresent(text -> parameters.put(STATE, text));
        return parameters;
    }
}
