-- Words as they are written: articles come in any language, and stemming for one would spoil the others.
alter table article add column words tsvector not null
    generated always as (to_tsvector('simple', title || ' ' || content)) stored;

create index article_words on article using gin (words);
