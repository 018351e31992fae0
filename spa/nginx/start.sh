#!/usr/bin/env bash
# The image's entry point: fills in the configuration, sees to the certificate, and becomes nginx.
set -euo pipefail

refuse() {
  echo "Not started: $1" >&2
  exit 64
}

origin='^https://([a-z0-9.-]+)(:[0-9]+)?$'
[[ ${BLOG_URL:-} =~ $origin ]] || refuse "BLOG_URL must be the blog's origin, such as https://blog.example.org, without a slash at the end"
export BLOG_HOST=${BASH_REMATCH[1]}
[[ ${AUTH_URL:-} =~ $origin ]] || refuse "AUTH_URL must be Keycloak's origin, such as https://auth.example.org, without a slash at the end"
export AUTH_HOST=${BASH_REMATCH[1]}
[ "$BLOG_HOST" != "$AUTH_HOST" ] ||
  refuse "BLOG_URL and AUTH_URL have the same host: a script that slips into an article would share it with the sign-in pages"

mkdir -p /tmp/nginx
for file in /etc/nginx/front/*; do
  # shellcheck disable=SC2016 # these names are for envsubst, which leaves nginx's own variables alone
  envsubst '${BLOG_URL} ${BLOG_HOST} ${AUTH_URL} ${AUTH_HOST} ${REALM} ${ARTICLES_API} ${KEYCLOAK} ${RESOLVER}' \
    <"$file" >"/tmp/nginx/${file##*/}"
done

certificate.sh
exec nginx -c /tmp/nginx/nginx.conf -g 'daemon off;'
