package io.keycloakspa.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The message bundles")
class MessagesTest {

    private static final Path FOLDER = Path.of("src", "main", "resources", "theme-resources", "messages");

    @Test
    @DisplayName("have the same keys in each language")
    void languagesHaveEqualKeys() throws IOException {
        assertThat(messages("de").keySet()).isEqualTo(messages("en").keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en"})
    @DisplayName("explain every problem and every field code, in a form that MessageFormat takes")
    void everyProblemIsExplained(String language) throws IOException {
        Properties messages = messages(language);
        assertThat(messages.stringPropertyNames())
                .containsAll(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::messageKey)
                        .toList())
                .containsAll(Arrays.stream(FieldCode.values())
                        .map(code -> FieldError.of("member", code).messageKey())
                        .toList());
        for (String key : messages.stringPropertyNames()) {
            assertThatCode(() -> new MessageFormat(messages.getProperty(key), Locale.forLanguageTag(language)))
                    .as(key)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "en"})
    @DisplayName("explain no code that is not there any more")
    void nothingElseIsExplained(String language) throws IOException {
        Set<String> known = Stream.concat(
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::messageKey),
                        Arrays.stream(FieldCode.values())
                                .map(code -> FieldError.of("member", code).messageKey()))
                .collect(Collectors.toSet());
        assertThat(messages(language).stringPropertyNames())
                .filteredOn(key -> key.startsWith("spaProblem.") || key.startsWith("spaField."))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    private static Properties messages(String language) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve("messages_" + language + ".properties"))) {
            messages.load(reader);
        }
        return messages;
    }
}
