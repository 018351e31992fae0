# Run by PostgreSQL's image when its volume is empty. A role for each: who breaks into the one must not read the other's
# tables.
psql -v ON_ERROR_STOP=1 -U postgres -v keycloak="$KEYCLOAK_DB_PASSWORD" -v articles="$ARTICLES_DB_PASSWORD" <<'SQL'
CREATE ROLE keycloak LOGIN PASSWORD :'keycloak';
CREATE ROLE articles LOGIN PASSWORD :'articles';
CREATE DATABASE keycloak OWNER keycloak;
CREATE DATABASE articles OWNER articles;
REVOKE CONNECT ON DATABASE keycloak, articles FROM PUBLIC;
SQL
