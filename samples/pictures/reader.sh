#!/bin/bash
# reader.sh - makes reader-*.png anew: two pages of samples/index.xml as foliate-js shows
# them on a small screen. Not part of make check: what a browser's fonts are differs by machine.
. "$(dirname "$0")/../../tests/lib.sh"
epub_judges pictures readers || exit 1
"$PROGRAM" -q -t epub -o "$SCRATCH/book.epub" "$SAMPLE" 2>/dev/null
mkdir -p samples/pictures
shoot() { node tests/conformance/epub/showcase.mjs "$SCRATCH/book.epub" "samples/pictures/$@"; }
shoot reader-drawing.png 'Key-Value Store' figure.diagram 1
shoot reader-table.png 'Payment Payout' table 0
