#!/bin/bash
# golden.sh [-u] [CASE…] - runs tests/golden/<area>/<case>.{xml,json,html} and compares.
#
# The suffix of an expectation says what is run:
#   .out_tree .out_text .out_markdown .out_html …   -t that format, to standard output
#   .out_epub     the members of the book (text files, each under its name; styles left out)
#   .out_pdf      the PDF's display list as text (DESIGNCONV_TRACE=1)
#   .out_list     --list     .out_json  --list --json
#   .out_kept     -t tree --no-clean: with the rule switched off
#   .err          the messages of -v -t tree, without the closing summary
# <case>.args holds more options. Every second case is run with an empty memory threshold
# (DESIGNCONV_SPOOL=0), so that both ways of the spool are walked. -u shows the difference and
# writes the expectation anew; to begin one, make an empty file of that name.
. "$(dirname "$0")/lib.sh"
update=0
[ "$1" = -u ] && { update=1; shift; }

# PROGRAM is called from the case's folder, so that messages name the file alone.
produce() { # KIND INPUT ARGS…
	local kind=$1 input=$2
	shift 2
	case $kind in
	err) "$PROGRAM" -v -t tree -o - "$@" "$input" 2>&1 >/dev/null | grep -vE '\([0-9.]+ s\)$' ;;
	out_list) "$PROGRAM" -q --list "$@" "$input" ;;
	out_json) "$PROGRAM" -q --list --json "$@" "$input" ;;
	out_kept) "$PROGRAM" -q -t tree --no-clean -o - "$@" "$input" ;;
	out_pdf) DESIGNCONV_TRACE=1 "$PROGRAM" -q -t pdf -o - "$@" "$input" ;;
	out_epub)
		"$PROGRAM" -q -t epub -o "$SCRATCH/book.epub" "$@" "$input" || return
		python3 - "$SCRATCH/book.epub" <<'PYTHON'
import sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
for member in book.infolist():
    print("=====", member.filename)
    if member.filename.endswith((".xhtml", ".opf", ".ncx", ".svg")):
        print(book.read(member).decode().rstrip("\n"))
PYTHON
		rm -f "$SCRATCH/book.epub" ;;
	out_*) "$PROGRAM" -q -t "${kind#out_}" -o - "$@" "$input" ;;
	esac
}

n=0
run_case() { # EXPECTATION
	local expected=$1 kind=${1##*.} stem=${1%.*} input= args=()
	for suffix in xml json html txt; do [ -e "$stem.$suffix" ] && input=$stem.$suffix; done
	[ -n "$input" ] || { not_ok "$expected" "no input beside it"; return; }
	case $input in *.html) args=(-f html) ;; esac
	[ -e "$stem.args" ] && eval "args+=($(cat "$stem.args"))"
	n=$((n + 1))
	[ $((n % 2)) = 0 ] && export DESIGNCONV_SPOOL=0 || unset DESIGNCONV_SPOOL
	(cd "${input%/*}" && produce "$kind" "${input##*/}" "${args[@]}") >"$SCRATCH/got" 2>"$SCRATCH/said"
	if cmp -s "$expected" "$SCRATCH/got"; then
		ok "${expected#tests/golden/}"
	elif [ $update = 1 ]; then
		diff -u "$expected" "$SCRATCH/got"
		cp "$SCRATCH/got" "$expected"
		echo "updated - $expected"
	else
		not_ok "${expected#tests/golden/}" "differs"
		head -5 "$SCRATCH/said"
		diff -u "$expected" "$SCRATCH/got" | head -30
	fi
}

found=0
while read -r expected; do
	case $# in 0) ;; *) [[ " $* " == *" $(basename "${expected%.*}") "* || " $* " == *" $expected "* ]] || continue ;; esac
	found=1
	run_case "$expected"
done < <(find tests/golden -name '*.out_*' -o -name '*.err' 2>/dev/null | sort)
[ $found = 1 ] || not_ok golden "no case found"
