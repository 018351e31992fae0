#!/usr/bin/env bash
# with-secrets.sh NAME... -- COMMAND...   gives COMMAND each secret as an environment variable, or refuses to start it.
#
# A secret comes from the variable NAME, from the file that NAME_FILE names, or from /run/secrets/NAME. NAME=SOURCE takes
# it from SOURCE unless NAME is set, NAME? may be missing.
set -euo pipefail

refused=()
while [ "$1" != -- ]; do
  wanted=${1%\?}
  optional=$([ "$wanted" = "$1" ] || echo yes)
  name=${wanted%%=*}
  source=${wanted#*=}
  file_of=${source}_FILE
  shift
  value=${!name:-}
  [ -n "$value" ] || value=${!source:-}
  file=${!file_of:-/run/secrets/$source}
  if [ -z "$value" ] && [ -n "${!file_of:-}" ] && [ ! -r "$file" ]; then
    refused+=("$file_of names $file, which cannot be read")
    continue
  fi
  if [ -z "$value" ] && [ -r "$file" ]; then value=$(<"$file"); fi
  unset "$file_of" "$source"
  if [ -z "$value" ]; then
    [ -n "$optional" ] || refused+=("$source is not set")
    continue
  fi
  # An optional one somebody else has chosen, such as that of a mail server; it is as it is.
  if [ -z "$optional" ]; then
    if [ ${#value} -lt 16 ]; then
      refused+=("$source is shorter than 16 characters")
    elif [[ ${value,,} =~ (password|passwort|secret|change.?me|default|example|keycloak|12345678) ]]; then
      refused+=("$source is made of words that stand in manuals")
    fi
  fi
  export "$name=$value"
done
shift

if [ ${#refused[@]} -gt 0 ]; then
  printf 'Not started: %s.\n' "${refused[@]}" >&2
  echo 'Set it in .env, or put it into a file of that name in the folder SECRETS_DIR; made, for example, by: openssl rand -hex 24' >&2
  exit 64
fi
exec "$@"
