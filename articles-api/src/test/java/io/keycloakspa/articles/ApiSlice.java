package io.keycloakspa.articles;

import io.keycloakspa.articles.article.NoArticles;
import io.keycloakspa.articles.security.TestKeys;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The web side as it is shipped, security and error answers included, without Tomcat and database; keys are published on the loopback. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WebMvcTest(
        includeFilters =
                @Filter(
                        type = FilterType.REGEX,
                        pattern = "io\\.keycloakspa\\.articles\\.(security|error|limit)\\.[A-Z].*"))
@Import({TestKeys.class, NoArticles.class})
@TestPropertySource(
        properties = {"articles.issuer=http://localhost:8081/realms/blog", "articles.resource=http://localhost:8080/api"
        })
public @interface ApiSlice {}
