package io.keycloakspa.articles;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An installation of any age becomes the same as a new one, and keeps its articles. */
@DisplayName("The migrations")
class MigrationIT {

    private static final String LATEST = "latest";

    private static final String SCHEMA = """
            select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
            from information_schema.columns where table_schema = 'public' and table_name not like 'flyway%'
            union all select indexdef from pg_indexes where schemaname = 'public' and tablename not like 'flyway%'
            union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
                where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'flyway%'
            order by 1""";

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    static Stream<String> versions() {
        DataSource any = database("versions");
        return Stream.of(flyway(any, LATEST).info().all()).map(MigrationIT::version);
    }

    @ParameterizedTest(name = "from version {0}, with an article of that time")
    @MethodSource("versions")
    void upgrade(String version) {
        DataSource old = database("from_" + version);
        flyway(old, version).migrate();
        JdbcClient sql = JdbcClient.create(old);
        sql.sql("""
                insert into article (id, title, content, status, author_issuer, author_subject, author_name,
                                     created_at, updated_at, version)
                values ('0199f0a0-0000-7000-8000-000000000000', 'Dämmerung', '# Zugvögel', 'published',
                        'https://auth.example.org/realms/blog', 'alice', 'Alice',
                        '2026-03-01 12:00:00.123456Z', '2026-03-01 12:00:00.123456Z', 7)""").update();
        String before = article(sql);

        flyway(old, LATEST).migrate();

        assertThat(article(sql)).isEqualTo(before);
        assertThat(sql.sql("select count(*) from article where words @@ websearch_to_tsquery('simple', 'zugvögel')")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(schema(sql)).isEqualTo(schema(fresh()));
        assertThat(flyway(old, LATEST).validateWithResult().validationSuccessful)
                .isTrue();
    }

    /** Only what the first version had, which is what an installation of that time can lose. */
    private static String article(JdbcClient sql) {
        return sql.sql("select id || title || content || status || author_issuer || author_subject || author_name"
                        + " || created_at || updated_at || version from article")
                .query(String.class)
                .single();
    }

    private static JdbcClient fresh() {
        DataSource empty = database("empty");
        flyway(empty, LATEST).migrate();
        return JdbcClient.create(empty);
    }

    private static List<@Nullable String> schema(JdbcClient sql) {
        return sql.sql(SCHEMA).query(String.class).list();
    }

    private static Flyway flyway(DataSource database, String version) {
        FluentConfiguration configuration = Flyway.configure().dataSource(database);
        return configuration.target(version).load();
    }

    private static String version(MigrationInfo migration) {
        return Objects.requireNonNull(migration.getVersion()).getVersion();
    }

    private static DataSource database(String name) {
        JdbcClient server = JdbcClient.create(postgres.getPostgresDatabase());
        server.sql("drop database if exists " + name + " with (force)").update();
        server.sql("create database " + name).update();
        return postgres.getDatabase("postgres", name);
    }
}
