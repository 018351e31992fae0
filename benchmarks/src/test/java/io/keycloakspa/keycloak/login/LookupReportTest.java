package io.keycloakspa.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No times: those are measured only when the benchmarks are run. */
@DisplayName("The benchmark of the look-ups")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupReportTest {

    private static final Person SOMEBODY = new Person(77, true);
    private static final Person NOBODY = new Person(77, false);

    private EmbeddedPostgres server;
    private UserDatabase users;

    @BeforeAll
    void start() throws IOException, SQLException {
        server = EmbeddedPostgres.builder().start();
        users = UserDatabase.create(server, 1_000);
    }

    @AfterAll
    void stop() throws IOException, SQLException {
        users.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"ROUND_TRIP", "FEDERATED_ATTRIBUTE"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("asks what an index answers")
    void readsByIndex(StoreStatement statement) throws SQLException {
        Plan plan = users.plan(statement, SOMEBODY);
        assertThat(plan.readsWholeTable()).as(plan.toString()).isFalse();
        assertThat(plan.steps()).contains("Index Scan");
        assertThat(plan.indexes()).isNotEmpty();
        assertThat(plan.pages()).isPositive();
        assertThat(users.genericPlan(statement, SOMEBODY).readsWholeTable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"ROUND_TRIP", "FEDERATED_ATTRIBUTE"},
            mode = EnumSource.Mode.EXCLUDE)
    @DisplayName("asks for people who are there, and for others")
    void hitsAndMisses(StoreStatement statement) throws SQLException {
        assertThat(users.ask(statement, SOMEBODY)).isPositive();
        assertThat(users.ask(statement, NOBODY)).isZero();
    }
}
