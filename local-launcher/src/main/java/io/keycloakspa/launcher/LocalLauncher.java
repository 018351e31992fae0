package io.keycloakspa.launcher;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.Progress;
import io.keycloakspa.launcher.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** The start command: runs everything until Ctrl-C or SIGTERM, and says how far it is. */
public final class LocalLauncher {

    private static final String SEPARATOR = "-".repeat(78);

    private LocalLauncher() {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(System.getProperty("launcher.root", "."))
                .toAbsolutePath()
                .normalize();
        Path data = root.resolve(".local");
        System.setProperty("launcher.logs", data.resolve("logs").toString());
        // Seconds count from the start command, so that the build before us is in the number that a person waits for.
        var progress = new Progress(System.out, startOfBuild());
        try {
            run(root, data, progress);
        } catch (StartFailure e) {
            System.err.println(SEPARATOR);
            System.err.println(e.getMessage());
            System.err.println(SEPARATOR);
            System.exit(1);
        }
    }

    private static long startOfBuild() {
        long sinceBuild = ProcessHandle.current()
                .parent()
                .flatMap(maven -> maven.info().startInstant())
                .map(begun -> System.currentTimeMillis() - begun.toEpochMilli())
                .orElse(0L);
        return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(sinceBuild);
    }

    private static void run(Path root, Path data, Progress progress) throws Exception {
        Path description = root.resolve("local-launcher/target/environment.json");
        LocalEnvironment environment =
                LocalEnvironment.start(root, data, Ports.fixed(), progress, LocalEnvironment.Options.KEPT);
        var stopping = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(environment, description, stopping), "stop"));
        OwnerOnlyFile.write(description, describe(environment));
        greet(environment, progress);
        watch(environment, stopping);
    }

    private static void stop(LocalEnvironment environment, Path description, CountDownLatch stopping) {
        stopping.countDown();
        System.out.println("Stopping …");
        try {
            Files.deleteIfExists(description);
            environment.close();
            System.out.println("Stopped; the data is kept in .local");
        } catch (IOException | RuntimeException e) {
            System.err.println("Not everything could be stopped: " + e.getMessage());
        }
    }

    private static void watch(LocalEnvironment environment, CountDownLatch stopping) throws InterruptedException {
        Optional<ProcessHandle> build = ProcessHandle.current().parent();
        while (!stopping.await(1, TimeUnit.SECONDS)) {
            // A signal to the build alone does not reach us; who ends the command means all of it.
            if (build.isPresent() && !build.get().isAlive()) {
                System.exit(0);
            }
            Optional<ChildProcess> dead = environment.firstDead();
            if (dead.isPresent() && stopping.getCount() > 0) {
                throw dead.get().died();
            }
        }
    }

    private static void greet(LocalEnvironment environment, Progress progress) {
        progress.say("Ready");
        System.out.println(SEPARATOR);
        System.out.println("  Blog             " + environment.webUrl());
        System.out.println("  Newsletter       " + environment.newsletterUrl());
        System.out.println("  Mail inbox       " + environment.inbox().baseUrl());
        System.out.println("  Account console  " + environment.issuer() + "/account");
        System.out.println(
                "  Admin console    " + environment.keycloakUrl() + "/admin/" + LocalEnvironment.REALM + "/console");
        System.out.println();
        for (DemoAccount account : DemoAccount.all()) {
            System.out.printf("  %-8s %-24s %s%n", account.username(), account.password(), account.role());
        }
        System.out.println();
        System.out.println("  Stop with Ctrl-C. Data and logs are kept in .local; delete it to begin anew.");
        System.out.println(SEPARATOR);
    }

    private static String describe(LocalEnvironment environment) {
        var facts = new TreeMap<String, Object>();
        facts.put("issuer", environment.issuer().toString());
        facts.put("admin", environment.keycloakUrl() + "/admin");
        facts.put("api", environment.apiUrl().toString());
        facts.put("spa", environment.webUrl().toString());
        facts.put("newsletter", environment.newsletterUrl().toString());
        facts.put("inbox", environment.inbox().baseUrl().toString());
        facts.put("smtp", "localhost:" + environment.inbox().smtpPort());
        facts.put("processIds", environment.processIds());
        facts.put("demoAccounts", DemoAccount.all());
        facts.put(
                "bootstrapAdmin",
                Map.of("username", LocalEnvironment.BOOTSTRAP_ADMIN, "password", environment.bootstrapAdminPassword()));
        return JsonMapper.builder().build().writeValueAsString(facts);
    }
}
