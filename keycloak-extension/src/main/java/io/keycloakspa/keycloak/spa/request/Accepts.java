package io.keycloakspa.keycloak.spa.request;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether an {@code Accept} field takes JSON (RFC 9110 section 12.5.1). */
final class Accepts {

    private Accepts() {}

    /**
     * Whether JSON may be sent.
     *
     * @param accept the field as sent; none means that anything will do
     */
    static boolean json(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return true;
        }
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip();
            boolean matches = type.equals("application/json") || type.equals("application/*") || type.equals("*/*");
            if (matches && !isRefused(parts)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRefused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].replace(" ", "").matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}
