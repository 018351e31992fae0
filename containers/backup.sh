#!/usr/bin/env bash
# backup.sh FOLDER [options of docker compose]   writes both databases to FOLDER while everything runs.
# They hold password hashes, keys and addresses: keep them as you keep the secrets, which belong to the backup too.
set -euo pipefail
folder=$1
shift
umask 077
mkdir -p "$folder"
for database in keycloak articles; do
  docker compose "$@" exec -T postgres pg_dump -U postgres --format=custom "$database" >"$folder/$database.part"
  # The name appears only when all is there.
  mv "$folder/$database.part" "$folder/$database.dump"
done
