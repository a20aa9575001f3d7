# lib.sh - sourced by the parts of the test run. Each part prints one line per test:
#   ok - NAME    not ok - NAME: why    skip - NAME: why (a judge is missing; a failure with CI=true)
#   left out - NAME: why (OFFLINE, QUICK asked for it)
# and anything else as detail, shown when something failed. PROGRAM is the designconv under test,
# SCRATCH a folder that goes when the part ends.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top" || exit 2
BUILD=${BUILD:-build}
PROGRAM=${PROGRAM:-$top/$BUILD/designconv}
case $PROGRAM in /*) ;; *) PROGRAM=$top/$PROGRAM ;; esac
CORPORA=${CORPORA:-$top/../shared/corpora}
SAMPLE=$top/samples/index.xml
JUDGES_DIR=${JUDGES_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/designconv-judges}
PATH=/usr/bin:$PATH # Debian's python3 has html5lib
export PATH PROGRAM CORPORA JUDGES_DIR LC_ALL=C.UTF-8
SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/designconv-test.XXXXXX") || exit 2
trap 'chmod -R u+rwX "$SCRATCH" 2>/dev/null; rm -rf "$SCRATCH"' EXIT

ok() { echo "ok - $1"; }
not_ok() { echo "not ok - $1: $2"; }
skip() { echo "skip - $1: $2"; }
left_out() { echo "left out - $1: $2"; }
# verdict NAME STATUS WHY: ok when STATUS is 0.
verdict() { if [ "$2" = 0 ]; then ok "$1"; else not_ok "$1" "$3"; fi; }
# same NAME FILE FILE: byte-equal.
same() { cmp -s "$2" "$3"; verdict "$1" $? "differs: $(cmp "$2" "$3" 2>&1 | head -c 200)"; }
# exits NAME STATUS COMMAND…: the command ends with that status, and with no sanitiser's word;
# what it printed is in $SCRATCH/stdout and $SCRATCH/stderr.
exits() {
	local name=$1 want=$2 got
	shift 2
	timeout "${LIMIT:-60}" "$@" >"$SCRATCH/stdout" 2>"$SCRATCH/stderr" </dev/null
	got=$?
	if [ $got != "$want" ]; then
		not_ok "$name" "exit $got, not $want: $(head -c 300 "$SCRATCH/stderr" | tr '\n' ' ')"
	elif grep -qE 'Sanitizer|runtime error:' "$SCRATCH/stderr"; then
		not_ok "$name" "$(grep -E 'Sanitizer|runtime error:' "$SCRATCH/stderr" | head -1)"
	else
		ok "$name"
	fi
}
# The formats this build has.
formats() { "$PROGRAM" --list-formats | awk '/^Read/ { exit } /^ +[a-z]/ { print $1 }'; }
has_format() { formats | grep -qx "$1"; }
# epub_judges NAME epubcheck|readers|all: are they there, or can they be had? If not, NAME is skipped.
epub_judges() {
	local missing=
	case $2 in epubcheck | all) [ -e "$JUDGES_DIR/installed-epubcheck" ] || missing=1 ;; esac
	case $2 in readers | all) [ -e "$JUDGES_DIR/installed-readers" ] || missing=1 ;; esac
	if [ -n "$OFFLINE" ] && [ -n "$missing" ]; then
		left_out "$1" "OFFLINE=1, and its judges are not installed"
		return 1
	elif ! tests/conformance/epub/install.sh "$2" >"$SCRATCH/said" 2>&1; then
		skip "$1" "its judges cannot be installed: $(tail -1 "$SCRATCH/said")"
		return 1
	fi
}
# epubcheck BOOK…: one test a book, by both versions, in one JVM each.
epubcheck() {
	if epub_judges EPUBCheck epubcheck; then
		tests/conformance/epub/epubcheck.sh "$@" >"$SCRATCH/verdicts" 2>&1
		[ "$(grep -cE ' (PASS|FAIL) ' "$SCRATCH/verdicts")" = $# ] ||
			not_ok EPUBCheck "$(grep -cE ' (PASS|FAIL) ' "$SCRATCH/verdicts") verdicts on $# books: $(tail -1 "$SCRATCH/verdicts")"
		sed -nE 's/^(.*[^ ]) +PASS .*/ok - EPUBCheck \1/p; s/^(.*[^ ]) +FAIL +(.*)/not ok - EPUBCheck \1: \2/p' "$SCRATCH/verdicts"
	fi
}
# npm_judge FOLDER WITNESS PACKAGE…: packages from npm, fetched once. Without them `why` says what is missing, and
# npm_without NAME tells.
npm_judge() {
	local folder=$JUDGES_DIR/$1 witness=$2
	shift 2
	[ -d "$folder/node_modules/$witness" ] && return
	[ -z "$OFFLINE" ] || { why="OFFLINE, and $witness was never fetched"; return 1; }
	command -v npm >/dev/null || { why="npm is not installed"; return 1; }
	mkdir -p "$folder"
	(flock 9; npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" "$@") 9>"$folder.lock" >&2 ||
		{ why="npm could not fetch $witness"; return 1; }
}
npm_without() { if [ -n "$OFFLINE" ]; then left_out "$1" "$why"; else skip "$1" "$why"; fi; }
