#!/bin/bash
# epub.sh - what each of EPUB's options does to the book, what stays the same when a feed grows, and
# what the judges cannot know: see conformance/epub_features.py.
. "$(dirname "$0")/lib.sh"
has_format epub || { not_ok epub "no such format"; exit; }
ALL=$ALL python3 tests/conformance/epub_features.py "$PROGRAM" "$SCRATCH"
[ -n "$SAN" ] || epubcheck "$SCRATCH"/judge-*.epub
