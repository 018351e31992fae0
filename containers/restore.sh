#!/usr/bin/env bash
# restore.sh FOLDER [options of docker compose]   replaces both databases by those of backup.sh, and starts everything.
# The secrets have to be those of the time of the backup: the realm holds ARTICLES_API_CLIENT_SECRET.
set -euo pipefail
folder=$1
shift
for database in keycloak articles; do
  [ -s "$folder/$database.dump" ] || { echo "$folder/$database.dump is missing" >&2; exit 64; }
done
compose() { docker compose "$@" </dev/null; }

compose "$@" up --detach --wait postgres
# Whoever writes meanwhile would write into the database that goes away.
running=$(compose "$@" ps --services --status running | grep -vx -e postgres -e inbox || true)
# shellcheck disable=SC2086 # one word a service
[ -z "$running" ] || compose "$@" stop $running
for database in keycloak articles; do
  docker compose "$@" exec -T postgres psql -v ON_ERROR_STOP=1 -qU postgres <<SQL
DROP DATABASE IF EXISTS $database WITH (FORCE);
CREATE DATABASE $database OWNER $database;
REVOKE CONNECT ON DATABASE $database FROM PUBLIC;
SQL
  docker compose "$@" exec -T postgres pg_restore -U postgres --exit-on-error --dbname "$database" <"$folder/$database.dump"
done
compose "$@" up --detach --wait
