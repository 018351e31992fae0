package io.keycloakspa.articles.article;

import java.util.List;

/** The body of a list; the way to the next page is in the Link header (RFC 8288). */
record ArticleList(List<ArticleSummary> items) {}
