#!/bin/bash
# words.sh - words in = words out + words in the ledger, for every body of the corpora and the
# samples; by html5lib over the raw bodies and the tree backend over ours.
. "$(dirname "$0")/lib.sh"
sources=("$SAMPLE" "$top/samples/everything.xml")
if [ -d "$CORPORA/feeds" ]; then
	mapfile -t more < <(find "$CORPORA" -type f \( -name '*.xml' -o -name '*.html' -o -name '*.htm' -o -name '*.json' \) |
		grep -v html5lib-tests | sort)
	sources+=("${more[@]}")
else
	skip "words of the corpora" "no folder $CORPORA/feeds (set CORPORA)"
fi
python3 tests/conformance/words.py "$SCRATCH" "${sources[@]}"
