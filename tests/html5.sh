#!/bin/bash
# html5.sh [-v] [-f N] [PART…] - our HTML parser beside html5lib's tests, parse5 and hostile inputs
# (tests/html5/h5tests.py explains the parts). parse5 is fetched once, into the judges' folder.
. "$(dirname "$0")/lib.sh"
serve=$BUILD/h5serve
[ -x "$serve" ] || make -s "$serve" || { not_ok html5 "$serve does not build"; exit; }
options=()
while [[ $1 == -* ]]; do
	options+=("$1")
	[ "$1" != -f ] || { options+=("$2"); shift; }
	shift
done
parts=("$@")
[ $# -gt 0 ] || parts=(references robust fragments tokens asdiv bodies reader)

have_parse5() {
	[ -d "$JUDGES_DIR/parse5/node_modules/parse5" ] && return
	[ -n "$OFFLINE" ] && { why="OFFLINE, and parse5 was never fetched"; return 1; }
	command -v npm >/dev/null || { why="npm is not installed"; return 1; }
	mkdir -p "$JUDGES_DIR"
	(flock 9; npm i --silent --prefix "$JUDGES_DIR/parse5" parse5@8) 9>"$JUDGES_DIR/parse5.lock" >&2 ||
		{ why="npm could not fetch parse5"; return 1; }
}
for part in "${parts[@]}"; do
	case $part in
	references | robust) ;;
	*) [ -d "$CORPORA/html/html5lib-tests" ] || { skip "$part" "no corpora at $CORPORA"; continue; } ;;
	esac
	case $part in
	asdiv | bodies) have_parse5 || { skip "$part" "$why"; continue; } ;;
	esac
	python3 tests/html5/h5tests.py "${options[@]}" "$serve" "$CORPORA" "$part"
done
