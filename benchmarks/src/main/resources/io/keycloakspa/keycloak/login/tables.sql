-- As Keycloak 26.7.4 makes them on PostgreSQL, read from a database that it made.
CREATE TABLE user_entity (
    id                          varchar(36) NOT NULL,
    email                       varchar(255),
    email_constraint            varchar(255),
    email_verified              boolean     NOT NULL DEFAULT false,
    enabled                     boolean     NOT NULL DEFAULT false,
    federation_link             varchar(255),
    first_name                  varchar(255),
    last_name                   varchar(255),
    realm_id                    varchar(255),
    username                    varchar(255),
    created_timestamp           bigint,
    service_account_client_link varchar(255),
    not_before                  integer     NOT NULL DEFAULT 0,
    last_modified_timestamp     bigint
);
CREATE TABLE user_attribute (
    name                       varchar(255) NOT NULL,
    value                      varchar(255),
    user_id                    varchar(36)  NOT NULL,
    id                         varchar(36)  NOT NULL DEFAULT 'sybase-needs-something-here',
    long_value_hash            bytea,
    long_value_hash_lower_case bytea,
    long_value                 text
);
CREATE TABLE fed_user_attribute (
    id                         varchar(36)  NOT NULL,
    name                       varchar(255) NOT NULL,
    user_id                    varchar(255) NOT NULL,
    realm_id                   varchar(36)  NOT NULL,
    storage_provider_id        varchar(36),
    value                      varchar(2024),
    long_value_hash            bytea,
    long_value_hash_lower_case bytea,
    long_value                 text
);
