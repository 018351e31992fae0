#!/usr/bin/env bash
# The image's entry point: makes each secret of the demo once, at random, and becomes the inbox.
set -euo pipefail
for name in POSTGRES_PASSWORD KEYCLOAK_DB_PASSWORD ARTICLES_DB_PASSWORD KEYCLOAK_ADMIN_PASSWORD ARTICLES_API_CLIENT_SECRET; do
  file=/run/secrets/$name
  if [ ! -s "$file" ]; then
    head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$file.part"
    mv "$file.part" "$file"
  fi
done
touch /run/secrets/demo
exec java -Xmx96m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/app/*' io.keycloakspa.launcher.mail.InboxServer
