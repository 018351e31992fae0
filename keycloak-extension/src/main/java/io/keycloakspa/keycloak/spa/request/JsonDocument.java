package io.keycloakspa.keycloak.spa.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A JSON text and the entity tag of exactly these bytes (RFC 9110 section 8.8.3), so the tag may be a strong one. */
public final class JsonDocument {

    /** Members in snake case as in OAuth; maps sorted, so that the same content gives the same bytes on every node. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final byte[] bytes;
    private final String etag;

    private JsonDocument(byte[] bytes) {
        this.bytes = bytes;
        this.etag = '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes)) + '"';
    }

    /**
     * The document for a record or map.
     *
     * @throws IllegalStateException if the content has no JSON form, which is a fault in our code
     */
    public static JsonDocument of(Object content) {
        try {
            return new JsonDocument(MAPPER.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON form for " + content.getClass(), e);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String etag() {
        return etag;
    }

    /**
     * Whether the caller already holds this document: the weak comparison of RFC 9110 section 13.1.2.
     *
     * @param ifNoneMatch the header field as sent; a list may be cut at commas, because no tag of ours contains one
     */
    public boolean isHeldBy(@Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        for (String candidate : ifNoneMatch.split(",", -1)) {
            String tag = candidate.strip();
            if (etag.equals(tag.startsWith("W/") ? tag.substring(2) : tag)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
