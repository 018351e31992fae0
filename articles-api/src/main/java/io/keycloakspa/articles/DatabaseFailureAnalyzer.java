package io.keycloakspa.articles;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do when the first connection to PostgreSQL fails; Boot knows only a missing URL or driver. */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        // SQLSTATE classes and codes: PostgreSQL manual, appendix A.
        if (state.startsWith("08")) {
            return new FailureAnalysis(
                    "PostgreSQL does not answer.",
                    "Start it, or correct SPRING_DATASOURCE_URL (jdbc:postgresql://HOST:PORT/DATABASE).",
                    rootFailure);
        }
        if (state.startsWith("28")) {
            return new FailureAnalysis(
                    "PostgreSQL refuses the user name or the password.",
                    "Correct SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
                    rootFailure);
        }
        if (state.equals("3D000")) {
            return new FailureAnalysis(
                    "PostgreSQL has no database of that name.",
                    "Create it, or correct the last part of SPRING_DATASOURCE_URL.",
                    rootFailure);
        }
        return null;
    }
}
