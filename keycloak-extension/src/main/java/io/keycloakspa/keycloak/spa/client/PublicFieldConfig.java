package io.keycloakspa.keycloak.spa.client;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Which part of a profile field's configuration is for the public, and in which form. */
final class PublicFieldConfig {

    /** Keycloak's own validators, whose configuration the hosted form shows as well. */
    private static final Set<String> STOCK_VALIDATORS = Set.of(
            "double",
            "email",
            "integer",
            "iso-date",
            "length",
            "local-date",
            "multivalued",
            "options",
            "pattern",
            "person-name-prohibited-characters",
            "up-username-not-idn-homograph",
            "uri",
            "username-prohibited-characters");

    /** Keycloak adds it to every validator by itself; it says nothing that "required" does not say. */
    private static final String IGNORE_EMPTY = "ignore.empty.value";

    /** Keycloak's prefix for everything that tells a form how to show a field. */
    private static final String INPUT_ANNOTATION = "input";

    private PublicFieldConfig() {}

    /** The validators by id. What configures a validator of another extension stays here: it may be a secret. */
    static Map<String, Map<String, Object>> validators(Map<String, Map<String, Object>> validators) {
        Map<String, Map<String, Object>> result = new TreeMap<>();
        validators.forEach((id, config) ->
                result.put(id, (config == null || !STOCK_VALIDATORS.contains(id)) ? Map.of() : withNumbers(config)));
        return result;
    }

    /** The annotations about input, with references to texts resolved. Other annotations are the realm's own affair. */
    static Map<String, Object> annotations(Map<String, Object> annotations, UnaryOperator<String> texts) {
        Map<String, Object> result = new TreeMap<>();
        annotations.forEach((key, value) -> {
            if (key.startsWith(INPUT_ANNOTATION) && value != null) {
                result.put(key, resolved(value, texts));
            }
        });
        return result;
    }

    /** The admin console stores bounds as text, realm files have them as numbers; an app should see one form. */
    private static Map<String, Object> withNumbers(Map<String, Object> config) {
        Map<String, Object> result = new TreeMap<>();
        config.forEach((key, value) -> {
            if (value != null && !key.equals(IGNORE_EMPTY)) {
                result.put(key, key.equals("min") || key.equals("max") ? asNumber(value) : value);
            }
        });
        return result;
    }

    private static Object asNumber(Object value) {
        return value instanceof String text && text.matches("-?\\d{1,18}") ? Long.valueOf(text) : value;
    }

    private static Object resolved(Object value, UnaryOperator<String> texts) {
        if (value instanceof String text) {
            return texts.apply(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new TreeMap<>();
            map.forEach((key, inner) -> {
                if (inner != null) {
                    result.put(String.valueOf(key), resolved(inner, texts));
                }
            });
            return result;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(inner -> resolved(inner, texts)).toList();
        }
        return value;
    }
}
