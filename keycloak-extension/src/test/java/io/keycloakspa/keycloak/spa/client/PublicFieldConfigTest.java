package io.keycloakspa.keycloak.spa.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The public configuration of a profile field")
class PublicFieldConfigTest {

    @Test
    @DisplayName("has bounds as numbers, however they were stored")
    void bounds() {
        assertThat(PublicFieldConfig.validators(
                        Map.of("length", Map.of("min", "3", "max", 255, "ignore.empty.value", true))))
                .isEqualTo(Map.of("length", Map.of("min", 3L, "max", 255)));
        assertThat(PublicFieldConfig.validators(Map.of("double", Map.of("min", "1.5"))))
                .isEqualTo(Map.of("double", Map.of("min", "1.5")));
    }

    @Test
    @DisplayName("names a validator of another extension, but keeps its configuration")
    void foreignConfigurationStaysSecret() {
        assertThat(PublicFieldConfig.validators(Map.of("acme-member", Map.of("api-key", "secret"))))
                .isEqualTo(Map.of("acme-member", Map.of()));
    }

    @Test
    @DisplayName("has the annotations about input, with their texts resolved at every depth")
    void inputAnnotations() {
        Map<String, Object> annotations = Map.of(
                "inputType", "select",
                "inputOptionLabels", Map.of("de", "${german}"),
                "inputHelperTextAfter", List.of("${help}"));
        assertThat(PublicFieldConfig.annotations(annotations, text -> text.replace("$", "")))
                .isEqualTo(Map.of(
                        "inputType", "select",
                        "inputOptionLabels", Map.of("de", "{german}"),
                        "inputHelperTextAfter", List.of("{help}")));
    }

    @Test
    @DisplayName("keeps annotations that are the realm's own affair")
    void otherAnnotationsStaySecret() {
        assertThat(PublicFieldConfig.annotations(Map.of("crm-field", "x", "kc.read.only", "y"), text -> text))
                .isEmpty();
    }
}
