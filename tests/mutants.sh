#!/bin/bash
# mutants.sh - the EPUB's judges can fail: our own book is broken in more than a hundred ways, one at a
# time, and each must be seen by the judge that conformance/epub/mutants.py names. With ALL=1 the slow
# judges (reader engines, calibre) are tried, too.
. "$(dirname "$0")/lib.sh"
epub_judges mutants epubcheck && epub_judges mutants readers || exit 0
mkdir "$SCRATCH/quick" "$SCRATCH/slow"
python3 tests/conformance/epub/mutants.py "$PROGRAM" "$SCRATCH/quick"
[ -z "$ALL" ] || ! epub_judges mutants all || python3 tests/conformance/epub/mutants.py "$PROGRAM" "$SCRATCH/slow" all
