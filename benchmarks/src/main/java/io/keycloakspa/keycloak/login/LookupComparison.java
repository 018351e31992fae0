package io.keycloakspa.keycloak.login;

import io.keycloakspa.benchmarks.Spread;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * One statement against few and many accounts: measured in turns, so that whatever else the machine does falls on both.
 */
record LookupComparison(Case asked, Plan fewPlan, Plan manyPlan, Spread few, Spread many) {

    /** What still counts as flat: two more levels of an index and colder caches, but nothing that grows with accounts. */
    static final double FLAT = 2;

    // The share of rounds before those that are kept: the driver prepares the statements, the JVM compiles.
    private static final int WARM_UP = 8;

    private static final double MICROSECOND = 1000;

    /**
     * A statement, and whether it hits an account.
     *
     * @param hits false for somebody whom the tables do not have
     */
    record Case(StoreStatement statement, boolean hits) {
        @Override
        public String toString() {
            return statement.title + (statement == StoreStatement.ROUND_TRIP ? "" : hits ? ", hit" : ", miss");
        }
    }

    /** Measures all cases in turns, in another order each round. */
    static List<LookupComparison> measure(List<Case> cases, UserDatabase few, UserDatabase many, int rounds)
            throws SQLException {
        // The same people and the same orders in every run.
        var random = new Random(1);
        Map<Case, double[]> fewTimes = new HashMap<>();
        Map<Case, double[]> manyTimes = new HashMap<>();
        List<Case> order = new ArrayList<>(cases);
        for (int round = -rounds / WARM_UP; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (Case asked : order) {
                boolean fewFirst = random.nextBoolean();
                for (boolean isFew : new boolean[] {fewFirst, !fewFirst}) {
                    double time = time(asked, isFew ? few : many, random);
                    if (round >= 0) {
                        (isFew ? fewTimes : manyTimes).computeIfAbsent(asked, key -> new double[rounds])[round] = time;
                    }
                }
            }
        }
        List<LookupComparison> all = new ArrayList<>();
        for (Case asked : cases) {
            all.add(new LookupComparison(
                    asked,
                    few.plan(asked.statement, person(asked, few, random)),
                    many.plan(asked.statement, person(asked, many, random)),
                    Spread.of(fewTimes.getOrDefault(asked, new double[0])),
                    Spread.of(manyTimes.getOrDefault(asked, new double[0]))));
        }
        return all;
    }

    private static double time(Case asked, UserDatabase database, Random random) throws SQLException {
        Person person = person(asked, database, random);
        long begin = System.nanoTime();
        database.ask(asked.statement, person);
        return System.nanoTime() - begin;
    }

    private static Person person(Case asked, UserDatabase database, Random random) {
        return new Person(1 + random.nextLong(database.users()), asked.hits);
    }

    double ratio() {
        return many.ratioTo(few);
    }

    boolean isFlat() {
        return ratio() < FLAT && fewPlan.indexes().equals(manyPlan.indexes()) && !manyPlan.readsWholeTable();
    }

    static String head(UserDatabase few, UserDatabase many) {
        return String.format(
                Locale.ROOT,
                "| statement | µs, %,d accounts | p95 | µs, %,d accounts | p95 | ratio of medians | pages | same indexes |%n"
                        + "|---|--:|--:|--:|--:|--:|--:|---|",
                few.users(),
                many.users());
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.1f | %s | %.1f | %.2f | %d → %d | %s |",
                asked,
                few.cell(MICROSECOND),
                few.p95() / MICROSECOND,
                many.cell(MICROSECOND),
                many.p95() / MICROSECOND,
                ratio(),
                fewPlan.pages(),
                manyPlan.pages(),
                fewPlan.indexes().equals(manyPlan.indexes()) ? "yes" : "no");
    }
}
