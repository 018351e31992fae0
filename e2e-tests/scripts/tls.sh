#!/usr/bin/env bash
# tls.sh HOST:PORT   looks at a web front's TLS by testssl.sh (in Debian the package of that name) and fails at any
# finding of the severity MEDIUM or worse. Left out: who signed the certificate, because a stack for one machine does that
# itself, and with it how it could be revoked. The whole report is e2e-tests/target/tls.json.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(command -v testssl || command -v testssl.sh) || {
  echo "testssl.sh is not installed; in Debian and Ubuntu: apt-get install testssl.sh" >&2
  exit 64
}
mkdir -p target
rm -f target/tls.json
# On this machine; a name below localhost need not be known to the system.
case $1 in *.localhost:*) here=(--ip 127.0.0.1) ;; *) here=() ;; esac
"$program" --quiet --color 0 --warnings off --nodns none "${here[@]}" --jsonfile target/tls.json "$1" >target/tls.txt </dev/null || true
[ -s target/tls.json ] || { cat target/tls.txt; exit 1; }
python3 - <<'PY'
import json, sys
own = ("cert_chain_of_trust", "cert_trust", "cert_ocspRevoked", "cert_crlDistributionPoints", "cert_ocspURL", "cert_revocation",
       "cert_extlifeSpan", "DNS_CAArecord", "OCSP_stapling", "overall_grade")
found = json.load(open("target/tls.json"))
bad = [f for f in found if f["severity"] in ("MEDIUM", "HIGH", "CRITICAL", "FATAL") and not f["id"].split(" ")[0].startswith(own)]
for f in bad:
    print(f["severity"], f["id"], f["finding"])
print(len(found), "findings,", len(bad), "of them MEDIUM or worse")
sys.exit(bool(bad) or len(found) < 50)
PY
