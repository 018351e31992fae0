package io.keycloakspa.articles.openapi;

import io.keycloakspa.articles.security.CurrentUser;
import io.keycloakspa.articles.security.RecentAuthentication;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the code of the operations does not say. The document itself is checked in as {@code openapi.json}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    /** Of the interface, not of the program: a client sees no difference between two builds. */
    private static final String VERSION = "1.0";

    static final String TOKEN = "token";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(CurrentUser.class, RecentAuthentication.class);
    }

    @Bean
    OpenAPI articles() {
        return new OpenAPI()
                .info(new Info()
                        .title("Articles")
                        .version(VERSION)
                        .description("Articles of a blog, for people who are signed in.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                // Under whichever host clients found it.
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("at+jwt")
                                        .description("An access token of the realm (RFC 9068) for this API."
                                                + " A token bound to a key is sent by DPoP (RFC 9449).")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }
}
