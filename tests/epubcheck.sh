#!/bin/bash
# epubcheck.sh - EPUBCheck 5.3 and 4.2.6 find no error, no warning and no usage note but CSS-028 in
# the samples' EPUBs.
. "$(dirname "$0")/lib.sh"
has_format epub || { not_ok epub "no such format"; exit; }
for feed in samples/*.xml; do
	"$PROGRAM" -q -t epub -o "$SCRATCH/$(basename "$feed" .xml).epub" "$feed" 2>"$SCRATCH/said" || not_ok "$feed" "exit $?: $(head -c 200 "$SCRATCH/said")"
done
epubcheck "$SCRATCH"/*.epub
