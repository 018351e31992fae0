package io.keycloakspa.articles.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.keycloakspa.articles.limit.RequestLimits;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.DelegatingJwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.header.HeaderWriterFilter;

/** Which operation asks what of a token. What has no rule here is denied, to everybody. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String ARTICLES = "/api/articles";
    private static final String ARTICLE = "/api/articles/{id}";
    private static final String READ = "articles:read";
    private static final String WRITE = "articles:write";

    /** Ownership is not decided here but in the queries: a rule on paths cannot know whose article it is. */
    @Bean
    SecurityFilterChain api(
            HttpSecurity http, ResourceServerProperties properties, RefusedRequests refused, RequestLimits limits)
            throws Exception {
        if (!properties.allowedOrigins().isEmpty()) {
            http.addFilterAfter(new OtherOrigins(properties.allowedOrigins()), HeaderWriterFilter.class);
        }
        http.addFilterAfter(limits.bySource(), HeaderWriterFilter.class)
                .addFilterBefore(limits.bySubject(), ExceptionTranslationFilter.class);
        if (properties.introspectWrites()) {
            http.addFilterAfter(new WriteIntrospection(properties), AuthorizationFilter.class);
        }
        return http.authorizeHttpRequests(rules -> rules.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(GET, ARTICLES, ARTICLE)
                        .access(Permission.scope(READ))
                        .requestMatchers(HEAD, ARTICLES, ARTICLE)
                        .access(Permission.scope(READ))
                        .requestMatchers(POST, ARTICLES)
                        .access(Permission.scope(WRITE).andAnyRole(CurrentUser.AUTHOR, CurrentUser.EDITOR))
                        .requestMatchers(PUT, ARTICLE)
                        .access(Permission.scope(WRITE))
                        .requestMatchers(PATCH, ARTICLE)
                        .access(Permission.scope(WRITE))
                        .requestMatchers(DELETE, ARTICLE)
                        .access(Permission.scope(WRITE))
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(authorities()))
                        .dPoP(proofs -> proofs.authenticationConverter(new DPoPProofs(properties.resource()))
                                .authenticationFailureHandler(answer(refused)))
                        .authenticationEntryPoint(refused)
                        .accessDeniedHandler(refused)
                        .protectedResourceMetadata(
                                metadata -> metadata.protectedResourceMetadataCustomizer(described -> described
                                        .resource(properties.resource().toString())
                                        .authorizationServer(properties.issuer())
                                        .scope(READ)
                                        .scope(WRITE)
                                        .claim("dpop_signing_alg_values_supported", DPoPProofs.ALGORITHMS)
                                        .tlsClientCertificateBoundAccessTokens(false)))
                        .withObjectPostProcessor(answerOutages(refused)))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refused).accessDeniedHandler(refused))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie carries authority here, so there is nothing for another site to ride on.
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'")))
                .build();
    }

    /** The management port shows whether this API is alive and ready, and its metrics, to anybody who reaches that port. */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(rules -> rules.requestMatchers(EndpointRequest.to("health", "prometheus"))
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    private static JwtAuthenticationConverter authorities() {
        JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();
        scopes.setAuthoritiesClaimName("scope");
        scopes.setAuthorityPrefix(Permission.SCOPE_PREFIX);
        // RFC 9068, section 2.2.3.1.
        JwtGrantedAuthoritiesConverter roles = new JwtGrantedAuthoritiesConverter();
        roles.setAuthoritiesClaimName("roles");
        roles.setAuthorityPrefix(Permission.ROLE_PREFIX);
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(new DelegatingJwtGrantedAuthoritiesConverter(scopes, roles));
        return converter;
    }

    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answerOutages(RefusedRequests refused) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(answer(refused));
                return filter;
            }
        };
    }

    /** By default the filters throw on, and the container answers 500, when keys cannot be fetched. */
    private static AuthenticationFailureHandler answer(RefusedRequests refused) {
        AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(refused);
        handler.setRethrowAuthenticationServiceException(false);
        return handler;
    }
}
