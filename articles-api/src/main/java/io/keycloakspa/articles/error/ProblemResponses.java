package io.keycloakspa.articles.error;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Describes the refusals: one body for all, and each operation may answer each status that has a code. */
@Component
class ProblemResponses implements OpenApiCustomizer {

    private static final String SCHEMA = "#/components/schemas/Problem";

    @Override
    public void customise(OpenAPI description) {
        ModelConverters.getInstance(true).readAll(Problem.class).forEach(description.getComponents()::addSchemas);
        Map<String, String> codes = codesByStatus();
        codes.forEach((status, list) -> description.getComponents().addResponses(name(status), response(list)));
        description.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(Operation::getResponses)
                .forEach(responses -> codes.keySet()
                        .forEach(status -> responses.addApiResponse(status, new ApiResponse().$ref(name(status)))));
    }

    private static Map<String, String> codesByStatus() {
        return Arrays.stream(ProblemCode.values())
                .collect(Collectors.groupingBy(
                        code -> String.valueOf(code.status().value()),
                        TreeMap::new,
                        Collectors.mapping(ProblemCode::code, Collectors.joining(", "))));
    }

    private static String name(String status) {
        return "Problem" + status;
    }

    private static ApiResponse response(String codes) {
        return new ApiResponse()
                .description(codes)
                .content(new Content()
                        .addMediaType("application/problem+json", new MediaType().schema(new Schema<>().$ref(SCHEMA))));
    }
}
