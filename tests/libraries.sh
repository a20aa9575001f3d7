#!/bin/bash
# libraries.sh - the program's shared libraries are those of this list and no others: each costs
# every run its loading. Indirect ones count: decoders and HTTP belong into programs of their own.
. "$(dirname "$0")/lib.sh"
[ -z "$SAN" ] || { left_out "shared libraries" "the sanitisers bring their own"; exit; }
may="libxml2 libzip libdeflate libz libicuuc libicudata libharfbuzz libharfbuzz-subset libfribidi
	libfontconfig libhpdf libhpdf-2.3.0 libhyphen libm libc libpthread
	libstdc++ libgcc_s libfreetype libpng16 libexpat libuuid libglib-2.0 libgraphite2 libpcre2-8
	libbrotlidec libbrotlicommon libbz2 liblzma libcrypto libzstd libgnutls libnettle libhogweed libgmp
	libp11-kit libidn2 libunistring libtasn1 libffi linux-vdso ld-linux-x86-64 ld-linux-aarch64"
for library in $(objdump -p "$PROGRAM" | awk '/NEEDED/ { print $2 }'); do
	grep -qw -- "${library%%.so*}" <<<"$may"; verdict "links $library" $? "not in the list of tests/libraries.sh"
done
for library in $(ldd "$PROGRAM" | awk '{ sub(".*/", "", $1); print $1 }'); do
	grep -qw -- "${library%%.so*}" <<<"$may"; verdict "loads $library" $? "not in the list of tests/libraries.sh"
done
! readelf -d "$PROGRAM" | grep -q TEXTREL; verdict "no text relocations" $? "DT_TEXTREL: the program cannot be shared between processes"
