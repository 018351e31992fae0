package io.keycloakspa.keycloak.login;

import io.keycloakspa.keycloak.login.LookupComparison.Case;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the look-ups of a login against 1,000 accounts and many, prints their plans, and fails if the cost of any
 * that Keycloak has an index for is not flat.
 */
final class LookupReport {

    private static final long FEW = 1_000;

    // Hash, because a value of 2,024 characters is too long for a B-tree's page.
    private static final String REMEDY = "CREATE INDEX fed_user_attr_value ON fed_user_attribute USING hash (value)";

    private final UserDatabase few;
    private final UserDatabase many;
    private final int rounds;

    private LookupReport(UserDatabase few, UserDatabase many, int rounds) {
        this.few = few;
        this.many = many;
        this.rounds = rounds;
    }

    /**
     * Measures, prints Markdown, and ends with 1 if a look-up is not flat.
     *
     * @param arguments the larger number of accounts, and how often each statement is measured
     */
    public static void main(String[] arguments) throws SQLException, IOException {
        boolean flat = run(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
        System.exit(flat ? 0 : 1);
    }

    /** Whether every look-up that has an index is flat. */
    static boolean run(long users, int rounds) throws SQLException, IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                UserDatabase few = UserDatabase.create(server, FEW);
                UserDatabase many = UserDatabase.create(server, users)) {
            var report = new LookupReport(few, many, rounds);
            boolean flat = report.indexed();
            report.federated();
            report.statements();
            return flat;
        }
    }

    private boolean indexed() throws SQLException {
        List<Case> cases = new ArrayList<>();
        for (StoreStatement statement : StoreStatement.values()) {
            cases.add(new Case(statement, true));
            if (statement.hasIndex()) {
                cases.add(new Case(statement, false));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "## Look-ups, planned anew each time (databases of %d and %d MB)%n%n",
                few.megabytes(),
                many.megabytes());
        execute("SET plan_cache_mode = force_custom_plan");
        List<LookupComparison> all = LookupComparison.measure(cases, few, many, rounds);
        table(all);
        List<Case> grown = all.stream()
                .filter(one -> one.asked().statement().hasIndex() && !one.isFlat())
                .map(LookupComparison::asked)
                .toList();
        System.out.printf(
                Locale.ROOT,
                "Verdict: %s (flat = ratio below %.0f, same indexes, no table read as a whole)%n%n",
                grown.isEmpty() ? "flat" : "NOT flat: " + grown,
                LookupComparison.FLAT);
        System.out.printf("## The same, where PostgreSQL chooses whether it keeps a plan, as in Keycloak%n%n");
        execute("RESET plan_cache_mode");
        table(LookupComparison.measure(cases, few, many, rounds));
        return plans(all) && grown.isEmpty();
    }

    /** Whether no plan reads a whole table, whatever the values. */
    private boolean plans(List<LookupComparison> all) throws SQLException {
        System.out.println("## Plans");
        boolean indexed = true;
        for (LookupComparison one : all) {
            StoreStatement statement = one.asked().statement();
            if (statement.hasIndex() && one.asked().hits()) {
                System.out.printf("%n### %s%n%n```%n%s%n%n%s%n```%n%n", statement.title, statement.sql, one.manyPlan());
                Plan generic = many.genericPlan(statement, new Person(FEW, true));
                System.out.println("With few accounts: " + one.fewPlan().steps() + "  ");
                System.out.println("For any values: " + generic.steps());
                indexed &= !generic.readsWholeTable();
            }
        }
        return indexed;
    }

    /** What Keycloak has no index for, and what an index would make of it. */
    private void federated() throws SQLException, IOException {
        few.addFederated();
        many.addFederated();
        List<Case> cases = List.of(new Case(StoreStatement.FEDERATED_ATTRIBUTE, true));
        // A scan of the whole table takes a thousand times as long, and needs fewer samples to be told from an index.
        var stock = LookupComparison.measure(cases, few, many, Math.max(rounds / 40, 10));
        execute(REMEDY);
        var remedied = LookupComparison.measure(cases, few, many, rounds);
        System.out.printf("%n## A federated store that is not imported, with as many accounts%n%n");
        System.out.println("First as Keycloak makes the table, then after `" + REMEDY + "`.\n");
        table(Stream.of(stock, remedied).flatMap(List::stream).toList());
        System.out.println("```");
        Stream.of(stock, remedied)
                .flatMap(List::stream)
                .map(LookupComparison::manyPlan)
                .forEach(System.out::println);
        System.out.println("```");
    }

    private void execute(String sql) throws SQLException {
        few.execute(sql);
        many.execute(sql);
    }

    private void table(List<LookupComparison> all) {
        System.out.println(LookupComparison.head(few, many));
        all.forEach(one -> System.out.println(one.row()));
        System.out.println();
    }

    private void statements() {
        System.out.printf("%n## Statements for one typed text (user name, address and one attribute identify)%n%n");
        System.out.println("| typed text | nobody | the first question hits |");
        System.out.println("|---|--:|--:|");
        for (TypedText typed : TypedText.values()) {
            System.out.printf(
                    "| %s | %d | %d |%n",
                    typed,
                    StoreQuestions.statementsForNobody(typed.text),
                    StoreQuestions.statementsForSomebody(typed.text));
        }
    }
}
