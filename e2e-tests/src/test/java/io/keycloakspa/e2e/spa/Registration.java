package io.keycloakspa.e2e.spa;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** What an app sends to register somebody. */
public record Registration(Map<String, Object> members) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** With everything that the blog's realm asks for. */
    public static Registration of(String username, String email) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("client_id", "blog-spa");
        members.put("username", username);
        members.put("email", email);
        members.put("attributes", Map.of("firstName", "Test", "lastName", "Person"));
        return new Registration(members);
    }

    /** Somebody whose name and address are nobody else's. */
    public static Registration fresh() {
        String name = freshName();
        return of(name, name + "@example.org");
    }

    public static String freshName() {
        return "new-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** The same with another member. */
    public Registration with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        changed.put(name, value);
        return new Registration(changed);
    }

    /** The same with an attribute more. */
    public Registration withAttribute(String name, Object value) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (members.get("attributes") instanceof Map<?, ?> earlier) {
            earlier.forEach((key, each) -> attributes.put(String.valueOf(key), each == null ? List.of() : each));
        }
        attributes.put(name, value);
        return with("attributes", attributes);
    }

    public Registration without(String name) {
        Map<String, Object> changed = new LinkedHashMap<>(members);
        changed.remove(name);
        return new Registration(changed);
    }

    public String username() {
        return String.valueOf(members.get("username"));
    }

    public String email() {
        return String.valueOf(members.get("email"));
    }

    public String json() {
        return JSON.writeValueAsString(members);
    }
}
