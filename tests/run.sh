#!/bin/bash
# run.sh [PART…] - every test, two parts at a time, and one closing line "N passed, N failed".
#
# A part is a row below: when it runs (quick: always, full: not with QUICK=1, all: with ALL=1 only),
# its name, its time limit [s] on two quiet cores (a busy machine has four times as long), its
# command. What it prints is explained in lib.sh; a part that prints no such line is one test, judged
# by its exit status. V=1 prints every test.
# The order is longest first, so that both cores are busy to the end.
cd "$(dirname "$0")/.." || exit 2
export BUILD=${BUILD:-build}
parts() {
	sed 's/#.*//;/^ *$/d' <<'TABLE'
all    judges      5400 tests/readers.sh all
all    pathological 2400 tests/pathological.sh
full   corpora     400  tests/corpora.sh
full   determinism 300  tests/determinism.sh
full   memory      200  tests/memory.sh
full   cli         300  tests/cli.sh
full   mutants     500  tests/mutants.sh
full   readers     300  tests/readers.sh
full   verapdf     900  tests/verapdf.sh
full   pdfcheck    300  tests/pdfcheck.sh
full   geometry    200  tests/geometry.sh
full   pdftext     200  tests/pdftext.sh
full   pdfmutants  300  tests/pdfmutants.sh
full   epubcheck   120  tests/epubcheck.sh
full   epub        120  tests/epub.sh
full   fidelity    120  tests/fidelity.sh
full   html5       120  tests/html5.sh
full   limits      100  env FORMATS=text,epub tests/pathological.sh laughs quadratic-entity parameter-entity ten-megabytes deep-xml open-divs gzip-bomb many-items
full   feeds       120  tests/feeds.sh
full   paper        60  tests/paper.sh
full   styles       60  tests/styles.sh
full   pictures     60  tests/pictures.sh
full   options      60  tests/options.sh
full   text         60  tests/text.sh
full   words       120  tests/words.sh
full   roundtrip   200  tests/roundtrip.sh
full   vault       120  tests/vault.sh
full   dialects    120  tests/dialects.sh
quick  golden      200  tests/golden.sh
quick  unit        120  tests/unit.sh
quick  replay      200  tests/replay.sh
quick  sentinels    60  tests/sentinels.sh
quick  headers      60  tests/headers.sh
full   build       100  tests/build.sh
quick  man          20  tests/man.sh
quick  libraries    10  tests/libraries.sh
quick  layers       10  tests/layers.sh
TABLE
}

logs=$BUILD/check
mkdir -p "$logs"
run_part() { # NAME LIMIT COMMAND…
	local name=$1 limit=$2 status TIMEFORMAT='%R %U %S'
	shift 2
	if [ -n "$SAN" ]; then limit=$((limit * 16)); else limit=$((limit * 4)); fi
	{ time timeout -k 10 "$limit" "$@" >"$logs/$name.log" 2>&1 </dev/null; status=$?; } 2>"$logs/$name.time"
	if [ $status = 124 ]; then
		echo "not ok - $name: not done after $limit s" >>"$logs/$name.log"
	elif ! grep -qE '^(ok|not ok|skip|left out) - ' "$logs/$name.log"; then
		if [ $status = 0 ]; then echo "ok - $name"; else echo "not ok - $name: exit $status"; fi >>"$logs/$name.log"
	elif [ $status != 0 ] && ! grep -q '^not ok - ' "$logs/$name.log"; then
		echo "not ok - $name: exit $status" >>"$logs/$name.log"
	fi
	[ "$CI" != true ] || sed -i 's/^skip - /not ok - /' "$logs/$name.log"
	awk '{ printf "seconds - %.0f %.0f\n", $1, $2 + $3 }' "$logs/$name.time" >>"$logs/$name.log"
	report "$name"
}
report() { # one line a part; failures, skips and what was left out in full
	awk -v part="$1" -v verbose="$V" '
		/^ok - / { ok++; if (verbose) print "  " $0; next }
		/^not ok - / { bad++; print "  " part ": " $0; next }
		/^(skip|left out) - / { out++; print "  " part ": " $0; next }
		/^seconds - / { seconds = $3; cpu = $4; next }
		{ detail[++n] = $0 }
		END {
			if (bad) for (i = 1; i <= n && i <= 40; i++) print "    | " detail[i]
			printf "%-12s %d passed, %d failed%s (%d s, %d s of CPU time)\n", part, ok, bad, out ? ", " out " skipped" : "", seconds, cpu
		}' "$logs/$1.log" | flock "$logs/lock" cat
}
export -f run_part report
export logs

wanted=$(parts | awk -v names=" $* " -v quick="$QUICK" -v all="$ALL" '
	names ~ /[a-z]/ ? index(names, " " $2 " ") : $1 == "quick" || ($1 == "full" && !quick) || ($1 == "all" && all)
	{ }' | sort -u)
[ -n "$wanted" ] || { echo "no such part: $*; there are: $(parts | awk '{ print $2 }' | tr '\n' ' ')"; exit 2; }
rm -f "$logs"/*.log "$logs"/*.time
[ -z "$QUICK" ] || echo "QUICK=1 leaves out: $(parts | awk '$1 != "quick" { print $2 }' | tr '\n' ' ')"
[ -n "$QUICK$ALL" ] || [ -n "$*" ] || echo "left for check-all: $(parts | awk '$1 == "all" { print $2 }' | tr '\n' ' ')"
parts | grep -Fxf <(echo "$wanted") | while read -r _ name limit command; do
	echo "run_part $name $limit $command"
done | xargs -P "$(nproc)" -I{} bash -c '{}'

cat "$logs"/*.log | awk '
	/^ok - / { ok++ } /^not ok - / { bad++ } /^(skip|left out) - / { out++ }
	END { printf "%d passed, %d failed%s\n", ok, bad, out ? ", " out " skipped" : ""; exit bad > 0 || ok == 0 }'
