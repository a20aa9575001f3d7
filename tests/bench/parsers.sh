#!/bin/bash
# parsers.sh [FEED] - the HTML parser beside others on a feed's bodies (the sample's): MB/s and how
# many times libxml2's. What is not installed is left out and named.
cd "$(dirname "$0")/../.." || exit 2
build=${BUILD:-build}
pkg-config --exists gumbo 2>/dev/null && gumbo="-DHAVE_GUMBO $(pkg-config --cflags --libs gumbo)"
objects=$(ls "$build"/html/parse*.o "$build"/html/{references,tags,tree}.o "$build"/base/*.o)
${CC:-cc} -std=c11 -D_GNU_SOURCE -O2 -Isrc $(pkg-config --cflags libxml-2.0) -o "$build/parsers" tests/bench/parsers.c \
	$objects $(pkg-config --libs libxml-2.0 icu-uc zlib libdeflate) $gumbo -pthread -lm || exit 1
PATH=/usr/bin:$PATH exec python3 tests/bench/parsers.py "$build/parsers" "$@"
