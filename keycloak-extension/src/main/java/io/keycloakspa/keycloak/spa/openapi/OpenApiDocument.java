package io.keycloakspa.keycloak.spa.openapi;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keycloakspa.keycloak.spa.request.JsonDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The one description of the JSON API, {@code openapi.json} beside this class. Only its server differs by realm. */
final class OpenApiDocument {

    private static final ObjectNode SOURCE = read();

    private OpenApiDocument() {}

    /** The document of a realm. */
    static JsonDocument of(String issuer) {
        ObjectNode document = SOURCE.deepCopy();
        document.putArray("servers").addObject().put("url", issuer + "/spa/v1");
        return JsonDocument.of(document);
    }

    private static ObjectNode read() {
        try (InputStream source = OpenApiDocument.class.getResourceAsStream("openapi.json")) {
            return (ObjectNode) JsonMapper.builder().build().readTree(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
