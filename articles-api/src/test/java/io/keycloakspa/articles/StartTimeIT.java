package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.articles.security.FakeIssuer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The steps of the Dockerfile, taken here: extract the jar, train, start with what was learnt (JEP 483, JEP 514). */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("With an AOT cache")
class StartTimeIT {

    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int RUNS = 5;
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private final FakeIssuer issuer = new FakeIssuer();

    private Path folder;

    private EmbeddedPostgres postgres;
    private Path jar;

    @BeforeAll
    void train(@TempDir Path own) throws Exception {
        folder = own;
        postgres = EmbeddedPostgres.start();
        JdbcClient.create(postgres.getPostgresDatabase())
                .sql("create database training")
                .update();
        run(
                "-Djarmode=tools",
                "-jar",
                ApiProcess.shippedJar().toString(),
                "extract",
                "--destination",
                folder.toString());
        try (Stream<Path> files = Files.list(folder)) {
            jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
        run(
                COLLECTOR,
                "-XX:AOTCacheOutput=" + cache(),
                "-Dspring.aot.enabled=true",
                "-Dspring.context.exit=onRefresh",
                "-jar",
                jar.toString());
        assertThat(cache()).exists();
    }

    @AfterAll
    void stop() throws IOException {
        postgres.close();
        issuer.close();
    }

    @Test
    @DisplayName("the API is ready, keys fetched and database asked, in under three seconds")
    void start() throws Exception {
        List<Long> plain = new ArrayList<>();
        List<Long> cached = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            plain.add(millisUntilReady(List.of(COLLECTOR)));
            cached.add(millisUntilReady(List.of(COLLECTOR, "-XX:AOTCache=" + cache(), "-XX:AOTMode=on")));
        }
        String figures = "Milliseconds until ready, without " + plain + " and with " + cached + System.lineSeparator();
        Files.writeString(Path.of("target/start-times.txt"), figures);

        assertThat(cached.stream().min(Long::compare).orElseThrow()).as(figures).isLessThan(LIMIT.toMillis());
    }

    private Path cache() {
        return folder.resolve("articles-api.aot");
    }

    private long millisUntilReady(List<String> options) throws Exception {
        long begun = System.nanoTime();
        try (ApiProcess api =
                ApiProcess.start(jar, options, issuer.environment(postgres), Path.of("target/start-time.log"))) {
            api.awaitReady(PATIENCE);
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            assertThat(api.stop()).as("exit code after SIGTERM").isIn(0, 143);
            return took;
        }
    }

    private void run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(ApiProcess.java()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/start-time.log").toFile());
        builder.environment().putAll(issuer.environment(postgres));
        builder.environment().put("SPRING_DATASOURCE_URL", postgres.getJdbcUrl("postgres", "training"));
        Process process = builder.start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
