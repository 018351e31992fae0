package io.keycloakspa.articles.limit;

import io.keycloakspa.articles.error.ProblemWriter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The limits of this API, as filters for the places where their key is known. */
@Component
public class RequestLimits {

    /** RFC 9110, section 9.2.1. */
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final MinuteLimit sources;
    private final MinuteLimit subjects;
    private final MinuteLimit writes;
    private final ProblemWriter problems;

    RequestLimits(LimitProperties properties, ProblemWriter problems) {
        this.sources = new MinuteLimit(properties.source());
        this.subjects = new MinuteLimit(properties.subject());
        this.writes = new MinuteLimit(properties.subjectWrites());
        this.problems = problems;
    }

    /** Stands before a token is looked at, so that a flood of bad ones costs little. */
    public Filter bySource() {
        return new LimitFilter(request -> sources.waitFor(RequestSource.of(request.getRemoteAddr())), problems);
    }

    /** Stands behind authentication; who is nobody is left to what refuses them. */
    public Filter bySubject() {
        return new LimitFilter(this::waitOfSubject, problems);
    }

    private @Nullable Duration waitOfSubject(HttpServletRequest request) {
        Principal caller = request.getUserPrincipal();
        if (caller == null) {
            return null;
        }
        // The subject; all tokens come from one issuer.
        Duration wait = subjects.waitFor(caller.getName());
        return wait != null || SAFE.contains(request.getMethod()) ? wait : writes.waitFor(caller.getName());
    }
}
