package io.keycloakspa.articles.article;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemException;
import io.keycloakspa.articles.error.Violation;
import io.keycloakspa.articles.security.CurrentUser;
import io.keycloakspa.articles.security.RecentAuthentication;
import io.keycloakspa.articles.security.RequiresRecentAuthentication;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The HTTP operations. Links are paths without a host: which host clients use is not this API's to know. */
@RestController
@Tag(name = "articles")
@RequestMapping(path = ArticleController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
class ArticleController {

    static final String PATH = "/api/articles";

    private static final String ME = "me";

    private final ArticleService articles;
    private final MergePatch patches;

    ArticleController(ArticleService articles, MergePatch patches) {
        this.articles = articles;
        this.patches = patches;
    }

    @Operation(operationId = "createArticle", summary = "Makes an article; its author is the caller.")
    @ApiResponse(
            responseCode = "201",
            description = "Made",
            useReturnTypeSchema = true,
            headers = {@Header(name = "Location"), @Header(name = "ETag")})
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ArticleResponse> create(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @Valid @RequestBody ArticleRequest request,
            CurrentUser user) {
        Article article = articles.create(request, IdempotencyKeys.parse(idempotencyKey), user);
        return ResponseEntity.created(URI.create(PATH + "/" + article.id()))
                .eTag(article.etag())
                .body(ArticleResponse.of(article));
    }

    /**
     * Published articles, or with {@code author=me} the caller's own with drafts, newest first.
     *
     * @param q words that must occur, as in a web search: {@code "a phrase"}, {@code or}, {@code -not}
     */
    @Operation(
            operationId = "listArticles",
            summary =
                    "Published articles, or with author=me the caller's own, newest first; Link leads to the next page.")
    @ApiResponse(
            responseCode = "200",
            description = "A page",
            useReturnTypeSchema = true,
            headers = @Header(name = "Link"))
    @GetMapping
    ResponseEntity<ArticleList> list(
            @RequestParam(required = false) @Nullable String author,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false)
                    @Nullable
                    @Size(min = 1, max = 200)
                    @Pattern(regexp = ArticleRequest.NO_CONTROLS)
                    String q,
            @RequestParam(required = false) @Nullable String cursor,
            CurrentUser user) {
        if (author != null && !author.equals(ME)) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, Violation.ofParameter("author"));
        }
        UUID before = cursor == null ? ListCursor.NEWEST : ListCursor.decode(cursor);
        ArticlePage page =
                author == null ? articles.listPublished(q, before, limit) : articles.listOwn(user, q, before, limit);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.last() != null) {
            answer.header(HttpHeaders.LINK, next(author, q, limit, page.last()));
        }
        return answer.body(new ArticleList(page.items()));
    }

    /** Spring answers 304 by itself where If-None-Match names this ETag. */
    @Operation(operationId = "readArticle", summary = "One article, whole; 304 where If-None-Match has its ETag.")
    @ApiResponse(
            responseCode = "200",
            description = "Found",
            useReturnTypeSchema = true,
            headers = @Header(name = "ETag"))
    @ApiResponse(responseCode = "304", description = "As the caller knows it", content = @Content)
    @GetMapping("/{id}")
    ResponseEntity<ArticleResponse> read(@PathVariable UUID id, CurrentUser user) {
        return answer(articles.read(id, user));
    }

    @Operation(operationId = "replaceArticle", summary = "Replaces what an author wrote.")
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            useReturnTypeSchema = true,
            headers = @Header(name = "ETag"))
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ArticleResponse> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ArticleRequest request,
            CurrentUser user) {
        return answer(articles.update(id, IfMatch.parse(ifMatch), before -> request, user));
    }

    @Operation(
            operationId = "changeArticle",
            summary = "Changes the members that are sent (JSON Merge Patch, RFC 7396).",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ArticlePatch.class))))
    @ApiResponse(
            responseCode = "200",
            description = "Done",
            useReturnTypeSchema = true,
            headers = @Header(name = "ETag"))
    @PatchMapping(path = "/{id}", consumes = MergePatch.MEDIA_TYPE)
    ResponseEntity<ArticleResponse> patch(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody ObjectNode patch,
            CurrentUser user) {
        return answer(articles.update(id, IfMatch.parse(ifMatch), before -> patches.apply(patch, before), user));
    }

    /** A draft goes at once; what others may have read goes only at the hands of who signed in lately. */
    @Operation(
            operationId = "deleteArticle",
            summary = "Deletes an article; a published one only within five minutes after signing in.")
    @ApiResponse(responseCode = "204", description = "Gone", content = @Content)
    @DeleteMapping("/{id}")
    @RequiresRecentAuthentication(maxAge = 300)
    ResponseEntity<Void> delete(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            CurrentUser user,
            RecentAuthentication recent) {
        articles.delete(id, IfMatch.parse(ifMatch), user, recent);
        return ResponseEntity.noContent().build();
    }

    private static ResponseEntity<ArticleResponse> answer(Article article) {
        return ResponseEntity.ok().eTag(article.etag()).body(ArticleResponse.of(article));
    }

    private static String next(@Nullable String author, @Nullable String q, int limit, UUID last) {
        String filter = (author == null ? "" : "author=" + author + "&")
                + (q == null ? "" : "q=" + URLEncoder.encode(q, StandardCharsets.UTF_8) + "&");
        return "<" + PATH + "?" + filter + "limit=" + limit + "&cursor=" + ListCursor.encode(last) + ">; rel=\"next\"";
    }
}
