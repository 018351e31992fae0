package io.keycloakspa.articles.article;

import static org.mockito.Mockito.mock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Stands in for the storage where a test is about everything before it. */
@TestConfiguration(proxyBeanMethods = false)
@Import(MergePatch.class)
public class NoArticles {

    @Bean
    ArticleService articleService() {
        return mock();
    }
}
