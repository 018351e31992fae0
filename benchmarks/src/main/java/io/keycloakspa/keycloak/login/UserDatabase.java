package io.keycloakspa.keycloak.login;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keycloak's user tables with a number of accounts, and one connection to them. Not for use by several threads. */
final class UserDatabase implements AutoCloseable {

    private final long users;
    private final Connection connection;

    // Kept, as Keycloak's pool keeps them: after five uses the driver prepares them in the server.
    private final Map<StoreStatement, PreparedStatement> statements = new EnumMap<>(StoreStatement.class);

    private UserDatabase(long users, Connection connection) {
        this.users = users;
        this.connection = connection;
    }

    static UserDatabase create(EmbeddedPostgres server, long users) throws SQLException, IOException {
        String name = "users_" + users;
        try (Connection admin = server.getPostgresDatabase().getConnection();
                var statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        var database =
                new UserDatabase(users, server.getDatabase("postgres", name).getConnection());
        database.run("tables.sql");
        database.run("users.sql");
        database.run("indexes.sql");
        database.settle();
        return database;
    }

    /** Gives as many accounts to a federated store that is not imported. */
    void addFederated() throws SQLException, IOException {
        run("federated.sql");
        settle();
    }

    // What PostgreSQL would else do in the background, while something is measured.
    private void settle() throws SQLException {
        execute("VACUUM ANALYZE");
        execute("CHECKPOINT");
    }

    long users() {
        return users;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Asks, reads the whole answer and gives the number of its rows. */
    int ask(StoreStatement question, Person person) throws SQLException {
        PreparedStatement statement = statements.get(question);
        if (statement == null) {
            statement = connection.prepareStatement(question.sql);
            statements.put(question, statement);
        }
        bind(statement, question.parameters(person));
        int rows = 0;
        try (ResultSet answer = statement.executeQuery()) {
            int columns = answer.getMetaData().getColumnCount();
            while (answer.next()) {
                for (int column = 1; column <= columns; column++) {
                    answer.getObject(column);
                }
                rows++;
            }
        }
        return rows;
    }

    /** The plan for these very values. */
    Plan plan(StoreStatement question, Person person) throws SQLException {
        try (var statement = connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS) " + question.sql)) {
            bind(statement, question.parameters(person));
            return read(statement);
        }
    }

    /** The plan for any values, which PostgreSQL may keep for a statement that it has seen often. */
    Plan genericPlan(StoreStatement question, Person person) throws SQLException {
        var numbers = new AtomicInteger();
        String sql =
                Pattern.compile("\\?").matcher(question.sql).replaceAll(found -> "\\$" + numbers.incrementAndGet());
        String values = question.parameters(person).stream()
                .map(value -> value instanceof Number ? value.toString() : "'" + value + "'")
                .collect(Collectors.joining(", "));
        execute("SET plan_cache_mode = force_generic_plan");
        execute("PREPARE question AS " + sql);
        try (var statement = connection.prepareStatement("EXPLAIN EXECUTE question (" + values + ")")) {
            return read(statement);
        } finally {
            execute("DEALLOCATE question");
            execute("RESET plan_cache_mode");
        }
    }

    /** Of tables with their indexes, in MB. */
    long megabytes() throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT pg_database_size(current_database()) / 1000000")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private static Plan read(PreparedStatement statement) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet answer = statement.executeQuery()) {
            while (answer.next()) {
                lines.add(answer.getString(1));
            }
        }
        return new Plan(lines);
    }

    private static void bind(PreparedStatement statement, List<Object> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            statement.setObject(i + 1, parameters.get(i));
        }
    }

    private void run(String script) throws SQLException, IOException {
        try (InputStream file = UserDatabase.class.getResourceAsStream(script)) {
            if (file == null) {
                throw new IllegalStateException(script + " is not on the class path");
            }
            execute(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${realm}", StoreStatement.REALM)
                    .replace("${users}", Long.toString(users)));
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
