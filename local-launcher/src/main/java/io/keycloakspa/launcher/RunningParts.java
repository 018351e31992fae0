package io.keycloakspa.launcher;

import io.keycloakspa.launcher.process.ChildProcess;
import io.keycloakspa.launcher.process.LeftBehind;
import io.keycloakspa.launcher.process.StartFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a start has opened so far, ended in reverse order: servers before the database they use, the data folder last.
 * Also when the JVM goes down in the middle of the start.
 */
final class RunningParts implements AutoCloseable {

    private final DataFolder data;
    private final LeftBehind leftBehind;
    private final List<ChildProcess> servers = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Thread closeOnExit = new Thread(this::close, "end-servers");
    private boolean closed;

    RunningParts(DataFolder data) {
        this.data = data;
        this.leftBehind = data.leftBehind();
        Runtime.getRuntime().addShutdownHook(closeOnExit);
    }

    /** Takes over a part that lives in this JVM. */
    synchronized <T extends AutoCloseable> T opened(T part) {
        if (closed) {
            var stopped = new StartFailure("Stopped while it was starting");
            try {
                part.close();
            } catch (Exception e) {
                stopped.addSuppressed(e);
            }
            throw stopped;
        }
        opened.push(part);
        return part;
    }

    /** Takes over a server that has a process of its own and is not to end before the rest. */
    synchronized void opened(AutoCloseable part, ChildProcess process) {
        opened(part);
        watch(process);
    }

    /** Knows the process of a server that was taken over. */
    synchronized void watch(ChildProcess process) {
        leftBehind.remember(process.handle());
        servers.add(process);
    }

    /** Takes over a process that ends by itself, unless the start is cut off. */
    synchronized void begun(ChildProcess process) {
        leftBehind.remember(process.handle());
        opened(process);
    }

    /** Remembers a process that something else ends, for the case that nothing gets to it. */
    void remember(ProcessHandle process) {
        leftBehind.remember(process);
    }

    synchronized List<Long> processIds() {
        return servers.stream().map(server -> server.handle().pid()).toList();
    }

    /** A server that has ended although nobody asked it to. */
    synchronized Optional<ChildProcess> firstDead() {
        return servers.stream().filter(server -> !server.isAlive()).findFirst();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        forgetHook();
        List<Exception> failures = new ArrayList<>();
        while (!opened.isEmpty()) {
            close(opened.pop(), failures);
        }
        leftBehind.forget();
        close(data, failures);
        if (!failures.isEmpty()) {
            var failure = new IllegalStateException("not everything could be stopped");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private static void close(AutoCloseable part, List<Exception> failures) {
        try {
            part.close();
        } catch (Exception e) {
            failures.add(e);
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(closeOnExit);
        } catch (IllegalStateException e) {
            // The JVM is going down already, perhaps by this very hook.
        }
    }
}
