package io.keycloakspa.e2e.openapi;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of the JSON API as a judge: it knows no answer that it does not promise. */
public final class DocumentedApi {

    private static final Path SOURCE =
            Path.of("keycloak-extension/src/main/resources/io/keycloakspa/keycloak/spa/openapi/openapi.json");
    private static final String ADDRESS = "https://keycloak-spa.example/openapi.json";
    private static final DocumentedApi API = new DocumentedApi(read());

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private DocumentedApi(String text) {
        this.document = JsonMapper.builder().build().readTree(text);
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ADDRESS, text)));
    }

    /**
     * Lets answers of other servers pass, and those of the JSON API only as documented.
     *
     * @param asked the body of the request, if it is known: what the API takes has to be documented as well
     * @throws AssertionError with everything that is not as documented
     */
    public static void check(HttpResponse<String> response, @Nullable String asked) {
        Optional<Exchange> exchange = Exchange.of(response, asked);
        List<String> faults = exchange.map(API::faults).orElse(List.of());
        if (!faults.isEmpty()) {
            throw new AssertionError("Not as the OpenAPI document says: "
                    + exchange.map(it -> it.method() + " " + it.path()).orElse("")
                    + " answered " + response.statusCode() + " " + response.body() + "\n- "
                    + String.join("\n- ", faults));
        }
    }

    /** The document in the sources, which is what the server serves. */
    public static DocumentedApi ofSources() {
        return API;
    }

    /** What is not as documented. */
    List<String> faults(Exchange exchange) {
        if (exchange.method().equals("OPTIONS")) {
            return exchange.status() == 204 ? List.of() : List.of("a preflight is answered with 204");
        }
        String path = template(exchange.path());
        if (path == null) {
            return answer(exchange, "/components/responses/NotFound", 404);
        }
        String operation = "/paths/" + escaped(path) + "/" + verb(exchange.method());
        if (document.at(operation).isMissingNode()) {
            return answer(exchange, "/components/responses/MethodNotAllowed", 405);
        }
        String response = operation + "/responses/" + exchange.status();
        if (document.at(response).isMissingNode()) {
            return List.of("the status is none of "
                    + document.at(operation + "/responses").propertyNames());
        }
        List<String> faults = new ArrayList<>(answer(exchange, resolved(response), exchange.status()));
        String request = operation + "/requestBody/content/application~1json/schema";
        String asked = exchange.asked();
        if (exchange.succeeded() && asked != null && !document.at(request).isMissingNode()) {
            judge(asked, request).forEach(fault -> faults.add("the request, which was taken: " + fault));
        }
        return faults;
    }

    private List<String> answer(Exchange exchange, String response, int status) {
        if (exchange.status() != status) {
            return List.of("what is not documented is answered with " + status);
        }
        List<String> faults = new ArrayList<>();
        document.at(response + "/headers").propertyNames().forEach(name -> {
            String header = resolved(response + "/headers/" + name);
            exchange.headers()
                    .firstValue(name)
                    .ifPresentOrElse(
                            value -> judge(asJson(value), header + "/schema")
                                    .forEach(fault -> faults.add("header field " + name + ": " + fault)),
                            () -> {
                                if (document.at(header + "/required").asBoolean(false)) {
                                    faults.add("header field " + name + " is missing");
                                }
                            });
        });
        faults.addAll(content(exchange, response + "/content"));
        return faults;
    }

    private List<String> content(Exchange exchange, String content) {
        if (exchange.method().equals("HEAD") || document.at(content).isMissingNode()) {
            return exchange.answered().isEmpty() ? List.of() : List.of("there is a body");
        }
        String schema = content + "/" + escaped(exchange.type()) + "/schema";
        if (document.at(schema).isMissingNode()) {
            return List.of("the type '" + exchange.type() + "' is none of "
                    + document.at(content).propertyNames());
        }
        return exchange.type().endsWith("json") ? judge(exchange.answered(), schema) : List.of();
    }

    private List<String> judge(String json, String schema) {
        try {
            return schemas
                    .getSchema(SchemaLocation.of(ADDRESS + "#" + schema))
                    .validate(
                            json,
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (JacksonException e) {
            return List.of("it is no JSON: " + e.getOriginalMessage());
        }
    }

    /** A header field's value as a schema sees it: digits are a number. */
    private static String asJson(String value) {
        return value.matches("\\d{1,9}") ? value : JsonMapper.builder().build().writeValueAsString(value);
    }

    private @Nullable String template(String path) {
        for (String template : document.at("/paths").propertyNames()) {
            String pattern = template.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+");
            if (path.matches(pattern + "/?")) {
                return template;
            }
        }
        return null;
    }

    private String resolved(String pointer) {
        JsonNode reference = document.at(pointer + "/$ref");
        return reference.isMissingNode() ? pointer : reference.asString().substring(1);
    }

    private static String verb(String method) {
        return method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String read() {
        try {
            return Files.readString(
                    Path.of(System.getProperty("project.root", "..")).resolve(SOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
