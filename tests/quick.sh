#!/bin/bash
# quick.sh - a few seconds' sanity: every format the program lists is made from samples/index.xml,
# on two threads, without a crash and not empty. Knows nothing of what the books must hold.
# PROGRAM=path (default build/designconv).
cd "$(dirname "$0")/.." || exit 2
program=${PROGRAM:-build/designconv}
[ -x "$program" ] || { echo "quick: no $program"; exit 2; }
scratch=$(mktemp -d "${TMPDIR:-/tmp}/designconv-quick.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
failed=0
fail() { echo "quick: $*"; failed=1; }

formats=$("$program" --list-formats | awk '/^Read/ { exit } /^ +[a-z]/ { print $1 }')
[ -n "$formats" ] || fail "--list-formats lists nothing"
"$program" --help >"$scratch/help" || fail "--help exits $?"
for format in $formats; do
	timeout 20 "$program" -q -j 2 -t "$format" -o "$scratch/$format" samples/index.xml \
		>"$scratch/out" 2>&1 || { fail "-t $format exits $?"; head -5 "$scratch/out"; continue; }
	[ -s "$scratch/$format" ] || fail "-t $format writes nothing"
done
[ $failed = 0 ] && echo "quick: $(echo $formats) made"
exit $failed
