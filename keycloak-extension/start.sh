#!/usr/bin/env bash
# The image's entry point: kc.sh, after a look at what a server that faces people must have.
set -euo pipefail

secrets=()
for argument; do
  case $argument in
    start) secrets+=(KC_DB_PASSWORD=KEYCLOAK_DB_PASSWORD) ;;
    --import-realm)
      secrets+=(KC_BOOTSTRAP_ADMIN_PASSWORD=KEYCLOAK_ADMIN_PASSWORD ARTICLES_API_CLIENT_SECRET SMTP_PASSWORD\?)
      # Keycloak leaves the name of a missing variable in the realm as it stands.
      : "${BLOG_SPA_URL:?must be the origin of the blog, such as https://blog.example.org}"
      : "${NEWSLETTER_URL:?must be the origin of the second app}"
      ;;
  esac
done

# Accounts whose passwords stand in the repository: only where nobody else can come by.
if [ -e /run/secrets/demo ]; then
  host=${KC_HOSTNAME#*://}
  case ${host%%[:/]*} in
    *.localhost | localhost) cp /opt/keycloak/demo/blog-users-0.json /opt/keycloak/data/import/ ;;
    *)
      echo "Not started: this database began in the profile demo, whose passwords everybody knows, and $KC_HOSTNAME is no address of this machine. Begin anew: docker compose --profile demo down -v" >&2
      exit 64
      ;;
  esac
fi

exec /usr/local/bin/with-secrets.sh "${secrets[@]}" -- /opt/keycloak/bin/kc.sh "$@"
