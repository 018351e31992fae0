package io.keycloakspa.articles.article;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemException;
import io.keycloakspa.articles.error.Violation;
import io.keycloakspa.articles.security.CurrentUser;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The HTTP operations. Links are paths without a host: which host clients use is not this API's to know. */
@RestController
@RequestMapping(path = ArticleController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class ArticleController {

    static final String PATH = "/api/articles";

    private static final String ME = "me";

    private final ArticleService articles;

    ArticleController(ArticleService articles) {
        this.articles = articles;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ArticleResponse> create(@Valid @RequestBody ArticleRequest request, CurrentUser user) {
        Article article = articles.create(request, user);
        return ResponseEntity.created(URI.create(PATH + "/" + article.id()))
                .eTag(article.etag())
                .body(ArticleResponse.of(article));
    }

    /** Published articles, or with {@code author=me} the caller's own with drafts, newest first. */
    @GetMapping
    ResponseEntity<ArticleList> list(
            @RequestParam(required = false) @Nullable String author,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            CurrentUser user) {
        if (author != null && !author.equals(ME)) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, Violation.ofParameter("author"));
        }
        UUID before = cursor == null ? ListCursor.NEWEST : ListCursor.decode(cursor);
        ArticlePage page =
                author == null ? articles.listPublished(before, limit) : articles.listOwn(user, before, limit);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.last() != null) {
            answer.header(HttpHeaders.LINK, next(author, limit, page.last()));
        }
        return answer.body(new ArticleList(page.items()));
    }

    /** Spring answers 304 by itself where If-None-Match names this ETag. */
    @GetMapping("/{id}")
    ResponseEntity<ArticleResponse> read(@PathVariable UUID id, CurrentUser user) {
        return answer(articles.read(id, user));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ArticleResponse> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ArticleRequest request,
            CurrentUser user) {
        return answer(articles.update(id, IfMatch.parse(ifMatch), request, user));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            CurrentUser user) {
        articles.delete(id, IfMatch.parse(ifMatch), user);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<ArticleResponse> answer(Article article) {
        return ResponseEntity.ok().eTag(article.etag()).body(ArticleResponse.of(article));
    }

    private static String next(@Nullable String author, int limit, UUID last) {
        String filter = author == null ? "" : "author=" + author + "&";
        return "<" + PATH + "?" + filter + "limit=" + limit + "&cursor=" + ListCursor.encode(last) + ">; rel=\"next\"";
    }
}
