package io.keycloakspa.keycloak.mail;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Sends mails after the request's commit and off its thread, so that an answer takes the same time whether there is
 * somebody to write to or not, and whether the mail server is well or not.
 *
 * <p>It lives in memory: mails that wait when the node stops are lost, and people ask again.
 */
public final class MailQueue implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(MailQueue.class);

    // A mail server that hangs holds a thread for up to 10 seconds (Keycloak's default time-out), so a few.
    private static final int THREADS = 4;

    // Beyond it a node would only collect what nobody waits for any more.
    static final int MAX_WAITING = 10_000;

    // The answer is out by then: work for people who exist would slow it down, and so tell of them.
    static final Duration START = Duration.ofMillis(100);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final ScheduledExecutorService executor;
    private final AtomicInteger waiting = new AtomicInteger();

    public MailQueue() {
        this(threads());
    }

    MailQueue(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    private static ScheduledExecutorService threads() {
        AtomicInteger count = new AtomicInteger();
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(THREADS, work -> {
            Thread thread = new Thread(work, "spa-mail-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** Sends a mail once the session's transaction has been committed; if it is rolled back, never. */
    public void afterCommit(KeycloakSession session, MailJob job) {
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                submit(factory, job);
            }

            @Override
            protected void rollbackImpl() {}
        });
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void submit(KeycloakSessionFactory factory, MailJob job) {
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            LOG.errorf("More than %d mails wait; one is given up. Is the mail server well?", MAX_WAITING);
            return;
        }
        schedule(factory, job, new Retries(), START);
    }

    private void schedule(KeycloakSessionFactory factory, MailJob job, Retries retries, Duration delay) {
        try {
            ScheduledFuture<?> unused =
                    executor.schedule(() -> attempt(factory, job, retries), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            waiting.decrementAndGet();
        }
    }

    private void attempt(KeycloakSessionFactory factory, MailJob job, Retries retries) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> send(session, job, retries.attempts()));
            waiting.decrementAndGet();
        } catch (NotTaken notTaken) {
            LOG.warnf("The mail server did not take a mail (%s).", notTaken.reasons());
            retry(factory, job, retries);
        } catch (RuntimeException e) {
            // Such as a database that is away for a moment.
            LOG.error("A mail could not be written; it is tried again", e);
            retry(factory, job, retries);
        } catch (Error e) {
            // No later try mends a class that is not there; unseen, it would keep its place for ever.
            waiting.decrementAndGet();
            LOG.error("A mail could not be written", e);
        }
    }

    private void retry(KeycloakSessionFactory factory, MailJob job, Retries retries) {
        Optional<Duration> delay = retries.next();
        if (delay.isEmpty() || retries.attempts() == 1) {
            report(factory, job);
        }
        if (delay.isPresent()) {
            schedule(factory, job, retries, delay.get());
        } else {
            waiting.decrementAndGet();
            LOG.error("A mail could not be sent for 15 minutes; it is given up.");
        }
    }

    private static void send(KeycloakSession session, MailJob job, int attempt) {
        try {
            job.send(session, attempt);
        } catch (EmailException e) {
            throw new NotTaken(e);
        }
    }

    private static void report(KeycloakSessionFactory factory, MailJob job) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, job::failed);
        } catch (RuntimeException e) {
            LOG.error("A mail's failure could not be recorded", e);
        }
    }

    /** Carries the failure out of the transaction, which ends with it. */
    private static final class NotTaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private static final int MAX_REASONS = 5;

        NotTaken(EmailException cause) {
            super(cause);
        }

        /** What went wrong, without what the mail server said: that often repeats the address. */
        String reasons() {
            return Stream.iterate(getCause(), Objects::nonNull, Throwable::getCause)
                    .map(cause -> cause.getClass().getSimpleName())
                    .limit(MAX_REASONS)
                    .collect(Collectors.joining(", "));
        }
    }
}
