package io.keycloakspa.keycloak.spa.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.keycloakspa.keycloak.spa.problem.FieldCode;
import io.keycloakspa.keycloak.spa.problem.FieldError;
import io.keycloakspa.keycloak.spa.problem.ProblemCode;
import io.keycloakspa.keycloak.spa.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of a request's body: one JSON object (RFC 8259). Everything that is wrong with it is told at once. */
public final class RequestBody {

    /** Bytes. */
    static final int MAX_SIZE = 64 * 1024;

    /** Errors that are told of members that do not belong; enough to help, too few to make an answer of a flood. */
    static final int MAX_UNKNOWN = 16;

    // Characters of a member's name that come back.
    private static final int MAX_NAME = 64;

    // Two members of one name could be read differently by whoever looks at the request before us.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, Object> members;

    private RequestBody(Map<String, Object> members) {
        this.members = members;
    }

    /** What a member may be. */
    public enum Kind {
        /** A string. */
        TEXT,
        /** {@code true} or {@code false}. */
        FLAG,
        /** An object whose members are strings, lists of strings, or {@code null} for none. */
        VALUES
    }

    /**
     * A member that the request takes.
     *
     * @param maxBytes of UTF-8, for a text; anything else is only limited by the body's size
     */
    public record Member(String name, boolean required, int maxBytes, Kind kind) {

        public static Member required(String name, int maxBytes) {
            return new Member(name, true, maxBytes, Kind.TEXT);
        }

        public static Member optional(String name, int maxBytes) {
            return new Member(name, false, maxBytes, Kind.TEXT);
        }

        /** A flag, which is {@code false} if it is not sent. */
        public static Member flag(String name) {
            return new Member(name, false, MAX_SIZE, Kind.FLAG);
        }

        /** Values by name, none if they are not sent. */
        public static Member values(String name) {
            return new Member(name, false, MAX_SIZE, Kind.VALUES);
        }

        /** Values by name that have to be sent. */
        public static Member requiredValues(String name) {
            return new Member(name, true, MAX_SIZE, Kind.VALUES);
        }
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException {@code unsupported_media_type}, {@code content_too_large}, {@code invalid_request} or
     *     {@code validation_failed}
     */
    static RequestBody read(@Nullable String contentType, InputStream body, List<Member> expected) {
        if (!isJson(contentType)) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        }
        JsonNode root = parse(bytes(body));
        List<FieldError> errors = new ArrayList<>();
        Map<String, Object> members = new HashMap<>();
        for (Member member : expected) {
            read(root.get(member.name()), member, errors).ifPresent(value -> members.put(member.name(), value));
        }
        root.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name ->
                        expected.stream().noneMatch(member -> member.name().equals(name)))
                .limit(MAX_UNKNOWN)
                .forEach(name -> errors.add(FieldError.of(escaped(name), FieldCode.UNKNOWN_MEMBER)));
        if (!errors.isEmpty()) {
            throw ProblemException.ofFields(errors);
        }
        return new RequestBody(members);
    }

    /** The text of a member that is required. */
    public String get(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is not a required member"));
    }

    /** The text of a member, empty if it was not sent. */
    public Optional<String> find(String name) {
        return Optional.ofNullable((String) members.get(name));
    }

    /** Whether a flag was sent and is {@code true}. */
    public boolean isSet(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    /** The values by name of a member, in the order in which they were sent; an empty list is what {@code null} said. */
    @SuppressWarnings("unchecked") // Only what MemberValues has read is stored for members of this kind.
    public Map<String, List<String>> values(String name) {
        return (Map<String, List<String>>) members.getOrDefault(name, Map.of());
    }

    /** Only UTF-8 has a name in JSON (RFC 8259 section 8.1). */
    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return parts[0].strip().equals("application/json");
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new ProblemException(ProblemCode.CONTENT_TOO_LARGE);
            }
            return bytes;
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST);
        }
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            // Decoded here, because the parser would guess at UTF-16 and UTF-32 and pass over some broken UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode root = MAPPER.readTree(text);
            if (root == null || !root.isObject() || isTorn(root)) {
                throw new ProblemException(ProblemCode.INVALID_REQUEST);
            }
            return root;
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST);
        }
    }

    /** Whether there is half a surrogate pair (RFC 8259 section 8.2), which nothing after us can write as UTF-8. */
    private static boolean isTorn(JsonNode node) {
        return isTorn(node.asText())
                || node.propertyStream().map(Map.Entry::getKey).anyMatch(RequestBody::isTorn)
                || node.valueStream().anyMatch(RequestBody::isTorn);
    }

    private static boolean isTorn(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static Optional<Object> read(@Nullable JsonNode node, Member member, List<FieldError> errors) {
        if (node == null || node.isNull()) {
            if (member.required()) {
                errors.add(FieldError.of(member.name(), FieldCode.REQUIRED));
            }
            return Optional.empty();
        }
        boolean fits = switch (member.kind()) {
            case TEXT -> node.isTextual();
            case FLAG -> node.isBoolean();
            case VALUES -> node.isObject();
        };
        if (!fits) {
            errors.add(FieldError.of(member.name(), FieldCode.WRONG_TYPE));
            return Optional.empty();
        }
        return switch (member.kind()) {
            case TEXT -> Optional.of(text(node.textValue(), member, errors));
            case FLAG -> Optional.of(node.booleanValue());
            case VALUES -> Optional.of(values(node, member, errors));
        };
    }

    private static String text(String text, Member member, List<FieldError> errors) {
        if (text.isBlank() && member.required()) {
            errors.add(FieldError.of(member.name(), FieldCode.REQUIRED));
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > member.maxBytes()) {
            errors.add(FieldError.of(member.name(), FieldCode.TOO_LONG));
        }
        return text;
    }

    private static Map<String, List<String>> values(JsonNode object, Member member, List<FieldError> errors) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<FieldError> wrong = new ArrayList<>();
        object.propertyStream().forEach(property -> {
            JsonNode value = property.getValue();
            List<JsonNode> items =
                    value.isArray() ? value.valueStream().toList() : value.isNull() ? List.of() : List.of(value);
            if (items.stream().allMatch(JsonNode::isTextual)) {
                values.put(
                        property.getKey(),
                        items.stream().map(JsonNode::textValue).toList());
            } else if (wrong.size() < MAX_UNKNOWN) {
                wrong.add(FieldError.of(member.name() + "/" + escaped(property.getKey()), FieldCode.WRONG_TYPE));
            }
        });
        errors.addAll(wrong);
        return Collections.unmodifiableMap(values);
    }

    /** As a JSON pointer writes a name (RFC 6901 section 3), and cut: it comes back in the answer. */
    private static String escaped(String name) {
        String shown = name.codePointCount(0, name.length()) > MAX_NAME
                ? name.substring(0, name.offsetByCodePoints(0, MAX_NAME))
                : name;
        return shown.replace("~", "~0").replace("/", "~1");
    }
}
