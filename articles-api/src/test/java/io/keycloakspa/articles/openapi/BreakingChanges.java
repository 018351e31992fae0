package io.keycloakspa.articles.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What a client of one description could not do any more under another. For what this API's descriptions are made of;
 * general comparers do not read the schemas of OpenAPI 3.1.
 */
final class BreakingChanges {

    private enum Direction {
        SENT,
        ANSWERED
    }

    private final List<String> found = new ArrayList<>();
    private final JsonNode before;
    private final JsonNode after;

    private BreakingChanges(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** One line for each, empty if clients go on. */
    static List<String> between(JsonNode before, JsonNode after) {
        BreakingChanges changes = new BreakingChanges(before, after);
        for (Map.Entry<String, JsonNode> path : before.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                changes.operation(
                        operation.getKey() + " " + path.getKey(),
                        operation.getValue(),
                        after.path("paths").path(path.getKey()).path(operation.getKey()));
            }
        }
        return changes.found;
    }

    private void operation(String at, JsonNode was, JsonNode is) {
        if (is.isMissingNode()) {
            found.add(at + " is gone");
            return;
        }
        for (JsonNode parameter : was.path("parameters")) {
            JsonNode now = sameParameter(is, parameter);
            String name = at + " " + parameter.path("name").asString();
            breaks(now.isMissingNode(), name + " is gone");
            schema(name, parameter.path("schema"), now.path("schema"), Direction.SENT);
        }
        for (JsonNode parameter : is.path("parameters")) {
            breaks(
                    parameter.path("required").asBoolean()
                            && !sameParameter(was, parameter).path("required").asBoolean(),
                    at + " " + parameter.path("name").asString() + " is required");
        }
        content(at + " body", was.path("requestBody"), is.path("requestBody"), Direction.SENT);
        for (Map.Entry<String, JsonNode> response : was.path("responses").properties()) {
            String status = at + " " + response.getKey();
            JsonNode now = is.path("responses").path(response.getKey());
            breaks(now.isMissingNode(), status + " is gone");
            JsonNode described = resolved(before, response.getValue());
            content(status, described, resolved(after, now), Direction.ANSWERED);
            for (Map.Entry<String, JsonNode> header : described.path("headers").properties()) {
                breaks(
                        !resolved(after, now).path("headers").has(header.getKey()),
                        status + " lacks " + header.getKey());
            }
        }
    }

    private static JsonNode sameParameter(JsonNode operation, JsonNode parameter) {
        for (JsonNode each : operation.path("parameters")) {
            if (each.path("name").equals(parameter.path("name"))
                    && each.path("in").equals(parameter.path("in"))) {
                return each;
            }
        }
        return operation.path("no such parameter");
    }

    private void content(String at, JsonNode was, JsonNode is, Direction direction) {
        for (Map.Entry<String, JsonNode> type : was.path("content").properties()) {
            JsonNode now = is.path("content").path(type.getKey());
            breaks(now.isMissingNode(), at + " is not " + type.getKey());
            schema(at, type.getValue().path("schema"), now.path("schema"), direction);
        }
    }

    private void schema(String at, JsonNode reference, JsonNode referenceNow, Direction direction) {
        JsonNode was = resolved(before, reference);
        JsonNode is = resolved(after, referenceNow);
        for (String rule : List.of("type", "format", "pattern")) {
            breaks(!was.path(rule).equals(is.path(rule)), at + ": another " + rule);
        }
        List<String> values = texts(was.path("enum"));
        List<String> valuesNow = texts(is.path("enum"));
        List<String> required = texts(was.path("required"));
        List<String> requiredNow = texts(is.path("required"));
        if (direction == Direction.SENT) {
            breaks(
                    !values.isEmpty() && !valuesNow.isEmpty() && !valuesNow.containsAll(values),
                    at + ": a value is gone");
            breaks(values.isEmpty() && !valuesNow.isEmpty(), at + ": only some values");
            breaks(!required.containsAll(requiredNow), at + ": more is required");
            breaks(limit(is, "maxLength") < limit(was, "maxLength"), at + ": shorter");
            breaks(limit(is, "maximum") < limit(was, "maximum"), at + ": smaller");
            breaks(is.path("minLength").asLong(0) > was.path("minLength").asLong(0), at + ": longer");
            breaks(
                    is.path("minimum").asLong(Long.MIN_VALUE)
                            > was.path("minimum").asLong(Long.MIN_VALUE),
                    at + ": larger");
        } else {
            breaks(!values.isEmpty() && !values.containsAll(valuesNow), at + ": a new value");
            breaks(!requiredNow.containsAll(required), at + ": less is sure");
        }
        for (Map.Entry<String, JsonNode> member : was.path("properties").properties()) {
            JsonNode now = is.path("properties").path(member.getKey());
            breaks(now.isMissingNode(), at + "/" + member.getKey() + " is gone");
            if (!now.isMissingNode()) {
                schema(at + "/" + member.getKey(), member.getValue(), now, direction);
            }
        }
        if (was.has("items")) {
            schema(at + "[]", was.path("items"), is.path("items"), direction);
        }
    }

    private void breaks(boolean broken, String line) {
        if (broken) {
            found.add(line);
        }
    }

    private static long limit(JsonNode schema, String rule) {
        return schema.path(rule).asLong(Long.MAX_VALUE);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static JsonNode resolved(JsonNode description, JsonNode node) {
        return node.has("$ref") ? description.at(node.path("$ref").asString().substring(1)) : node;
    }
}
