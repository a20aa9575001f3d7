#!/bin/bash
# roundtrip.sh - HTML -> Markdown -> HTML gives the same document, cmark-gfm being the reader. What pure
# GFM can say must come back to the letter and without raw HTML ("expr"); the rest in content.
# Hand-written cases, generated ones from fixed seeds, the sample, and, where the folder shared/ lies
# beside, the examples of CommonMark and GFM, turndown's own and the bodies of real feeds.
# ROUNDS=N generates from N seeds more (15 with check-all, 600 documents each).
. "$(dirname "$0")/lib.sh"
here=tests/conformance/markdown
SUITES=${SUITES:-$top/../shared/tools/roundtrip/suites}
$here/check_mdnorm.py

# Seeds that were not used while the writer was written.
suites=("torture=$here/torture.tsv expr=all semantic>=367" "items=$SAMPLE strict=all" 'fuzz=seed:1:600 expr=all')
count=100; [ -z "$ALL" ] || count=600
rounds=${ROUNDS:-${ALL:+15}}
for ((seed = 101; seed <= 105 + ${rounds:-0}; seed++)); do suites+=("fuzz=seed:$seed:$count expr=all"); done
# Out of reach in content: a <textarea>, whose text is a listing here, since GitHub shows no such field.
if [ -d "$SUITES" ]; then
	suites+=("commonmark=$SUITES/commonmark.json expr=all semantic>=651"
		"gfm=$SUITES/gfm.json expr=all semantic=all" "turndown=$SUITES/turndown.json expr=all semantic=all")
else
	skip "examples of CommonMark, GFM and turndown" "no folder $SUITES (set SUITES)"
fi
if [ -d "$CORPORA/feeds" ]; then
	suites+=("real=$CORPORA/feeds text=all expr=all semantic>=746")
else
	skip "bodies of real feeds" "no folder $CORPORA/feeds (set CORPORA)"
fi
$here/roundtrip.py "$PROGRAM" "${suites[@]}"

# Without HTML no word is lost.
$here/plain.py "$PROGRAM" "torture=$here/torture.tsv" "items=$SAMPLE" "fuzz=seed:1:$count" "wild=wild:2:100"

# Quiet: at most 10 backslashes outside of code in the whole sample.
"$PROGRAM" -q -t markdown -o "$SCRATCH/sample.md" "$SAMPLE"
n=$(awk '/^ *```/ { code = !code } !code { gsub(/`[^`]*`/, ""); n += gsub(/\\/, "") } END { print n + 0 }' "$SCRATCH/sample.md")
[ -s "$SCRATCH/sample.md" ] && [ "$n" -le 10 ]
verdict "few backslashes in the sample" $? "$n of them"
