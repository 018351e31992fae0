package io.keycloakspa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keycloakspa.e2e.admin.BlogRealmCopy;
import io.keycloakspa.e2e.admin.RealmAdmin;
import io.keycloakspa.e2e.admin.RealmAdmin.Account;
import io.keycloakspa.e2e.environment.TestEnvironment;
import io.keycloakspa.e2e.environment.TestEnvironmentExtension;
import io.keycloakspa.e2e.oidc.CodeFlow;
import io.keycloakspa.e2e.oidc.CodeFlow.LoginForm;
import java.time.Duration;
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

/**
 * C-34: how long a refusal takes does not tell who exists, measured with the realm's own password hash. It needs a
 * quiet machine and some minutes, so it runs with the profile {@code full} only; that the work is the same is counted
 * in every build, by {@link EqualAnswersIT}.
 */
@Tag("full")
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Time of a refusal")
class LoginTimingIT {

    private static final String REALM = "timing";
    private static final String WRONG = "this-is-the-wrong-password";
    private static final String REFERENCE = "wrong password";
    private static final int ROUNDS = Integer.getInteger("timing.rounds", 200);
    private static final int WARM_UP = 10;
    // Whichever is larger: of the reference's median, and a floor below which the network hides the difference.
    private static final double PART = 0.15;
    private static final double FLOOR_MILLISECONDS = 15;

    private final Map<String, List<String>> classes = new LinkedHashMap<>();
    private CodeFlow flow;

    /** One refusal; what it took is measured. */
    @FunctionalInterface
    private interface Entry {
        /** How long the refusal took, in nanoseconds. */
        long refuse(String identifier, String password) throws Exception;
    }

    @BeforeAll
    void prepare(TestEnvironment environment) throws Exception {
        RealmAdmin admin = BlogRealmCopy.create(environment, REALM, realm -> {
            BlogRealmCopy.allowPasswordGrant(realm);
            realm.put("bruteForceProtected", true);
            realm.put("failureFactor", 2);
            realm.put("waitIncrementSeconds", 36_000);
            realm.put("maxFailureWaitSeconds", 36_000);
            realm.put("quickLoginCheckMilliSeconds", 0);
        });
        flow = LoginIdentityIT.flow(environment, REALM);
        Account disabled = admin.createAccount("disabled");
        admin.send("PUT", "/users/" + disabled.id(), "{\"enabled\": false}");
        Account keyless = admin.createAccount(
                "without-password", "without-password@example.org", Map.of("credentials", List.of()));
        classes.put(REFERENCE, List.of(admin.createAccount("present").username(), WRONG));
        classes.put("unknown name", List.of("nobody-is-called-so", WRONG));
        classes.put("unknown address", List.of("nobody@example.org", WRONG));
        classes.put("empty password", List.of(admin.createAccount("empty").username(), ""));
        classes.put("no password set", List.of(keyless.username(), WRONG));
        classes.put("disabled", List.of(disabled.username(), WRONG));
        classes.put("locked", List.of(lock(admin).username(), WRONG));
    }

    private Account lock(RealmAdmin admin) throws Exception {
        Account account = admin.createAccount("locked");
        // Keycloak counts after it has answered, and does not count a try that comes meanwhile.
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            flow.passwordGrant(account.username(), WRONG);
            return admin.get("/attack-detection/brute-force/users/" + account.id())
                    .path("disabled")
                    .asBoolean();
        });
        // From here on more than is typed for anybody; a lock that is there stays.
        assertThat(admin.send("PUT", "", "{\"failureFactor\": 10000}").status()).isEqualTo(204);
        return account;
    }

    @Test
    @DisplayName("on the hosted page is the same for everybody")
    void enumerationByThePagesTime() throws Exception {
        measure("page", (identifier, password) -> {
            LoginForm form = flow.open("openid");
            long start = System.nanoTime();
            form.submit(identifier, password);
            return System.nanoTime() - start;
        });
    }

    @Test
    @DisplayName("in a direct grant is the same for everybody")
    void enumerationByTheDirectGrantsTime() throws Exception {
        measure("direct grant", (identifier, password) -> {
            long start = System.nanoTime();
            flow.passwordGrant(identifier, password);
            return System.nanoTime() - start;
        });
    }

    /** Interleaved in a new order each round, so that a slow moment of the machine hits every class. */
    private void measure(String entry, Entry request) throws Exception {
        Map<String, List<Long>> times = new LinkedHashMap<>();
        classes.keySet().forEach(who -> times.put(who, new ArrayList<>()));
        List<String> order = new ArrayList<>(classes.keySet());
        var random = new Random(1);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (String who : order) {
                List<String> typed = classes.getOrDefault(who, List.of());
                long time = request.refuse(typed.get(0), typed.get(1));
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
                "Time of a refusal, %s: medians of %d, bound %.1f ms around \"%s\"%n", entry, ROUNDS, bound, REFERENCE);
        medians.forEach(
                (who, median) -> System.out.printf("  %-16s %7.1f ms  %+6.1f%n", who, median, median - reference));
        assertThat(medians)
                .allSatisfy((who, median) -> assertThat(Math.abs(median - reference))
                        .as("%s: %.1f ms against %.1f ms", who, median, reference)
                        .isLessThanOrEqualTo(bound));
    }

    private static double median(List<Long> times) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) / 1e6;
    }
}
