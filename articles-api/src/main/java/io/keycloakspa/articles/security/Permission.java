package io.keycloakspa.articles.security;

import io.keycloakspa.articles.error.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * What an operation asks of a token: a scope, which is the client's part, and where roles are given one of them, which
 * is the person's.
 */
record Permission(String scope, List<String> roles) implements AuthorizationManager<RequestAuthorizationContext> {

    static final String SCOPE_PREFIX = "SCOPE_";
    static final String ROLE_PREFIX = "ROLE_";

    static Permission scope(String scope) {
        return new Permission(scope, List.of());
    }

    Permission andAnyRole(String... roles) {
        return new Permission(scope, Arrays.asList(roles));
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        Authentication caller = authentication.get();
        if (caller == null || !has(caller, SCOPE_PREFIX + scope)) {
            return new Missing(ProblemCode.INSUFFICIENT_SCOPE, scope);
        }
        if (!roles.isEmpty() && roles.stream().noneMatch(role -> has(caller, ROLE_PREFIX + role))) {
            return new Missing(ProblemCode.INSUFFICIENT_ROLE, scope);
        }
        return new AuthorizationDecision(true);
    }

    private static boolean has(Authentication caller, String authority) {
        return caller.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .anyMatch(authority::equals);
    }

    /** A refusal that knows its reason, for {@link RefusedRequests} to tell. */
    static final class Missing extends AuthorizationDecision {

        private final ProblemCode code;
        private final String scope;

        Missing(ProblemCode code, String scope) {
            super(false);
            this.code = code;
            this.scope = scope;
        }

        ProblemCode code() {
            return code;
        }

        String scope() {
            return scope;
        }
    }
}
