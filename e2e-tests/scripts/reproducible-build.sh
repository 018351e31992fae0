#!/usr/bin/env bash
# Builds the committed source twice, in two folders, and compares what is shipped byte by byte: the provider jar, the
# API's jar, the SPA. Takes as long as two builds without tests. Usage: e2e-tests/scripts/reproducible-build.sh
set -euo pipefail
source=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

shipped() {
  find keycloak-extension/target articles-api/target -maxdepth 1 -name '*.jar'
  find spa/dist -type f
}

for build in first second; do
  git clone -q "$source" "$work/$build"
  cd "$work/$build"
  echo "The $build build ..."
  ./mvnw -q -pl keycloak-extension,articles-api,spa -am package -DskipTests
  shipped | sort | xargs sha256sum > "$work/$build.sums"
done

if diff "$work/first.sums" "$work/second.sums"; then
  echo "The same: $(wc -l < "$work/first.sums") files"
else
  echo "These differ" >&2
  exit 1
fi
