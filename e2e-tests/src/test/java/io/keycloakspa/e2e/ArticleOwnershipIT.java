package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.http.JsonHttp;
import io.keycloakspa.e2e.http.JsonHttp.Answer;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.launcher.DemoAccount;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("An article belongs to who wrote it")
class ArticleOwnershipIT {

    private static final String SCOPE = "openid profile articles:read articles:write";

    private JsonHttp api = new JsonHttp(URI.create("about:blank"));
    private String alice = "";
    private String bob = "";
    private String carol = "";
    private String narrow = "";

    @BeforeAll
    void signIn(TestEnvironment environment) throws Exception {
        api = new JsonHttp(environment.webUrl());
        var flow = new CodeFlow(environment.issuer(), "blog-spa", URI.create(environment.webUrl() + "/callback"));
        alice = "Bearer " + flow.signIn(DemoAccount.ALICE, SCOPE).accessToken();
        bob = "Bearer " + flow.signIn(DemoAccount.BOB, SCOPE).accessToken();
        carol = "Bearer " + flow.signIn(DemoAccount.CAROL, SCOPE).accessToken();
        narrow = "Bearer "
                + flow.signIn(DemoAccount.ALICE, "openid articles:read").accessToken();
    }

    @Test
    @DisplayName("its author reads it back as it was written, changes and deletes it")
    void lifeOfAnArticle() throws Exception {
        Answer made = write(alice, "Frost", "It **came** overnight.", "draft");
        assertThat(made.status()).isEqualTo(201);
        String path = path(made);
        Answer read = api.get(path, "Authorization", alice);
        assertThat(read.body().path("content").asString()).isEqualTo("It **came** overnight.");
        assertThat(read.body().path("author").path("name").asString()).contains("Alice");

        Answer changed = api.send(
                "PUT", path, article("Thaw", "It went.", "published"), "Authorization", alice, "If-Match", etag(read));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(api.send("DELETE", path, "", "Authorization", alice, "If-Match", etag(changed))
                        .status())
                .isEqualTo(204);
        assertThat(api.get(path, "Authorization", alice).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("another's draft is not there: not in lists, not by its address, not to change or delete")
    void strangerReachesForADraft() throws Exception {
        Answer made = write(alice, "Secret draft", "Nobody else reads this.", "draft");
        String path = path(made);
        assertThat(api.get(path, "Authorization", bob).status()).isEqualTo(404);
        assertThat(api.send("PUT", path, article("x", "x", "draft"), "Authorization", bob, "If-Match", etag(made))
                        .status())
                .isEqualTo(404);
        assertThat(api.send("DELETE", path, "", "Authorization", bob, "If-Match", etag(made))
                        .status())
                .isEqualTo(404);
        String id = made.body().path("id").asString();
        assertThat(listed("/api/articles?limit=100", bob, id)).isFalse();
        assertThat(listed("/api/articles?author=me&limit=100", bob, id)).isFalse();
        assertThat(listed("/api/articles?limit=100", alice, id)).isFalse();
        assertThat(listed("/api/articles?author=me&limit=100", alice, id)).isTrue();
    }

    @Test
    @DisplayName("another's published article can be read, and to change it is 403")
    void strangerChangesAPublishedArticle() throws Exception {
        Answer made = write(alice, "Open to all", "Read me.", "published");
        String path = path(made);
        assertThat(api.get(path, "Authorization", bob).status()).isEqualTo(200);
        assertThat(api.send("PUT", path, article("x", "x", "draft"), "Authorization", bob, "If-Match", etag(made))
                        .status())
                .isEqualTo(403);
        assertThat(api.send("DELETE", path, "", "Authorization", bob, "If-Match", etag(made))
                        .status())
                .isEqualTo(403);
        assertThat(api.get(path, "Authorization", alice).body().path("title").asString())
                .isEqualTo("Open to all");
    }

    @Test
    @DisplayName("a reader cannot write, and an author's narrow token cannot either")
    void writeWithoutRoleOrScope() throws Exception {
        assertThat(write(carol, "No", "No", "draft").status()).isEqualTo(403);
        Answer refused = write(narrow, "No", "No", "draft");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("www-authenticate")).contains("insufficient_scope");
    }

    @Test
    @DisplayName("a blind or stale overwrite is refused")
    void overwriteWithoutLooking() throws Exception {
        Answer made = write(alice, "First", "One.", "draft");
        String path = path(made);
        assertThat(api.send("PUT", path, article("x", "x", "draft"), "Authorization", alice)
                        .status())
                .isEqualTo(428);
        assertThat(api.send(
                                "PUT",
                                path,
                                article("Second", "Two.", "draft"),
                                "Authorization",
                                alice,
                                "If-Match",
                                etag(made))
                        .status())
                .isEqualTo(200);
        assertThat(api.send(
                                "PUT",
                                path,
                                article("Third", "Three.", "draft"),
                                "Authorization",
                                alice,
                                "If-Match",
                                etag(made))
                        .status())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/articles",
        "GET,/api/articles/019a0000-0000-7000-8000-000000000000",
        "POST,/api/articles",
        "PUT,/api/articles/019a0000-0000-7000-8000-000000000000",
        "DELETE,/api/articles/019a0000-0000-7000-8000-000000000000",
        "GET,/api/anything"
    })
    @DisplayName("without a token every operation is 401, with the way to get one")
    void anonymous(String method, String path) throws Exception {
        Answer answer = api.send(method, path, method.startsWith("P") ? article("x", "x", "draft") : "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).startsWith("Bearer").contains("resource_metadata");
        assertThat(answer.code()).isNotBlank();
    }

    private Answer write(String token, String title, String content, String status) throws Exception {
        return api.send("POST", "/api/articles", article(title, content, status), "Authorization", token);
    }

    private boolean listed(String path, String token, String id) throws Exception {
        for (JsonNode item : api.get(path, "Authorization", token).body().path("items")) {
            if (item.path("id").asString().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static String article(String title, String content, String status) {
        return """
                {"title": "%s", "content": "%s", "status": "%s"}""".formatted(title, content, status);
    }

    private static String path(Answer made) {
        return "/api/articles/" + made.body().path("id").asString();
    }

    private static String etag(Answer answer) {
        return answer.header("etag");
    }
}
