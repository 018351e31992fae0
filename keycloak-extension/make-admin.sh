#!/usr/bin/env bash
# make-admin.sh NAME ADDRESS   makes an account that administers the realm, without a browser ever seeing the master
# realm, and prints a password that the first sign-in replaces.
set -euo pipefail
name=$1
address=$2
realm=${REALM:-blog}
config=$(mktemp)
trap 'rm -f "$config"' EXIT
kcadm() { /opt/keycloak/bin/kcadm.sh "$@" --config "$config"; }

export KC_CLI_PASSWORD=${KEYCLOAK_ADMIN_PASSWORD:-$(cat /run/secrets/KEYCLOAK_ADMIN_PASSWORD)}
kcadm config credentials --server http://localhost:8080 --realm master --user "$KC_BOOTSTRAP_ADMIN_USERNAME"
unset KC_CLI_PASSWORD
password=$(head -c 15 /dev/urandom | base64 | tr '+/' '-_')
kcadm create users -r "$realm" -s "username=$name" -s "email=$address" -s emailVerified=true -s enabled=true
kcadm set-password -r "$realm" --username "$name" --new-password "$password" --temporary
kcadm add-roles -r "$realm" --uusername "$name" --cclientid realm-management --rolename realm-admin
echo "$name: $password"
