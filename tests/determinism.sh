#!/bin/bash
# determinism.sh - the same feed gives the same bytes: on 1, 2 and 7 threads that dawdle, with the
# spool in memory and in a file, in any zone, locale, folder and year, twice in a row. The samples, and
# a feed of the corpora chosen by the commit's hash.
. "$(dirname "$0")/lib.sh"
feeds=("$SAMPLE" samples/everything.xml)
mapfile -t more < <(find "$CORPORA/feeds" -name '*.xml' -size +20k -size -400k ! -path '*/opml/*' 2>/dev/null | sort)
if [ "${#more[@]}" -gt 0 ]; then
	feeds+=("${more[16#$(git rev-parse --short=6 HEAD 2>/dev/null || echo 0) % ${#more[@]}]}")
else
	skip "determinism of a feed of the corpora" "no folder $CORPORA/feeds (set CORPORA)"
fi
[ -z "$QUICK" ] || feeds=(samples/everything.xml)
for feed in "${feeds[@]}"; do
	[ -e "$feed" ] || { not_ok "determinism of $feed" "no such file"; continue; }
	feed=$(realpath "$feed")
	name=$(basename "$feed" .xml)
	for format in $(formats); do
		make_book() { "$PROGRAM" -q -t "$format" -o "$SCRATCH/$1" "${@:2}" "$feed" || echo "exit $?" >"$SCRATCH/$1"; }
		it="$name $format"
		make_book first -j 1
		[ -s "$SCRATCH/first" ] && ! head -c 5 "$SCRATCH/first" | grep -q '^exit '; verdict "$it: made" $? "$(head -c 20 "$SCRATCH/first" | tr -d '\0')"
		DESIGNCONV_POOL_DELAY=1 make_book two -j 2; same "$it: two threads" "$SCRATCH"/{first,two}
		DESIGNCONV_POOL_DELAY=1 make_book seven -j 7; same "$it: seven threads" "$SCRATCH"/{first,seven}
		DESIGNCONV_SPOOL=0 make_book spooled; same "$it: bodies in a file" "$SCRATCH"/{first,spooled}
		TZ=Pacific/Kiritimati LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 COLUMNS=40 HOME=/nonexistent make_book abroad 2>/dev/null
		same "$it: another zone, locale, home" "$SCRATCH"/{first,abroad}
		(cd / && "$PROGRAM" -q -t "$format" -o "$SCRATCH/elsewhere" "$feed"); same "$it: another folder" "$SCRATCH"/{first,elsewhere}
		if [ -n "$SAN" ]; then
			left_out "$it: another year" "faketime and AddressSanitizer do not go together"
		elif command -v faketime >/dev/null; then
			faketime '2031-07-01 12:00:00' "$PROGRAM" -q -t "$format" -o "$SCRATCH/later" "$feed"
			same "$it: another year" "$SCRATCH"/{first,later}
		else
			skip "$it: another year" "faketime is not installed"
		fi
		SOURCE_DATE_EPOCH=1000000000 make_book epoch1; SOURCE_DATE_EPOCH=1000000000 make_book epoch2
		same "$it: SOURCE_DATE_EPOCH twice" "$SCRATCH"/{epoch1,epoch2}
	done
	all=$(formats | grep -vE '^tree$' | tr '\n' ',' | sed 's/,$//')
	mkdir -p "$SCRATCH/together" && (cd "$SCRATCH/together" && "$PROGRAM" -q -t "$all" "$feed")
	for file in "$SCRATCH"/together/*; do
		case $file in *.md) format=markdown ;; *.txt) format=text ;; *) format=${file##*.} ;; esac
		"$PROGRAM" -q -t "$format" -o "$SCRATCH/alone" "$feed"
		same "$name $format: made together with the others" "$SCRATCH/alone" "$file"
	done
	rm -rf "$SCRATCH/together"
	"$PROGRAM" -q -t markdown -o "$SCRATCH/notes1/" -j 1 "$feed"
	DESIGNCONV_POOL_DELAY=1 "$PROGRAM" -q -t markdown -o "$SCRATCH/notes2/" -j 7 "$feed"
	diff -r "$SCRATCH/notes1" "$SCRATCH/notes2" >"$SCRATCH/diff" 2>&1
	verdict "$name notes: seven threads" $? "$(head -c 200 "$SCRATCH/diff")"
	"$PROGRAM" -q -t markdown -o "$SCRATCH/notes1/" "$feed"
	diff -r "$SCRATCH/notes1" "$SCRATCH/notes2" >"$SCRATCH/diff" 2>&1
	verdict "$name notes: made again in place" $? "$(head -c 200 "$SCRATCH/diff")"
	rm -rf "$SCRATCH"/notes?
done
