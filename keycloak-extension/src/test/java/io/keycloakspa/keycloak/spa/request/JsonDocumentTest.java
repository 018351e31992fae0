package io.keycloakspa.keycloak.spa.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A JSON document")
class JsonDocumentTest {

    record Example(String clientId, @Nullable String absent, Map<String, String> map) {}

    private final JsonDocument document = JsonDocument.of(example("b", "a"));

    @Test
    @DisplayName("has members in snake case, none that are absent, and maps in order")
    void form() {
        assertThat(new String(document.bytes(), UTF_8))
                .isEqualTo("{\"client_id\":\"blog\",\"map\":{\"a\":\"1\",\"b\":\"1\"}}");
    }

    @Test
    @DisplayName("has one strong tag for the same content, in whatever order it was put together")
    void sameContentSameTag() {
        assertThat(document.etag()).matches("\"[\\w-]{43}\"");
        assertThat(JsonDocument.of(example("a", "b")).etag()).isEqualTo(document.etag());
    }

    @Test
    @DisplayName("has another tag for other content")
    void otherContentOtherTag() {
        assertThat(JsonDocument.of(example("a", "c")).etag()).isNotEqualTo(document.etag());
    }

    @Test
    @DisplayName("is held by whoever names its tag, also weakly, in a list, or names any")
    void held() {
        String etag = document.etag();
        assertThat(new String[] {etag, "W/" + etag, "\"x\", " + etag, "\"x\",W/" + etag + ",\"y\"", "*", " * "})
                .allMatch(document::isHeldBy);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "\"x\"", "W/\"x\"", "x", ",", "\"*\""})
    @DisplayName("is not held by anybody else")
    void notHeld(@Nullable String ifNoneMatch) {
        assertThat(document.isHeldBy(ifNoneMatch)).isFalse();
    }

    @Test
    @DisplayName("is not held by whoever names the tag without its quotes")
    void unquotedTagIsNoTag() {
        assertThat(document.isHeldBy(document.etag().replace("\"", ""))).isFalse();
    }

    private static Example example(String first, String second) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put(first, "1");
        map.put(second, "1");
        return new Example("blog", null, map);
    }
}
