#!/usr/bin/env bash
# Checks the certificate that was given, or makes one for this machine: tls.crt and tls.key in /etc/nginx/tls.
set -euo pipefail
cd /etc/nginx/tls
umask 077

refuse() {
  echo "Not started: $1" >&2
  exit 64
}

hosts=("$BLOG_HOST" "$NEWSLETTER_HOST" "$AUTH_HOST")
made_for="${hosts[*]}"
in_30_days=$((30 * 24 * 3600))

# A certificate that browsers refuse would help nobody: since Strict-Transport-Security they offer no way past it.
if [ ! -e made-for ] && { [ -e tls.crt ] || [ -e tls.key ] || [ ! -w . ]; }; then
  [ -r tls.crt ] && [ -r tls.key ] ||
    refuse "the folder that TLS_DIR names must hold tls.crt and tls.key, both readable for user 101"
  openssl x509 -in tls.crt -noout -checkend 0 >/dev/null ||
    refuse "the certificate in tls.crt has expired ($(openssl x509 -in tls.crt -noout -enddate)): put a renewed one into the folder that TLS_DIR names, with its key"
  for host in "${hosts[@]}"; do
    openssl x509 -in tls.crt -noout -checkhost "$host" | grep -q 'does match' ||
      refuse "the certificate in tls.crt is not for $host: it must name ${hosts[*]}, and come before those of its authorities"
  done
  [ "$(openssl x509 -in tls.crt -noout -pubkey)" = "$(openssl pkey -in tls.key -pubout)" ] ||
    refuse "tls.key is not the key of the first certificate in tls.crt"
  exit 0
fi

if [ -e tls.key ] && [ "$(cat made-for)" = "$made_for" ] && openssl x509 -in tls.crt -noout -checkend "$in_30_days" >/dev/null; then
  exit 0
fi

# An authority of its own, whose certificate people may trust: it signs once, for these names only, and its key is
# thrown away. 397 days are what browsers take at most.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/openssl.cnf" <<CNF
[req]
distinguished_name = name
prompt = no
[name]
CN = Made by this stack for $BLOG_HOST
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
nameConstraints = critical, permitted;DNS:$BLOG_HOST, permitted;DNS:$NEWSLETTER_HOST, permitted;DNS:$AUTH_HOST
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:$BLOG_HOST, DNS:$NEWSLETTER_HOST, DNS:$AUTH_HOST
authorityKeyIdentifier = keyid
CNF
new=(-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -sha256 -days 397 -config "$work/openssl.cnf")
openssl req "${new[@]}" -extensions authority -keyout "$work/ca.key" -out "$work/ca.crt" 2>/dev/null
openssl req "${new[@]}" -extensions server -subj "/CN=$BLOG_HOST" -CA "$work/ca.crt" -CAkey "$work/ca.key" \
  -keyout "$work/tls.key" -out "$work/tls.crt" 2>/dev/null
cp "$work/tls.crt" "$work/tls.key" "$work/ca.crt" .
printf '%s' "$made_for" >made-for
echo "Made a certificate for $made_for, signed by an authority that no browser knows (ca.crt)"
