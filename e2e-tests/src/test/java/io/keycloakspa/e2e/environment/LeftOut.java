package io.keycloakspa.e2e.environment;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Counts the tests that did not run, and says at the end how many and why; registered as a service. */
public final class LeftOut implements TestExecutionListener {

    private final Map<String, Integer> byReason = new TreeMap<>();
    private @Nullable TestPlan plan;

    @Override
    public synchronized void testPlanExecutionStarted(TestPlan begun) {
        plan = begun;
        byReason.clear();
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        count(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            count(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    /** A container that gave up before its tests takes them along. */
    private synchronized void count(TestIdentifier test, String reason) {
        int tests = test.isTest() || plan == null
                ? 1
                : (int) plan.getDescendants(test).stream()
                        .filter(TestIdentifier::isTest)
                        .count();
        byReason.merge(reason, tests, Integer::sum);
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan done) {
        if (!byReason.isEmpty()) {
            int all = byReason.values().stream().mapToInt(Integer::intValue).sum();
            System.out.println("Left out at this target (" + Target.asked() + "): " + all + " tests");
            byReason.forEach((reason, count) -> System.out.println("  " + count + ": " + reason));
        }
    }
}
