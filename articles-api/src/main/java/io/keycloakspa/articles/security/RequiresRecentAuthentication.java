package io.keycloakspa.articles.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The person must have signed in lately to call this controller method, or else is told to sign in again (RFC 9470).
 * Asked before the method runs; a method with a {@link RecentAuthentication} among its parameters asks itself, when it
 * knows whether it must.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresRecentAuthentication {

    /** Seconds since the person proved who they are: {@code auth_time}, which renewing a token does not change. */
    int maxAge();
}
