#!/bin/sh
# web-bundle.sh PACKAGES OUT: make the files of the web page and the table of their bytes, OUT/web_files.c.
# PACKAGES is the folder that web-packages.sh filled; without it the page only says that it was not built, so that the
# rest of the program can be built where there is no npm.
set -eu
packages=$1
out=$2
cd "$(dirname "$0")/../web"
mkdir -p "$out"

if [ -x "$packages/node_modules/.bin/esbuild" ]; then
    NODE_PATH=$packages/node_modules "$packages/node_modules/.bin/esbuild" src/main.js --bundle --minify --format=iife \
        --target=es2020 --charset=utf8 --legal-comments=none --log-level=error --outfile="$out/page.js"
    "$packages/node_modules/.bin/esbuild" src/page.css --minify --target=es2020 --charset=utf8 --log-level=error \
        --outfile="$out/page.css"
    cp src/page.html "$out/page.html"
else
    printf '%s\n' 'web-bundle: the packages of the page are not installed; ./dev build does it' >&2
    printf '<!doctype html><html lang="en"><title>entente</title><p>This program was built without its page.' >"$out/page.html"
    : >"$out/page.css"
    printf ';' >"$out/page.js"
fi

bytes() {
    printf 'static const unsigned char %s[] = {\n' "$1"
    od -An -v -tx1 "$2" | sed 's/ \(..\)/0x\1,/g'
    printf '0};\n'
}
row() { printf '    {"%s", %s, sizeof %s - 1},\n' "$2" "$1" "$1"; }
{
    printf '#include "report/html_files.h"\n'
    bytes page_html "$out/page.html"
    bytes page_css "$out/page.css"
    bytes page_js "$out/page.js"
    printf 'const ent_web_file ent_web_files[] = {\n'
    row page_html page.html
    row page_css page.css
    row page_js page.js
    printf '};\nconst size_t ent_web_file_count = sizeof ent_web_files / sizeof ent_web_files[0];\n'
} >"$out/web_files.c.new"
mv "$out/web_files.c.new" "$out/web_files.c"
