#!/bin/bash
# pdfcheck.sh - qpdf, poppler and mutool read our PDFs without a word of complaint. What veraPDF
# says of them is verapdf.sh's.
. "$(dirname "$0")/lib.sh"
has_format pdf || { not_ok pdf "no such format"; exit; }
for feed in samples/*.xml; do
	name=$(basename "$feed" .xml)
	book=$SCRATCH/$name.pdf
	"$PROGRAM" -q -t pdf -o "$book" "$feed" >"$SCRATCH/said" 2>&1 || { not_ok "$name" "exit $?: $(head -c 200 "$SCRATCH/said")"; continue; }
	if command -v qpdf >/dev/null; then
		qpdf --check "$book" >"$SCRATCH/said" 2>&1; verdict "$name: qpdf --check" $? "$(grep -i warn "$SCRATCH/said" | head -2 | tr '\n' ' ')$(tail -1 "$SCRATCH/said")"
	else skip "$name: qpdf" "not installed"; fi
	if command -v pdfinfo >/dev/null; then
		pdfinfo "$book" >"$SCRATCH/info" 2>"$SCRATCH/said" && [ ! -s "$SCRATCH/said" ]; verdict "$name: pdfinfo" $? "$(head -2 "$SCRATCH/said")"
		pdffonts "$book" 2>/dev/null | awk 'NR > 2 && !/yes yes yes/ { bad = 1 } END { exit bad || NR < 3 }'; verdict "$name: fonts embedded, cut down, with Unicode" $? "$(pdffonts "$book" | head -5)"
	else skip "$name: poppler" "not installed"; fi
	if command -v mutool >/dev/null; then
		# Debian builds mutool without its colour library, which it says of any file that names a profile.
		mutool draw -q -F txt -o /dev/null "$book" 2>&1 | grep -vx 'warning: ICC support is not available' >"$SCRATCH/said"
		[ "${PIPESTATUS[0]}" = 0 ] && [ ! -s "$SCRATCH/said" ]; verdict "$name: mutool says nothing" $? "$(head -2 "$SCRATCH/said")"
	else skip "$name: mutool" "not installed"; fi
done
