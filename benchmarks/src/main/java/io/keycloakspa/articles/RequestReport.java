package io.keycloakspa.articles;

import io.keycloakspa.benchmarks.Spread;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * How many requests a second the API answers: with a token it has seen and one it has not, each kind of read, and writes
 * with and without asking Keycloak. All kinds take turns, in another order each round; the baseline is the same read with a
 * token that has to be verified.
 */
final class RequestReport {

    private static final String BASELINE = "one article, token verified";
    private static final int PEOPLE = 100;
    private static final String ARTICLE = """
            {"title": "Load", "content": "Words.", "status": "draft"}""";

    private final int rounds;
    private final int requests;
    private final FakeRealm realm;
    private final List<String> seen;
    private final Load load = new Load();
    private final List<Kind> kinds = new ArrayList<>();

    private RequestReport(int rounds, int requests, FakeRealm realm) {
        this.rounds = rounds;
        this.requests = requests;
        this.realm = realm;
        this.seen = realm.tokens(PEOPLE);
    }

    /**
     * Measures and prints Markdown.
     *
     * @param arguments rounds, requests of a kind in a round, the jar, and another build of it to compare reads with or
     *     nothing
     */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[2]);
        try (FakeRealm realm = new FakeRealm();
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                RunningApi api = RunningApi.start(jar, realm, postgres, "asking", true);
                RunningApi unasked = RunningApi.start(jar, realm, postgres, "unasked", false)) {
            RequestReport report =
                    new RequestReport(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), realm);
            report.reads(api, "");
            report.writes(api, "write, Keycloak asked");
            report.writes(unasked, "write, Keycloak not asked");
            if (arguments.length < 4 || arguments[3].isEmpty()) {
                report.measure();
                return;
            }
            try (RunningApi other = RunningApi.start(Path.of(arguments[3]), realm, postgres, "other", true)) {
                report.reads(other, "other build: ");
                report.measure();
            }
        }
    }

    private void reads(RunningApi api, String prefix) {
        add(
                prefix + "metadata, no token, no database",
                200,
                () -> number -> HttpRequest.newBuilder(api.url().resolve("/.well-known/oauth-protected-resource/api"))
                        .build());
        add(prefix + BASELINE, 200, () -> {
            List<String> fresh = realm.tokens(requests);
            return number -> get(article(api, number), fresh.get(number)).build();
        });
        add(
                prefix + "one article, token seen before",
                200,
                () -> number -> get(article(api, number), seen(number)).build());
        add(
                prefix + "one article, not modified",
                304,
                () -> number -> get(article(api, number), seen(number))
                        .header("If-None-Match", "\"0\"")
                        .build());
        add(
                prefix + "first page of 20 articles",
                200,
                () -> number ->
                        get(api.url().resolve("/api/articles"), seen(number)).build());
    }

    private void writes(RunningApi api, String name) {
        add(
                name,
                201,
                () -> number -> get(api.url().resolve("/api/articles"), seen(number))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(ARTICLE))
                        .build());
    }

    private void add(String name, int status, Supplier<IntFunction<HttpRequest>> requests) {
        kinds.add(new Kind(name, status, requests, new ArrayList<>()));
    }

    private void measure() throws InterruptedException {
        List<Kind> order = new ArrayList<>(kinds);
        Random random = new Random(1);
        // The first round only warms up.
        for (int round = 0; round <= rounds; round++) {
            System.err.println("Round " + round + " of " + rounds);
            for (Kind kind : order) {
                double rate = load.run(requests, kind.requests().get(), kind.status());
                if (round > 0) {
                    kind.rates().add(rate);
                }
            }
            Collections.shuffle(order, random);
        }
        print();
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "Requests a second over 16 connections, load included, %d rounds of %d: median (middle half); × = ratio"
                        + " of medians to \"%s\"%n%n| request | a second | × |%n|---|--:|--:|%n",
                rounds,
                requests,
                BASELINE);
        Spread baseline = kinds.stream()
                .filter(kind -> kind.name().equals(BASELINE))
                .findFirst()
                .orElseThrow()
                .spread();
        for (Kind kind : kinds) {
            Spread rate = kind.spread();
            System.out.printf(Locale.ROOT, "| %s | %s | %.2f |%n", kind.name(), rate.cell(1), rate.ratioTo(baseline));
        }
    }

    private String seen(int number) {
        return seen.get(number % PEOPLE);
    }

    private static URI article(RunningApi api, int number) {
        return api.url()
                .resolve(String.format(Locale.ROOT, "/api/articles/00000000-0000-7000-8000-%012d", number % 1000 + 1));
    }

    private static HttpRequest.Builder get(URI address, String token) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    /**
     * A kind of request.
     *
     * @param status what it is answered
     * @param requests makes those of one round, before its clock starts
     * @param rates requests a second, one for each round
     */
    private record Kind(String name, int status, Supplier<IntFunction<HttpRequest>> requests, List<Double> rates) {

        Spread spread() {
            return Spread.of(rates.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
