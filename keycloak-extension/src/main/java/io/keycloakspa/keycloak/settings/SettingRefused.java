package io.keycloakspa.keycloak.settings;

import java.util.Arrays;
import java.util.List;

/** A setting that cannot be used, with the sentence for whoever wrote it. */
final class SettingRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String messageKey;
    private final transient List<Object> parameters;

    /**
     * Says what to write instead.
     *
     * @param parameters of the sentence; the first is the label of the field
     */
    SettingRefused(String messageKey, Object... parameters) {
        super(messageKey);
        this.messageKey = messageKey;
        this.parameters = List.copyOf(Arrays.asList(parameters));
    }

    String messageKey() {
        return messageKey;
    }

    Object[] parameters() {
        return parameters.toArray();
    }
}
