#!/usr/bin/env bash
# The image's entry point: fills in the configuration, sees to the certificate, and becomes nginx.
set -euo pipefail

refuse() {
  echo "Not started: $1" >&2
  exit 64
}

# host_of NAME WHOSE EXAMPLE: the host in the origin that the variable NAME holds
host_of() {
  [[ ${!1:-} =~ ^https://([a-z0-9.-]+)(:[0-9]+)?$ ]] ||
    refuse "$1 must be $2 origin, such as https://$3.example.org, without a slash at the end"
  echo "${BASH_REMATCH[1]}"
}
BLOG_HOST=$(host_of BLOG_URL "the blog's" blog)
NEWSLETTER_HOST=$(host_of NEWSLETTER_URL "the newsletter's" newsletter)
AUTH_HOST=$(host_of AUTH_URL "Keycloak's" auth)
export BLOG_HOST NEWSLETTER_HOST AUTH_HOST
for app in BLOG NEWSLETTER; do
  host=${app}_HOST
  [ "${!host}" != "$AUTH_HOST" ] ||
    refuse "${app}_URL and AUTH_URL have the same host: a script that slips into a page of the app would share it with the sign-in pages"
done
[ "$BLOG_HOST" != "$NEWSLETTER_HOST" ] || refuse "BLOG_URL and NEWSLETTER_URL have the same host: each app needs one of its own"

mkdir -p /tmp/nginx
for file in /etc/nginx/front/*; do
  # shellcheck disable=SC2016 # these names are for envsubst, which leaves nginx's own variables alone
  envsubst '${BLOG_URL} ${BLOG_HOST} ${NEWSLETTER_URL} ${NEWSLETTER_HOST} ${AUTH_URL} ${AUTH_HOST} ${REALM} ${ARTICLES_API} ${KEYCLOAK} ${RESOLVER}' \
    <"$file" >"/tmp/nginx/${file##*/}"
done

certificate.sh
exec nginx -c /tmp/nginx/nginx.conf -g 'daemon off;'
