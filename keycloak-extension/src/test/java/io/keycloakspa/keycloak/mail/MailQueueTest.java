package io.keycloakspa.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.keycloak.email.EmailException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

@DisplayName("The queue of mails")
class MailQueueTest {

    private static final long START = MailQueue.START.toMillis();

    /** What the queue has planned: it runs when a test says so. */
    private record Planned(Runnable work, long delayMillis) {}

    private final ScheduledFuture<?> future = mock(ScheduledFuture.class);
    private final Deque<Planned> planned = new ArrayDeque<>();
    private final ScheduledExecutorService executor = mock(ScheduledExecutorService.class);
    private final List<KeycloakTransaction> enlisted = new ArrayList<>();
    private final KeycloakSessionFactory factory = mock(KeycloakSessionFactory.class);
    private final List<KeycloakTransactionManager> ownTransactions = new ArrayList<>();
    private final KeycloakSession request = session(factory);
    private final MailQueue queue = new MailQueue(executor);

    @BeforeEach
    void connect() {
        KeycloakTransactionManager ofRequest = request.getTransactionManager();
        doAnswer(call -> {
                    TimeUnit unit = call.getArgument(2);
                    planned.add(new Planned(call.getArgument(0), unit.toMillis(call.getArgument(1))));
                    return future;
                })
                .when(executor)
                .schedule(any(Runnable.class), anyLong(), any());
        doAnswer(call -> {
                    enlisted.add(call.getArgument(0));
                    return null;
                })
                .when(ofRequest)
                .enlistAfterCompletion(any());
        when(factory.create()).thenAnswer(call -> {
            KeycloakSession own = session(factory);
            ownTransactions.add(own.getTransactionManager());
            return own;
        });
    }

    /** A mail that the server does not take for a while. */
    private static class Mail implements MailJob {

        final List<Integer> attempts = new ArrayList<>();
        private final int failing;
        int failures;

        Mail(int failing) {
            this.failing = failing;
        }

        @Override
        public void send(KeycloakSession session, int attempt) throws EmailException {
            attempts.add(attempt);
            if (attempts.size() <= failing) {
                throw new EmailException("refused");
            }
        }

        @Override
        public void failed(KeycloakSession session) {
            failures++;
        }
    }

    @Nested
    @DisplayName("with regard to the request")
    class TheRequest {

        @Test
        @DisplayName("sends after its commit, and not a moment earlier")
        void afterCommit() {
            Mail mail = new Mail(0);
            queue.afterCommit(request, mail);
            assertThat(planned).isEmpty();
            commit();
            assertThat(planned).extracting(Planned::delayMillis).containsExactly(START);
            assertThat(mail.attempts).isEmpty();
            runAll();
            assertThat(mail.attempts).containsExactly(0);
            assertThat(mail.failures).isZero();
        }

        @Test
        @DisplayName("never sends if it is rolled back")
        void rolledBack() {
            Mail mail = new Mail(0);
            queue.afterCommit(request, mail);
            enlisted.get(0).begin();
            enlisted.get(0).rollback();
            assertThat(planned).isEmpty();
            assertThat(mail.attempts).isEmpty();
        }

        @Test
        @DisplayName("sends on a thread and in a session of its own")
        void ownThread() throws Exception {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            CompletableFuture<KeycloakSession> session = new CompletableFuture<>();
            MailJob mail = mock(MailJob.class);
            doAnswer(call -> {
                        thread.complete(Thread.currentThread());
                        session.complete(call.getArgument(0));
                        return null;
                    })
                    .when(mail)
                    .send(any(), anyInt());
            try (MailQueue real = new MailQueue()) {
                real.afterCommit(request, mail);
                commit();
                assertThat(thread.get(30, TimeUnit.SECONDS))
                        .isNotSameAs(Thread.currentThread())
                        .matches(Thread::isDaemon);
                assertThat(session.get(30, TimeUnit.SECONDS)).isNotSameAs(request);
            }
        }
    }

    @Nested
    @DisplayName("with regard to the mail server")
    class TheMailServer {

        @Test
        @DisplayName("tries again later, in a new transaction, and tells the administrator once of the first failure")
        void triesAgain() {
            Mail mail = new Mail(2);
            send(mail);
            assertThat(runAll()).containsExactly(START, 5_000L, 10_000L);
            assertThat(mail.attempts).containsExactly(0, 1, 2);
            assertThat(mail.failures).isEqualTo(1);
            // Three attempts and one report; a failed attempt leaves nothing behind.
            assertThat(ownTransactions).hasSize(4);
            verify(ownTransactions.get(0)).setRollbackOnly();
            verify(ownTransactions.get(1), never()).setRollbackOnly();
            verify(ownTransactions.get(2)).setRollbackOnly();
            verify(ownTransactions.get(3), never()).setRollbackOnly();
        }

