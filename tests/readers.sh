#!/bin/bash
# readers.sh [all] - real readers open our EPUBs: foliate-js, epub-ts and bare Chromium at the size of a
# phone, an e-reader and 320 px with text twice as large, every line of the contents followed; Ace;
# MuPDF; structure.py. conformance/epub/score.sh is the judge, verdict.py has the thresholds.
#
# The book is small and has everything: samples/everything.xml and the articles of the reference feed
# with the widest drawings, the longest listings and tables, in parts. With "all": the reference feed
# whole and the corpora feeds below, before every judge there is.
. "$(dirname "$0")/lib.sh"
has_format epub || { not_ok epub "no such format"; exit; }
score=tests/conformance/epub/score.sh

judge() { # NAME MODE BOOK
	local log=$SCRATCH/$1.score
	"$score" "$3" "$SCRATCH/$1" "$2" >"$log" 2>&1
	[ "$(grep -cE '^[^ ].* (PASS|FAIL) ' "$log")" -ge 5 ] || not_ok "$1" "not judged: $(tail -1 "$log")"
	sed -nE "s/^(.*[^ ]) +PASS .*/ok - $1: \1/p; s/^(.*[^ ]) +FAIL +[0-9]* s +(.*)/not ok - $1: \1: \2/p" "$log"
}
make_book() { # NAME ARGS…
	"$PROGRAM" -q -t epub -o "$SCRATCH/$1.epub" "${@:2}" 2>"$SCRATCH/said"
	[ -s "$SCRATCH/$1.epub" ] || { not_ok "$1" "no book: $(head -c 200 "$SCRATCH/said")"; return 1; }
}

if [ "$1" != all ]; then
	epub_judges readers readers || exit 0
	make_book small --group-by feed --match 'zq|Botnet|Logging System|Payout|Performance Metrics|Video Polls' \
		samples/everything.xml samples/index.xml && judge small check "$SCRATCH/small.epub"
	exit
fi

epub_judges readers all || exit 0
make_book reference samples/index.xml && judge reference full "$SCRATCH/reference.epub"
make_book everything samples/everything.xml && judge everything full "$SCRATCH/everything.epub"
[ -d "$CORPORA/feeds" ] || { skip corpora "no folder $CORPORA/feeds (set CORPORA)"; exit; }
while read -r feed _; do
	name=$(basename "$feed" .xml)
	[ -e "$CORPORA/feeds/$feed" ] || { not_ok "$name" "not among the corpora"; continue; }
	make_book "$name" "$CORPORA/feeds/$feed" && judge "$name" full "$SCRATCH/$name.epub"
	rm -rf "${SCRATCH:?}/$name"
done <<'FEEDS'
wxr/cc-labs--en-techblog.wxr.xml                    225 articles
wxr/wptt--theme-unit-test.wxr.xml                   every element WordPress knows
wxr/wp-importer--a11y-unit-test-data.wxr.xml        the same, for accessibility
wxr/wp-importer--wxr-utf-8-challenges.wxr.xml       Hebrew, emoji, long names
misc/node-feedparser--invalid-characters-gzipped.xml tables, code, pictures
atom/ffp--emacsninja.com.atom.xml                   twenty tables
rss/ffp--jelleraaijmakers.nl.rss.xml                lines of code of 522 columns
rss/ffp--chaidarun.com.rss.xml                      long code, nested lists
rss/nnw--kc0011.rss.xml                             Chinese
rss/nnw--monkeydom.rss.xml                          drawings
atom/feedjira--SamRuby.atom.xml                     SVG, formulas
rss/ffp--alexblackie.com.rss.xml                    many pictures that are not at hand
json/nnw--curt.json                                  JSON Feed, code
FEEDS
