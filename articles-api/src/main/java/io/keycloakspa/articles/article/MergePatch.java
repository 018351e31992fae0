package io.keycloakspa.articles.article;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Applies a JSON Merge Patch (RFC 7396) to what an author wrote; the result obeys the rules of a whole article. */
@Component
class MergePatch {

    static final String MEDIA_TYPE = "application/merge-patch+json";

    private final JsonMapper json;
    private final Validator validator;

    MergePatch(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * @throws ConstraintViolationException if the result is no article, for example because a member was removed
     * @throws tools.jackson.core.JacksonException if a member is unknown or has the wrong type
     */
    ArticleRequest apply(ObjectNode patch, ArticleRequest current) {
        ObjectNode merged = json.valueToTree(current);
        // No member of an article is an object, so there is nothing to merge in depth.
        patch.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                merged.set(member.getKey(), member.getValue());
            }
        });
        ArticleRequest result = json.treeToValue(merged, ArticleRequest.class);
        Set<ConstraintViolation<ArticleRequest>> broken = validator.validate(result);
        if (!broken.isEmpty()) {
            throw new ConstraintViolationException(broken);
        }
        return result;
    }
}
