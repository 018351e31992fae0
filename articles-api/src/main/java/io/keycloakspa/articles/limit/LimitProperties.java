package io.keycloakspa.articles.limit;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Requests a minute, counted by each node for itself; the share of a minute may come all at once.
 *
 * @param source from one address, whoever asks: an office behind one address must fit in
 * @param subject of one person
 * @param subjectWrites of these, those that change something
 */
@Validated
@ConfigurationProperties("articles.limits")
record LimitProperties(
        @DefaultValue("1200") @Positive int source,
        @DefaultValue("300") @Positive int subject,
        @DefaultValue("60") @Positive int subjectWrites) {}
