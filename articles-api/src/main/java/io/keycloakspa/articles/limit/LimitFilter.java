package io.keycloakspa.articles.limit;

import io.keycloakspa.articles.error.ProblemCode;
import io.keycloakspa.articles.error.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers 429 with the time to wait (RFC 6585, section 4) once a key's share is used up. */
final class LimitFilter extends OncePerRequestFilter {

    private final Function<HttpServletRequest, @Nullable Duration> limits;
    private final ProblemWriter problems;

    LimitFilter(Function<HttpServletRequest, @Nullable Duration> limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = limits.apply(request);
        if (wait == null) {
            chain.doFilter(request, response);
            return;
        }
        // Whole seconds, and never too early.
        response.setHeader(
                HttpHeaders.RETRY_AFTER, String.valueOf(wait.plusSeconds(1).toSeconds()));
        problems.write(response, ProblemCode.TOO_MANY_REQUESTS);
    }

    /** Once a request, not once more for the answer to its own failure. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }

    /** Two instances stand in one chain; by class name the second would think that it had run. */
    @Override
    protected String getAlreadyFilteredAttributeName() {
        return LimitFilter.class.getName() + System.identityHashCode(this);
    }
}
