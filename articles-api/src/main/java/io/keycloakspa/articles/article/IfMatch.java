package io.keycloakspa.articles.article;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;

/** The writer's claim to know what is being overwritten (RFC 9110, section 13.1.1). */
final class IfMatch {

    private final List<ETag> tags;

    private IfMatch(List<ETag> tags) {
        this.tags = tags;
    }

    /**
     * @param header the field's value, or null where it is absent
     * @throws ProblemException {@code invalid_header} if there is a value and no entity tag in it
     */
    static @Nullable IfMatch parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        List<ETag> tags = ETag.parse(header);
        if (tags.isEmpty()) {
            throw new ProblemException(ProblemCode.INVALID_HEADER);
        }
        return new IfMatch(tags);
    }

    /**
     * Asked after everything else was found in order (RFC 9110, section 13.2.1), so that a caller without a right to the
     * article learns nothing by guessing tags.
     *
     * @throws ProblemException {@code precondition_required} or {@code precondition_failed}
     */
    static void check(@Nullable IfMatch ifMatch, String etag) {
        if (ifMatch == null) {
            throw new ProblemException(ProblemCode.PRECONDITION_REQUIRED);
        }
        if (!ifMatch.admits(etag)) {
            throw new ProblemException(ProblemCode.PRECONDITION_FAILED);
        }
    }

    /** By strong comparison: a weak tag never matches. */
    private boolean admits(String etag) {
        return tags.stream()
                .anyMatch(tag ->
                        tag.isWildcard() || (!tag.weak() && tag.formattedTag().equals(etag)));
    }
}
