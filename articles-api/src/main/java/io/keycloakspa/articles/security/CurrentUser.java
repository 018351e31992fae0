package io.keycloakspa.articles.security;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * The person who calls. Identity is issuer and subject together (OpenID Connect Core, section 5.7): a name or an
 * address may move to somebody else.
 *
 * @param name for people to read only
 */
public record CurrentUser(String issuer, String subject, String name, Set<String> roles) {

    static final String AUTHOR = "author";
    static final String EDITOR = "editor";

    /** Whether this person may have articles of their own. */
    public boolean mayWrite() {
        return roles.contains(AUTHOR) || isEditor();
    }

    /** Whether this person may change what others published. */
    public boolean isEditor() {
        return roles.contains(EDITOR);
    }

    static CurrentUser of(JwtAuthenticationToken authentication) {
        Jwt token = authentication.getToken();
        Set<String> roles = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith(Permission.ROLE_PREFIX))
                .map(authority -> authority.substring(Permission.ROLE_PREFIX.length()))
                .collect(Collectors.toUnmodifiableSet());
        // Neither is null: validation requires both.
        String issuer = Objects.requireNonNull(token.getClaimAsString("iss"));
        String subject = Objects.requireNonNull(token.getSubject());
        String name = firstText(token.getClaimAsString("name"), token.getClaimAsString("preferred_username"), subject);
        return new CurrentUser(issuer, subject, name, roles);
    }

    private static String firstText(@Nullable String name, @Nullable String userName, String subject) {
        if (name != null && !name.isBlank()) {
            return name;
        }
        return userName != null && !userName.isBlank() ? userName : subject;
    }
}
