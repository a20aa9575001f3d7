#!/bin/bash
# libraries.sh - the program's shared libraries are those of a list and no others, for each costs every
# run its loading; so are those of its modules. Indirect ones count: decoders and HTTP belong into
# programs of their own. What the program shows to its modules no library has under the same name.
. "$(dirname "$0")/lib.sh"
[ -z "$SAN" ] || { left_out "shared libraries" "the sanitisers bring their own"; exit; }
# The program's own are the C library's; the rest where the archives of what reads feeds are not there.
program="libm libc libpthread linux-vdso ld-linux-x86-64 ld-linux-aarch64"
[ -e "$BUILD/libexec/icudata.so" ] || program+=" libxml2 libdeflate libz libicuuc libicudata libstdc++ libgcc_s liblzma"
zip="libzip libbz2 libcrypto libzstd libgnutls libnettle libhogweed libgmp libp11-kit libidn2 libunistring
	libtasn1 libffi"
typesetter="libharfbuzz libharfbuzz-subset libfribidi libfontconfig libhpdf libhpdf-2.3.0 libhyphen
	libfreetype libpng16 libexpat libuuid libglib-2.0 libgraphite2 libpcre2-8 libbrotlidec libbrotlicommon"
check() { # FILE MAY
	local file=$1 may=$2 library
	for library in $(objdump -p "$file" | awk '/NEEDED/ { print $2 }'); do
		grep -qw -- "${library%%.so*}" <<<"$may"; verdict "${file##*/} links $library" $? "not in the list of tests/libraries.sh"
	done
	for library in $(ldd "$file" | awk '{ sub(".*/", "", $1); print $1 }'); do
		grep -qw -- "${library%%.so*}" <<<"$may"; verdict "${file##*/} loads $library" $? "not in the list of tests/libraries.sh"
	done
	! readelf -d "$file" | grep -q TEXTREL; verdict "${file##*/}: no text relocations" $? "DT_TEXTREL: it cannot be shared between processes"
}
check "$PROGRAM" "$program"
program+=" libz"
check "$BUILD/libexec/zip.so" "$program liblzma libstdc++ libgcc_s $zip"
check "$BUILD/libexec/typesetter.so" "$program libstdc++ libgcc_s $typesetter"
[ ! -e "$BUILD/libexec/icudata.so" ] || check "$BUILD/libexec/icudata.so" "libc libicudata linux-vdso"

# ---- names: a library's own call would end in the program's function
shown() { nm -D --defined-only -P "$1" | awk '$2 ~ /[TDRBVW]/ { sub("@.*", "", $1); print $1 }' | sort -u; }
nm -D --defined-only -P "$PROGRAM" | awk '$2 ~ /[TDRW]/ { print $1 }' | grep -v '^_' | sort >"$SCRATCH/ours"
[ -s "$SCRATCH/ours" ]; verdict "the program shows names to its modules" $? "none"
ldd "$BUILD"/libexec/{zip,typesetter}.so | awk '$2 == "=>" && $3 ~ "^/" { print $3 }' | sort -u >"$SCRATCH/libraries"
while read -r library; do
	shown "$library" | comm -12 - "$SCRATCH/ours" >"$SCRATCH/both"
	[ ! -s "$SCRATCH/both" ]; verdict "no name is ${library##*/}'s as well" $? "$(tr '\n' ' ' <"$SCRATCH/both")"
done <"$SCRATCH/libraries"
for module in zip typesetter $([ ! -e "$BUILD/libexec/icudata.so" ] || echo icudata); do
	[ "$(shown "$BUILD/libexec/$module.so")" = module_$module ]; verdict "$module.so shows its table alone" $? "$(shown "$BUILD/libexec/$module.so" | head -5)"
done
