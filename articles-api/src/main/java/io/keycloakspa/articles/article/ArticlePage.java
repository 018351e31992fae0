package io.keycloakspa.articles.article;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, newest first.
 *
 * @param last the id after which the next page begins, or null where this is the last page
 */
record ArticlePage(List<ArticleSummary> items, @Nullable UUID last) {

    /** Cuts a page from one item more than was asked for, which tells whether there is a next page. */
    static ArticlePage of(List<ArticleSummary> found, int limit) {
        if (found.size() <= limit) {
            return new ArticlePage(found, null);
        }
        List<ArticleSummary> items = found.subList(0, limit);
        return new ArticlePage(items, items.get(limit - 1).id());
    }
}
