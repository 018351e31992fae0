package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.articles.security.FakeIssuer;
import io.keycloakspa.articles.security.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("The shipped API, asked to stop while a request runs")
class GracefulStopIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Less than a query may take before the API gives it up. */
    private static final Duration SOON = Duration.ofSeconds(8);

    @Test
    @DisplayName("takes no new one, lets it end, and ends itself")
    void stops() throws Exception {
        try (FakeIssuer issuer = new FakeIssuer();
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ApiProcess api = ApiProcess.start(
                        ApiProcess.shippedJar(),
                        List.of("-Xmx256m"),
                        issuer.environment(postgres),
                        Path.of("target/graceful-stop.log"));
                HttpClient http = HttpClient.newHttpClient();
                Connection lock = postgres.getPostgresDatabase().getConnection()) {
            api.awaitReady(PATIENCE);
            JdbcClient database = JdbcClient.create(postgres.getPostgresDatabase());
            lock.setAutoCommit(false);
            lock.createStatement().execute("lock table article in exclusive mode");
            CompletableFuture<HttpResponse<String>> write = http.sendAsync(post(api), BodyHandlers.ofString());
            await().atMost(SOON)
                    .until(() -> database.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                                    .query(Long.class)
                                    .single()
                            == 1);

            api.askToStop();

            await().atMost(SOON).untilAsserted(() -> {
                try (HttpClient other = HttpClient.newHttpClient()) {
                    assertThatThrownBy(() -> other.send(post(api), BodyHandlers.discarding()))
                            .isInstanceOf(ConnectException.class);
                }
            });
            assertThat(write).isNotDone();
            lock.rollback();

            assertThat(write.get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(201);
            // 128 and the number of SIGTERM.
            assertThat(api.stop()).isEqualTo(143);
            assertThat(database.sql("select count(*) from article")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private static HttpRequest post(ApiProcess api) {
        return HttpRequest.newBuilder(api.url().resolve("/api/articles"))
                .header("Authorization", "Bearer " + TestTokens.valid())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"title": "Last", "content": "Before the end.", "status": "draft"}"""))
                .build();
    }
}
