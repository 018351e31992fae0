#!/usr/bin/env bash
# deployed.sh [TESTS]   starts the demo of docker-compose.yml under a name and on ports of its own, runs the tests against
# it as against a stack that somebody else has deployed, and removes it. Build first: ./mvnw package -DskipTests.
# TESTS as -Dit.test takes them, all by default; further arguments are Maven's.
set -euo pipefail
cd "$(dirname "$0")/../.."
tests=${1:-'io/keycloakspa/e2e/*IT,!KeycloakContainerIT'}
shift || true
work=$PWD/e2e-tests/target/deployed
rm -rf "$work"
mkdir -p "$work"

read -r http https admin inbox < <(python3 - <<'PY'
import socket
sockets = [socket.socket() for _ in range(4)]
for each in sockets:
    each.bind(("127.0.0.1", 0))
print(*(each.getsockname()[1] for each in sockets))
PY
)
export HTTP_PORT=$http HTTPS_PORT=$https ADMIN_PORT=$admin INBOX_PORT=$inbox
export BLOG_URL=https://blog.localhost:$https NEWSLETTER_URL=https://newsletter.blog.localhost:$https
export AUTH_URL=https://auth.blog.localhost:$https

# The one difference to the demo: the front lets through realms that tests make.
sed 's/(${REALM})/([a-z0-9-]+)/' spa/nginx/auth.conf >"$work/auth.conf"
chmod 644 "$work/auth.conf"
cat >"$work/realms.yml" <<YAML
services:
  web:
    volumes: ["$work/auth.conf:/etc/nginx/front/auth.conf:ro"]
YAML
compose() {
  docker compose --project-name keycloak-spa-deployed --profile demo -f docker-compose.yml -f "$work/realms.yml" "$@" </dev/null
}
compose down --volumes --remove-orphans >"$work/compose.log" 2>&1
trap 'compose down --volumes --remove-orphans --timeout 5 >>"$work/compose.log" 2>&1' EXIT
echo "Starting the demo ..."
compose up --detach --build --wait >>"$work/compose.log" 2>&1 || { tail -20 "$work/compose.log" >&2; exit 1; }

compose exec -T web cat /etc/nginx/tls/ca.crt >"$work/ca.crt"
compose logs --follow --no-color --no-log-prefix keycloak >"$work/keycloak.log" 2>&1 &
E2E_ADMIN_PASSWORD=$(compose exec -T keycloak cat /run/secrets/KEYCLOAK_ADMIN_PASSWORD)
export E2E_ADMIN_PASSWORD

# What other modules prove needs no stack: of their tests none is called like this.
./mvnw --batch-mode -pl e2e-tests -am verify -Dtest=NoneTest -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test="$tests" -Dit.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
  -De2e.target="$BLOG_URL" -De2e.auth="$AUTH_URL" -De2e.newsletter="$NEWSLETTER_URL" \
  -De2e.admin="http://localhost:$admin" -De2e.inbox="http://localhost:$inbox" -De2e.ca="$work/ca.crt" \
  -De2e.keycloak.log="$work/keycloak.log" "$@"
