package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.articles.security.FakeIssuer;
import io.keycloakspa.articles.security.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Real processes, killed at any moment of many writes; clients repeat with the same key what was not answered. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Every acknowledged write")
class DurabilityIT {

    private static final int WRITERS = 4;
    private static final int KILLS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    enum Victim {
        API,
        POSTGRES
    }

    private final FakeIssuer issuer = new FakeIssuer();
    private final HttpClient http = HttpClient.newHttpClient();

    /** Address and body of each article that was answered 201, by its key. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private Path folder;

    private EmbeddedPostgres postgres;
    private volatile ApiProcess api;

    @BeforeAll
    void start(@TempDir Path own) throws IOException {
        folder = own;
        postgres = postgres(0);
        api = api();
        api.awaitReady(PATIENCE);
    }

    @AfterAll
    void stop() throws Exception {
        api.close();
        postgres.close();
        issuer.close();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("is there, once, after kill -9 during writes of")
    void survives(Victim victim) throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        AtomicInteger keys = new AtomicInteger();
        acknowledged.clear();
        String person = "writer-" + victim;
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(() -> {
                    while (writing.get()) {
                        write(person, victim + "-" + keys.incrementAndGet());
                    }
                });
            }
            try {
                for (int i = 0; i < KILLS; i++) {
                    int before = acknowledged.size();
                    await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 20 || !failures.isEmpty());
                    kill(victim);
                    api.awaitReady(PATIENCE);
                }
            } finally {
                writing.set(false);
            }
        }

        assertThat(failures).isEmpty();
        assertThat(acknowledged).hasSize(keys.get()).hasSizeGreaterThan(KILLS * 20);
        for (Map.Entry<String, String> write : acknowledged.entrySet()) {
            String[] addressAndBody = write.getValue().split("\n", 2);
            HttpResponse<String> read =
                    http.send(request(person, addressAndBody[0]).build(), BodyHandlers.ofString());
            assertThat(read.body()).as(write.getKey()).isEqualTo(addressAndBody[1]);
        }
        assertThat(JdbcClient.create(postgres.getPostgresDatabase())
                        .sql("select count(*) from article where author_subject = ?")
                        .param(person)
                        .query(Long.class)
                        .single())
                .isEqualTo(keys.get());
    }

    private void kill(Victim victim) throws IOException {
        if (victim == Victim.API) {
            api.kill();
            api = api();
        } else {
            killPostgres();
        }
    }

    /** As a careful client does: again with the same key, until there is an answer that tells. */
    private void write(String person, String key) {
        String body = "{\"title\":\"" + key + "\",\"content\":\"# Dawn\",\"status\":\"published\"}";
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                HttpResponse<String> answer = http.send(
                        request(person, "/api/articles")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", key)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    String address = answer.headers().firstValue("Location").orElseThrow();
                    acknowledged.put(key, address + "\n" + answer.body());
                    return;
                }
                // What a failing server may say; anything else would make a client give up.
                if (answer.statusCode() < 500) {
                    failures.add(new AssertionError(answer.statusCode() + " " + answer.body()));
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (IOException killed) {
                Thread.onSpinWait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        failures.add(new AssertionError(key + " was never answered"));
    }

    private HttpRequest.Builder request(String person, String path) {
        return HttpRequest.newBuilder(api.url().resolve(path))
                .timeout(Duration.ofSeconds(40))
                .header(
                        "Authorization",
                        "Bearer "
                                + TestTokens.sign(
                                        TestTokens.header(), TestTokens.claims().subject(person)));
    }

    private ApiProcess api() throws IOException {
        Map<String, String> environment = new HashMap<>(issuer.environment(postgres));
        environment.put("ARTICLES_LIMITS_SOURCE", "1000000");
        environment.put("ARTICLES_LIMITS_SUBJECT", "1000000");
        environment.put("ARTICLES_LIMITS_SUBJECTWRITES", "1000000");
        return ApiProcess.start(
                ApiProcess.shippedJar(), List.of("-Xmx256m"), environment, Path.of("target/durability.log"));
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                // As PostgreSQL comes; the builder's own default gives durability up.
                .setServerConfig("synchronous_commit", "on");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    private void killPostgres() throws IOException {
        int port = postgres.getPort();
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> family = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE)
                .until(() -> !postmaster.isAlive() && family.stream().noneMatch(ProcessHandle::isAlive));
        // Lets go of the folder; there is nothing left to stop.
        postgres.close();
        postgres = postgres(port);
    }
}
