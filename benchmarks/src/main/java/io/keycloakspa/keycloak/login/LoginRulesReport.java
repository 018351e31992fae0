package io.keycloakspa.keycloak.login;

import io.keycloakspa.benchmarks.Spread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link LoginRulesBenchmark} and prints each method's median beside the baseline's. Each of several rounds runs
 * all methods, each in a fresh JVM, so that a slow minute of the machine falls on all of them.
 */
final class LoginRulesReport {

    private static final int ROUNDS = 3;

    private static final String BASELINE = "stock";
    private static final List<String> METHODS = List.of("parse", "parseAndQuestions", "newName");

    private LoginRulesReport() {}

    public static void main(String[] arguments) throws RunnerException {
        Map<TypedText, Map<String, List<Double>>> times = new EnumMap<>(TypedText.class);
        for (int round = 1; round <= ROUNDS; round++) {
            System.err.println("Round " + round + " of " + ROUNDS);
            for (RunResult result : new Runner(options()).run()) {
                var typed = TypedText.valueOf(result.getParams().getParam("typed"));
                String name = result.getParams().getBenchmark();
                times.computeIfAbsent(typed, key -> new TreeMap<>())
                        .computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), key -> new ArrayList<>())
                        .addAll(iterations(result));
            }
        }
        print(times);
    }

    private static Options options() {
        return new OptionsBuilder()
                .include(LoginRulesBenchmark.class.getName() + "\\.")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(600))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(150))
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static List<Double> iterations(RunResult result) {
        return result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    }

    private static void print(Map<TypedText, Map<String, List<Double>>> times) {
        System.out.println("Nanoseconds: median (middle half); × = ratio of medians to stock");
        System.out.println();
        System.out.println("| typed text | stock | parse | × | parse and questions | × | new name | × |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
        times.forEach((typed, methods) -> {
            Spread stock = spread(methods, BASELINE);
            var row = new StringBuilder("| " + typed + " | " + stock.cell(1) + " |");
            for (String method : METHODS) {
                Spread ours = spread(methods, method);
                row.append(String.format(Locale.ROOT, " %s | %.2f |", ours.cell(1), ours.ratioTo(stock)));
            }
            System.out.println(row);
        });
    }

    private static Spread spread(Map<String, List<Double>> methods, String method) {
        return Spread.of(Optional.ofNullable(methods.get(method)).stream()
                .flatMap(Collection::stream)
                .mapToDouble(Double::doubleValue)
                .toArray());
    }
}
