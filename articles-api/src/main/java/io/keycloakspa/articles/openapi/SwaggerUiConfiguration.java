package io.keycloakspa.articles.openapi;

import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.net.URI;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** A page to try the operations, on the developer's own machine only: elsewhere this API answers no HTML. */
@Configuration(proxyBeanMethods = false)
@Profile("local")
class SwaggerUiConfiguration {

    private static final String SIGN_IN = "sign-in";

    private final String issuer;

    SwaggerUiConfiguration(@Value("${articles.issuer}") String issuer) {
        this.issuer = issuer;
    }

    @Bean
    @Order(0)
    SecurityFilterChain swaggerUi(HttpSecurity http) throws Exception {
        String policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                + " frame-ancestors 'none'; connect-src 'self' "
                + URI.create(issuer).resolve("/");
        return http.securityMatcher("/swagger-ui/**", "/v3/api-docs/**")
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy)))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    /** By code and PKCE, as the app itself signs in. */
    @Bean
    OpenApiCustomizer signIn() {
        OAuthFlow code = new OAuthFlow()
                .authorizationUrl(issuer + "/protocol/openid-connect/auth")
                .tokenUrl(issuer + "/protocol/openid-connect/token")
                .scopes(new Scopes()
                        .addString("articles:read", "Read articles")
                        .addString("articles:write", "Write articles"));
        return description -> {
            description
                    .getComponents()
                    .addSecuritySchemes(
                            SIGN_IN,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.OAUTH2)
                                    .flows(new OAuthFlows().authorizationCode(code)));
            description.addSecurityItem(new SecurityRequirement().addList(SIGN_IN));
        };
    }
}
