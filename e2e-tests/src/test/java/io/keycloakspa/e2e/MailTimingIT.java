package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.spa.Registration;
import io.keycloakspa.e2e.spa.SpaApi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * C-12, C-23, C-40: how long a request for a mail takes does not tell who exists. It needs a quiet machine, so it runs
 * with the profile {@code full} only; {@link MailRequestIT} and {@link RegistrationSecrecyIT} compare the answers in
 * every build.
 */
@Tag("full")
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Time of a request for a mail")
class MailTimingIT {

    private static final String REALM = "mail-timing";
    private static final String REFERENCE = "unknown";
    private static final int ROUNDS = Integer.getInteger("timing.rounds", 200);
    private static final int WARM_UP = 20;
    // Whichever is larger: of the reference's median, and a floor below which the network hides the difference.
    private static final double PART = 0.15;
    private static final double FLOOR_MILLISECONDS = 2;

    private final Map<String, String> classes = new LinkedHashMap<>();
    private SpaApi api;

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        RealmAdmin admin = BlogRealmCopy.create(environment, REALM, realm -> {});
        api = new SpaApi(environment, REALM);
        classes.put(REFERENCE, "nobody@example.org");
        classes.put("known", admin.createAccount("known").email());
        classes.put(
                "disabled",
                admin.createAccount("disabled", "disabled@example.org", Map.of("enabled", false))
                        .email());
        classes.put(
                "unconfirmed",
                admin.createAccount("unconfirmed", "unconfirmed@example.org", Map.of("emailVerified", false))
                        .email());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/password-resets", "/confirmations"})
    @DisplayName("is the same for everybody")
    void enumerationByTime(String path) throws Exception {
        assertAlike(
                path,
                who -> api.post(path, "identity", classes.getOrDefault(who, "")).status());
    }

    @Test
    @DisplayName("is the same for everybody who registers (C-12)")
    void enumerationByTimeOfRegistration() throws Exception {
        assertAlike("/registrations", who -> {
            String email =
                    who.equals(REFERENCE) ? Registration.freshName() + "@example.org" : classes.getOrDefault(who, "");
            Registration registration = Registration.of(Registration.freshName(), email);
            return api.send("/registrations", registration.json()).status();
        });
    }

    /** One request for somebody of a class. */
    private interface Request {
        /** Sends it; the status of the answer. */
        int send(String who) throws Exception;
    }

    private void assertAlike(String path, Request request) throws Exception {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        classes.keySet().forEach(who -> times.put(who, new ArrayList<>()));
        List<String> order = new ArrayList<>(classes.keySet());
        var random = new Random(1);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            // In a new order each round, so that a slow moment of the machine hits every class.
            Collections.shuffle(order, random);
            for (String who : order) {
                double time = time(request, who);
                if (round >= 0) {
                    times.getOrDefault(who, new ArrayList<>()).add(time);
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        times.forEach((who, each) -> medians.put(who, median(each)));
        double reference = medians.getOrDefault(REFERENCE, 0.0);
        double bound = Math.max(PART * reference, FLOOR_MILLISECONDS);
        System.out.printf(
                "Time of a request to %s: medians of %d, bound %.1f ms around \"%s\"%n",
                path, ROUNDS, bound, REFERENCE);
        medians.forEach(
                (who, median) -> System.out.printf("  %-16s %7.2f ms  %+6.2f%n", who, median, median - reference));
        assertThat(medians)
                .allSatisfy((who, median) -> assertThat(Math.abs(median - reference))
                        .as("%s: %.2f ms against %.2f ms", who, median, reference)
                        .isLessThan(bound));
    }

    private static double time(Request request, String who) throws Exception {
        long start = System.nanoTime();
        int status = request.send(who);
        long time = System.nanoTime() - start;
        assertThat(status).isEqualTo(202);
        return time / 1e6;
    }

    private static double median(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
