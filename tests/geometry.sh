#!/bin/bash
# geometry.sh - every page of the samples, of five books of the corpora (links, pictures, notes, tables, two
# directions) and of four languages: is each mark in its zone, each line within its measure, no widow, no
# orphan, no heading last, no page empty, baselines and margins the same (conformance/pdf/geometry.py)?
. "$(dirname "$0")/lib.sh"
has_format pdf || { not_ok pdf "no such format"; exit; }
python3 -c 'import pikepdf' 2>/dev/null || { skip geometry "python3-pikepdf is not installed"; exit; }
page() { # NAME ARGS…: a book; what measures it has is said by its name
	local name=$1
	shift
	"$PROGRAM" -q -t pdf -o "$SCRATCH/$name.pdf" "$@" 2>"$SCRATCH/said" || not_ok "$name" "exit $?: $(head -c 200 "$SCRATCH/said")"
}
page index "$SAMPLE"
page everything samples/everything.xml
if [ -d "$CORPORA" ]; then
	for feed in wxr/wptt--theme-unit-test.wxr rss/ffp--chaidarun.com.rss atom/ffp--emacsninja.com.atom rss/ffp--gessfred.xyz.rss rss/nnw--kc0011.rss; do
		page "$(basename "$feed")" "$CORPORA/feeds/$feed.xml"
	done
	for language in arb heb jpn cmn_hans; do page "udhr-$language" -f html "$CORPORA/html/udhr/$language.html"; done
else
	skip "geometry of the corpora" "no folder $CORPORA (set CORPORA)"
fi
judged() { # ARGS… FILES: one test a file
	PLACES=3 python3 tests/conformance/pdf/geometry.py "$@" 2>&1 | sed "s,$SCRATCH/,," | awk '
		function flush() { if (bad) print "not ok - geometry of " bad ": " substr(why, 1, 700); bad = why = "" }
		/^PASS / { flush(); sub(/^PASS /, ""); print "ok - geometry of " $0; next }
		/^FAIL / { flush(); sub(/^FAIL /, ""); bad = $0; next }
		{ why = why $0; lines++ }
		END { flush(); if (!NR) print "not ok - geometry: nothing was judged" }'
}
judged "$SCRATCH"/*.pdf
rm -f "$SCRATCH"/*.pdf
page letter --paper-size letter --two-sided samples/everything.xml # wide margins and narrow ones change sides
page a5 --paper-size a5 samples/everything.xml
# Letter: paper 792 high, first baseline 84 below the top, 48 lines of 13; A5: 595.3, 60, 37 lines.
judged --mirror --measure 90,360,420 --body 717.5,93.5 "$SCRATCH/letter.pdf"
judged --measure 45,316,332 --body 544.8,63.7 "$SCRATCH/a5.pdf"
rm -f "$SCRATCH"/*.pdf
# Columns: the zones are the columns and what goes across; each has the rules of a page.
columns() { page "columns-$1" --style tests/styles/two-columns.css "${@:2}"; }
columns index "$SAMPLE"
columns everything samples/everything.xml
columns pages --new-page article samples/everything.xml
if [ -d "$CORPORA" ]; then
	columns wxr "$CORPORA/feeds/wxr/wptt--theme-unit-test.wxr.xml"
	columns notes "$CORPORA/feeds/rss/ffp--chaidarun.com.rss.xml"
	columns arb -f html "$CORPORA/html/udhr/arb.html"
fi
judged --measure 48,499.3,499.3 --body 788,58 --columns 2,18 "$SCRATCH"/columns-*.pdf
PLACES=1 python3 tests/conformance/pdf/geometry.py --measure 48,499.3,499.3 --body 788,58 --columns 3,18 "$SCRATCH/columns-index.pdf" | grep -q '^  columns x'
verdict "… and taken for three columns it is told" $? "lines across two of three columns were not noticed"
# The compact look: two columns on A4, one where the paper is narrow.
rm -f "$SCRATCH"/*.pdf
page compact-index --style compact "$SAMPLE"
page compact-everything --style compact samples/everything.xml
judged --measure 51,493.3,493.3 --body 788,63.3 --columns 2,20 "$SCRATCH"/compact-*.pdf
rm -f "$SCRATCH"/*.pdf
page compact-a5 --style compact --paper-size a5 samples/everything.xml
judged --measure 42,335.6,335.6 --body 551.3,44 "$SCRATCH/compact-a5.pdf"
# Facing pages with margins of their own, blank ones, and everything else that a style may ask of paper.
rm -f "$SCRATCH"/*.pdf
printed() { page "printed-$1" --style tests/styles/printed-book.css "${@:2}"; }
printed everything samples/everything.xml
[ ! -d "$CORPORA" ] || printed links "$CORPORA/feeds/atom/ffp--emacsninja.com.atom.xml"
judged --mirror --recto --measure 62.36,374.17,374.17 --body 612.3,56.7 "$SCRATCH"/printed-*.pdf
