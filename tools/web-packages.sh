#!/bin/sh
# web-packages.sh FOLDER: install the packages of the web page (web/package-lock.json) into FOLDER, once for each
# state of the lock. Nothing of them is run while installing.
set -eu
folder=$1
cd "$(dirname "$0")/../web"
sum=$(cat package.json package-lock.json | cksum)
if [ "$(cat "$folder/stamp" 2>/dev/null)" = "$sum" ]; then exit 0; fi
mkdir -p "$folder"
cp package.json package-lock.json "$folder"
(cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null)
printf '%s\n' "$sum" >"$folder/stamp"
