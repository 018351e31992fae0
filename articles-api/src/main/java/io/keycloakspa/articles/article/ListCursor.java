package io.keycloakspa.articles.article;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page ends, as clients hand it back: the id of its last article. Lists are ordered by id, which grows with
 * time and never changes, so nothing is shown twice or missed while others insert, change and delete.
 */
final class ListCursor {

    /** Above every id; PostgreSQL compares ids byte by byte, unsigned. */
    static final UUID NEWEST = new UUID(-1L, -1L);

    private static final int BYTES = 16;

    private ListCursor() {}

    static String encode(UUID last) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws ProblemException {@code invalid_cursor} if {@link #encode} never gave this */
    static UUID decode(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                UUID last = new UUID(buffer.getLong(), buffer.getLong());
                // Base64 has several spellings of the same bytes; only ours is a cursor.
                if (last.version() == 7 && encode(last).equals(cursor)) {
                    return last;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.INVALID_CURSOR);
        }
        throw new ProblemException(ProblemCode.INVALID_CURSOR);
    }
}
