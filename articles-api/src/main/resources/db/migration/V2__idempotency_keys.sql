-- What a key of the last 24 hours made, so that a repeated request makes nothing again.
create table idempotency_key (
    author_issuer  text           not null,
    author_subject text           not null,
    key            text           not null check (char_length(key) between 1 and 200),
    request_hash   bytea          not null,
    article_id     uuid           not null,
    created_at     timestamptz(6) not null,
    primary key (author_subject, author_issuer, key)
);

-- To forget the old ones.
create index idempotency_key_age on idempotency_key (created_at);
