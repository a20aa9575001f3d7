#!/bin/bash
# fidelity.sh - the reference feed's every word, heading, code line, cell and list item is in each
# format's book (conformance/fidelity.py says how that is judged).
. "$(dirname "$0")/lib.sh"
judge() { python3 tests/conformance/fidelity.py "$SAMPLE" "$1" "$2" 2>&1 || return 0; }
python3 -c 'import html5lib' 2>/dev/null || { skip fidelity "python3-html5lib is not installed"; exit; }
for format in epub pdf markdown text; do
	"$PROGRAM" -q -t $format -o "$SCRATCH/out" "$SAMPLE" 2>"$SCRATCH/said" || { not_ok "$format" "exit $?: $(head -c 200 "$SCRATCH/said")"; continue; }
	case $format in
	pdf) for tool in poppler:pdftotext mutool:mutool; do
			if command -v ${tool#*:} >/dev/null; then judge pdf-${tool%:*} "$SCRATCH/out"; else skip "pdf through ${tool#*:}" "not installed"; fi
		done ;;
	markdown) if command -v cmark-gfm >/dev/null; then judge markdown "$SCRATCH/out"; else skip markdown "cmark-gfm is not installed"; fi ;;
	*) judge $format "$SCRATCH/out" ;;
	esac
done
# At 40 columns most tables are records: the judge wants each cell behind its label.
"$PROGRAM" -q -t text --columns 40 -o "$SCRATCH/out" "$SAMPLE" && judge text "$SCRATCH/out" | sed 's/ - text/ - text at 40 columns:/'
grep -q '^Field: id$' "$SCRATCH/out"; verdict "text at 40 columns: has records" $? "no record of the first table"
