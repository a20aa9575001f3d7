#!/bin/bash
# verapdf.sh - veraPDF judges PDF/A-2a and PDF/UA-1 of our books, notes of its parser failing too: the samples
# in every look, a page of pictures, two books of the corpora chosen by the commit's hash; with ALL=1 all of
# the corpora and of the languages. One JVM a flavour, side by side. beyond.py, which sees what veraPDF does
# not, looks at the same files.
. "$(dirname "$0")/lib.sh"
has_format pdf || { not_ok pdf "no such format"; exit; }
book() { # NAME ARGS…
	local name=$1
	shift
	"$PROGRAM" -q -t pdf -o "$SCRATCH/$name.pdf" "$@" >"$SCRATCH/said" 2>&1 ||
		not_ok "$name" "exit $?: $(head -c 300 "$SCRATCH/said")"
}
book index "$SAMPLE"
book everything samples/everything.xml
book everything-study --style study-guide --links end --two-sided samples/everything.xml
book everything-compact --style compact --links inline --new-page none --paper-size a5 samples/everything.xml
book everything-columns --style tests/styles/two-columns.css samples/everything.xml
book everything-printed --style tests/styles/printed-book.css --new-page auto samples/everything.xml
book everything-ereader --links none --paper-size ereader --new-page auto samples/everything.xml
book pictures -f html tests/pictures/all.html
for page in tests/golden/paper/*.html; do
	book "paper-$(basename "$page" .html)" -f html "$page"
done
book note-figure tests/golden/paper/note-figure.xml

if [ -d "$CORPORA/feeds" ]; then
	mapfile -t feeds < <(find "$CORPORA/feeds" -type f | sort)
	hash=$((16#$(git rev-parse --short=6 HEAD 2>/dev/null || echo 0)))
	[ -n "$ALL" ] || feeds=("${feeds[@]:hash % ${#feeds[@]}:1}" "${feeds[@]:(hash / 97) % ${#feeds[@]}:1}")
	for feed in "${feeds[@]}"; do # one that is no feed, or has no items, gives none (corpora.sh asks for messages)
		name=${feed#"$CORPORA/feeds/"}
		"$PROGRAM" -q -t pdf -o "$SCRATCH/${name//\//--}.pdf" "$feed" 2>/dev/null
		case $? in 0 | 4 | 5) ;; *) not_ok "$name" "no book" ;; esac
	done
	for page in "$CORPORA"/html/udhr/*.html; do
		[ -n "$ALL" ] || break
		book "udhr-$(basename "$page" .html)" -f html "$page"
	done
else
	skip "PDFs of the corpora" "no folder $CORPORA/feeds (set CORPORA)"
fi
ls "$SCRATCH"/*.pdf >"$SCRATCH/names"
n=$(wc -l <"$SCRATCH/names")

# judged WHAT FILE: "PASS …" and "FAIL …" with its reasons below, as tests.
judged() {
	sed "s,$SCRATCH/,," "$2" | awk -v what="$1" '
		function flush() { if (bad) print "not ok - " what ": " bad ": " substr(why, 1, 400); bad = why = "" }
		/^PASS / { flush(); sub(/^PASS /, ""); print "ok - " what ": " $0; next }
		/^FAIL / { flush(); sub(/^FAIL /, ""); bad = $0; next }
		{ why = why $0 }
		END { flush() }'
	[ "$(grep -cE '^(PASS|FAIL) ' "$2")" = "$n" ]; verdict "$1: a verdict on each of $n files" $? "$(tail -2 "$2" | tr '\n' ' ')"
}
if python3 -c 'import pikepdf' 2>/dev/null; then
	# Where the source has U+FFFD, or bytes that are no text, the book says so as well.
	BEYOND_EXPECTS=$(for f in "${feeds[@]}"; do
		"$PROGRAM" -q -t text -o - "$f" 2>/dev/null | grep -q $'\xef\xbf\xbd' && { f=${f#"$CORPORA/feeds/"}; echo "${f//\//--}.pdf"; }
	done) python3 tests/conformance/pdf/beyond.py - <"$SCRATCH/names" >"$SCRATCH/beyond" 2>&1
	judged beyond "$SCRATCH/beyond"
else
	skip beyond "python3-pikepdf is not installed"
fi
if [ -n "$OFFLINE" ] && ! ls "$JUDGES_DIR"/verapdf/*/Verapdf.class >/dev/null 2>&1; then
	left_out veraPDF "OFFLINE=1, and it is not installed"
	exit
fi
judge=tests/conformance/pdf/verapdf.sh
$judge -s -f 2a "$SCRATCH/paper-lists.pdf" >"$SCRATCH/said" 2>&1 # installs it, the first time
if [ $? = 3 ]; then
	skip veraPDF "cannot be installed: $(tail -1 "$SCRATCH/said")"
	exit
fi
$judge -s -f ua1 - <"$SCRATCH/names" >"$SCRATCH/ua1" 2>&1 &
$judge -s -f 2a - <"$SCRATCH/names" >"$SCRATCH/2a" 2>&1
wait
judged veraPDF "$SCRATCH/2a"
judged veraPDF "$SCRATCH/ua1"
