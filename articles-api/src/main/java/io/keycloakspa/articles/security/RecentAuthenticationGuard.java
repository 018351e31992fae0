package io.keycloakspa.articles.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Enforces {@link RequiresRecentAuthentication}. */
@Component
class RecentAuthenticationGuard implements HandlerInterceptor, HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final String AUTH_TIME = "auth_time";

    private final Clock clock;

    RecentAuthenticationGuard(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getMethodAnnotation(RequiresRecentAuthentication.class) != null
                && Arrays.stream(method.getMethodParameters()).noneMatch(this::supportsParameter)) {
            recency(request.getUserPrincipal(), method.getMethodAnnotation(RequiresRecentAuthentication.class))
                    .require();
        }
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RecentAuthentication.class;
    }

    @Override
    public RecentAuthentication resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return recency(request.getUserPrincipal(), parameter.getMethodAnnotation(RequiresRecentAuthentication.class));
    }

    private RecentAuthentication recency(
            @Nullable Principal caller, @Nullable RequiresRecentAuthentication requirement) {
        if (requirement == null) {
            throw new IllegalStateException("How recent? @RequiresRecentAuthentication is missing");
        }
        return new RecentAuthentication(authTime(caller), clock.instant(), Duration.ofSeconds(requirement.maxAge()));
    }

    /** Read as sent: seconds since 1970 (OpenID Connect Core, section 2); anything else says nothing. */
    private static @Nullable Instant authTime(@Nullable Principal caller) {
        return caller instanceof JwtAuthenticationToken authentication
                        && authentication.getToken().getClaims().get(AUTH_TIME) instanceof Long seconds
                        && seconds >= 0
                        && seconds <= Instant.MAX.getEpochSecond()
                ? Instant.ofEpochSecond(seconds)
                : null;
    }
}