        @Test
        @DisplayName("gives up after 15 minutes and says so")
        void givesUp() {
            Mail mail = new Mail(Integer.MAX_VALUE);
            send(mail);
            assertThat(runAll().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(Duration.ofMinutes(15).toMillis() + START);
            assertThat(mail.failures).isEqualTo(2);
            assertThat(planned).isEmpty();
        }

        @Test
        @DisplayName("tries again whatever else kept a mail from being written, such as a database that is away")
        void otherFault() throws EmailException {
            MailJob faulty = mock(MailJob.class);
            doThrow(new IllegalStateException("no database"))
                    .doNothing()
                    .when(faulty)
                    .send(any(), anyInt());
            send(faulty);
            assertThat(runAll()).containsExactly(START, 5_000L);
            verify(faulty).failed(any());
        }

        @Test
        @DisplayName("does not repeat what no time mends, and outlives it")
        void hopeless() throws EmailException {
            MailJob broken = mock(MailJob.class);
            doThrow(new NoClassDefFoundError("gone")).when(broken).send(any(), anyInt());
            send(broken);
            assertThat(runAll()).containsExactly(START);
            Mail next = new Mail(0);
            send(next);
            runAll();
            assertThat(next.attempts).hasSize(1);
        }

        @Test
        @DisplayName("goes on trying if the failure cannot be recorded")
        void failureOfTheRecord() {
            Mail mail = new Mail(1) {
                @Override
                public void failed(KeycloakSession session) {
                    throw new IllegalStateException("no database");
                }
            };
            send(mail);
            assertThat(runAll()).containsExactly(START, 5_000L);
        }
    }

    @Nested
    @DisplayName("with regard to its size")
    class TheSize {

        @Test
        @DisplayName("takes no more than its limit, and goes on when there is room again")
        void flood() {
            for (int i = 0; i < MailQueue.MAX_WAITING + 5; i++) {
                send(new Mail(0));
            }
            assertThat(planned).hasSize(MailQueue.MAX_WAITING);
            planned.remove().work().run();
            send(new Mail(0));
            send(new Mail(0));
            assertThat(planned).hasSize(MailQueue.MAX_WAITING);
        }

        @Test
        @DisplayName("counts a mail that is tried again once, and one that was given up no more")
        void countedOnce() {
            send(new Mail(Integer.MAX_VALUE));
            send(new Mail(3));
            runAll();
            for (int i = 0; i < MailQueue.MAX_WAITING + 1; i++) {
                send(new Mail(0));
            }
            assertThat(planned).hasSize(MailQueue.MAX_WAITING);
        }
    }

    @Nested
    @DisplayName("at the server's end")
    class TheEnd {

        @Test
        @DisplayName("lets the mails under way go out, and ends at once when they do")
        void closes() throws InterruptedException {
            when(executor.awaitTermination(anyLong(), any())).thenReturn(true);
            queue.close();
            verify(executor).shutdown();
            verify(executor, never()).shutdownNow();
        }

        @Test
        @DisplayName("does not wait for ever for a mail server that hangs")
        void hangingServer() throws InterruptedException {
            when(executor.awaitTermination(anyLong(), any())).thenReturn(false);
            queue.close();
            verify(executor).shutdownNow();
        }

        @Test
        @DisplayName("ends at once when it is told to hurry, and passes that on")
        void interrupted() throws InterruptedException {
            when(executor.awaitTermination(anyLong(), any())).thenThrow(new InterruptedException());
            queue.close();
            verify(executor).shutdownNow();
            assertThat(Thread.interrupted()).isTrue();
        }

        @Test
        @DisplayName("drops a mail that comes too late without an error for the request")
        void tooLate() {
            doThrow(new RejectedExecutionException()).when(executor).schedule(any(Runnable.class), anyLong(), any());
            Mail late = new Mail(0);
            send(late);
            assertThat(late.attempts).isEmpty();
        }
    }

    private void send(MailJob mail) {
        queue.afterCommit(request, mail);
        commit();
    }

    private void commit() {
        KeycloakTransaction last = enlisted.get(enlisted.size() - 1);
        last.begin();
        last.commit();
    }

    /** Runs what is planned and what that plans; the delays in their order. */
    private List<Long> runAll() {
        List<Long> delays = new ArrayList<>();
        while (!planned.isEmpty()) {
            Planned next = planned.remove();
            delays.add(next.delayMillis());
            next.work().run();
        }
        return delays;
    }

    private static KeycloakSession session(KeycloakSessionFactory factory) {
        KeycloakTransactionManager transactions = mock(KeycloakTransactionManager.class);
        KeycloakSession session = mock(KeycloakSession.class);
        when(session.getTransactionManager()).thenReturn(transactions);
        when(session.getKeycloakSessionFactory()).thenReturn(factory);
        return session;
    }
}
