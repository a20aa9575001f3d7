#!/bin/bash
# corpora.sh - every feed of $CORPORA/feeds through every format: a book (exit 0), or 3 to 5 with a
# message; RSS and Atom give a book unless they have no items. Every EPUB is looked into by
# structure.py; EPUBCheck sees two, chosen by the commit's hash among those with full content, or all
# of them with ALL=1.
. "$(dirname "$0")/lib.sh"
[ -d "$CORPORA/feeds" ] || { skip corpora "no folder $CORPORA/feeds (set CORPORA)"; exit; }
limit=30
[ -z "$SAN" ] || limit=240
mapfile -t feeds < <(find "$CORPORA/feeds" -type f | sort)
[ "${#feeds[@]}" -ge 100 ]; verdict "the corpora are there" $? "only ${#feeds[@]} feeds"
books=() full=()
for feed in "${feeds[@]}"; do
	short=${feed#"$CORPORA/feeds/"}
	worst=0 why=
	for format in $(formats); do
		out=$SCRATCH/out
		[ "$format" = epub ] && out=$SCRATCH/${short//\//--}.epub
		timeout $limit "$PROGRAM" -q -t "$format" -o "$out" "$feed" >"$SCRATCH/said" 2>&1
		status=$?
		case $status in
		0) [ -s "$out" ] || { worst=1 why="$format: exit 0 and no book"; } ;;
		3 | 4 | 5)
			[ -s "$SCRATCH/said" ] || { worst=1 why="$format: exit $status without a message"; }
			case $short in rss/* | atom/*) [ $status = 5 ] || { worst=1 why="$format: $(head -1 "$SCRATCH/said")"; } ;; esac
			;;
		*) worst=1 why="$format: exit $status: $(grep -E 'ERROR|runtime error|designconv' "$SCRATCH/said" | head -1 | head -c 300)" ;;
		esac
		if [ "$format" = epub ] && [ -s "$out" ]; then
			books+=("$out")
			grep -qE '<content:encoded|<content[ >]' "$feed" && full+=("$out")
		else
			rm -f "$out"
		fi
	done
	verdict "$short" $worst "$why"
done

echo "full-content books: ${#full[@]}"
if [ -n "$SAN" ]; then
	left_out "EPUBCheck of the corpora" "done by the plain run"
elif [ "${#full[@]}" = 0 ]; then
	not_ok "EPUBCheck of the corpora" "no full-content book was made"
else
	python3 tests/conformance/epub/structure.py --lines "${books[@]}" >"$SCRATCH/lines"
	[ "$(wc -l <"$SCRATCH/lines")" = "${#books[@]}" ]; verdict "structure.py saw every book" $? "only $(wc -l <"$SCRATCH/lines")"
	sed -nE 's/^(.*[^ ]) PASS .*/ok - structure \1/p; s/^(.*[^ ]) FAIL (.*)/not ok - structure \1: \2/p' "$SCRATCH/lines"
	if [ -n "$ALL" ]; then
		full=("${books[@]}")
	else
		hash=$((16#$(git rev-parse --short=6 HEAD 2>/dev/null || echo 0)))
		full=("${full[@]:hash % ${#full[@]}:1}" "${full[@]:(hash / 97) % ${#full[@]}:1}")
	fi
	epubcheck "${full[@]}"
fi
