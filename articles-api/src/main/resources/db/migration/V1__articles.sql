-- Limits repeat what the API checks, so that no other writer can store what the API could not have taken.
create table article (
    id             uuid           primary key,
    title          text           not null check (char_length(title) between 1 and 200),
    content        text           not null check (octet_length(content) <= 100000),
    status         text           not null check (status in ('draft', 'published')),
    author_issuer  text           not null,
    author_subject text           not null,
    author_name    text           not null,
    created_at     timestamptz(6) not null,
    updated_at     timestamptz(6) not null,
    version        bigint         not null
);

-- The list of published articles, newest first, walked by id. Partial: drafts, which nobody else lists, cost nothing.
create index article_published on article (id desc) where status = 'published';

-- An author's own list, newest first. The subject leads, because nearly all rows share one issuer.
create index article_author on article (author_subject, author_issuer, id desc);
