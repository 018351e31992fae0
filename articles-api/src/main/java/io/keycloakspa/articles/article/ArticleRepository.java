package io.keycloakspa.articles.article;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * Every question names the person who asks it, or asks for published articles only: there is no plain look-up by id that
 * could forget to check. The status is a literal, not a parameter, because PostgreSQL uses the index on published
 * articles only where the plan can rely on it.
 */
interface ArticleRepository extends Repository<Article, UUID> {

    String OWN = "a.author.issuer = :issuer and a.author.subject = :subject";
    String PUBLISHED = "a.status = io.keycloakspa.articles.article.ArticleStatus.PUBLISHED";
    String SUMMARY = "select new io.keycloakspa.articles.article.ArticleSummary("
            + "a.id, a.title, a.status, a.author, a.createdAt, a.updatedAt) from Article a where a.id < :before and ";

    /** PostgreSQL reads what people type and never fails on it; the column is none of the entity's. */
    String FOUND = " and cast(sql('(words @@ websearch_to_tsquery(''simple'', ?))', :q) as boolean) = true";

    Article save(Article article);

    void delete(Article article);

    /** Other articles of this person change their ETag with it, because the name is part of what is read. */
    @Modifying(flushAutomatically = true)
    @Query("update versioned Article a set a.author.name = :name where a.id <> :id and a.author.name <> :name and "
            + OWN)
    void renameAuthor(String issuer, String subject, String name, UUID id);

    /** What this person may read; for an editor also what they may change. */
    @Query("select a from Article a where a.id = :id and (" + PUBLISHED + " or (" + OWN + "))")
    Optional<Article> findVisible(UUID id, String issuer, String subject);

    /** What this person wrote. */
    @Query("select a from Article a where a.id = :id and " + OWN)
    Optional<Article> findOwn(UUID id, String issuer, String subject);

    @Query(SUMMARY + PUBLISHED + " order by a.id desc")
    List<ArticleSummary> listPublished(UUID before, Limit limit);

    @Query(SUMMARY + PUBLISHED + FOUND + " order by a.id desc")
    List<ArticleSummary> searchPublished(String q, UUID before, Limit limit);

    @Query(SUMMARY + OWN + FOUND + " order by a.id desc")
    List<ArticleSummary> searchOwn(String issuer, String subject, String q, UUID before, Limit limit);

    @Query(SUMMARY + OWN + " order by a.id desc")
    List<ArticleSummary> listOwn(String issuer, String subject, UUID before, Limit limit);
}
