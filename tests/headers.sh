#!/bin/bash
# headers.sh - each header compiles alone, twice included, without a warning.
. "$(dirname "$0")/lib.sh"
flags=$(pkg-config --cflags $(tests/packages.sh pkgs build))
while read -r header; do
	printf '#include "%s"\n#include "%s"\n' "${header#src/}" "${header#src/}" |
		${CC:-cc} -std=c11 -D_GNU_SOURCE -Isrc $flags -Wall -Wextra -Werror -fsyntax-only -x c - 2>"$SCRATCH/said"
	verdict "$header" $? "$(head -3 "$SCRATCH/said" | tr '\n' ' ')"
done < <(find src -name '*.h' | sort)
