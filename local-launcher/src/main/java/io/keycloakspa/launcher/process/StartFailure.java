package io.keycloakspa.launcher.process;

/** A start that cannot go on. Its message is one sentence that says what to do; nothing else is shown to the person. */
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartFailure(String sentence) {
        super(sentence);
    }

    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
