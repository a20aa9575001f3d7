#!/bin/bash
# run.sh [TIMES…] - designconv beside its peers on the reference feed, then on it with its items
# TIMES (20 and 100) times over, in one run on this machine; before that, what others make of the
# same pages in plain text. Prints Markdown tables. What is not installed is left out and named.
# Never part of pass or fail: the ratios are what to look at.
cd "$(dirname "$0")/../.." || exit 2
program=${PROGRAM:-build/designconv}
${CC:-cc} -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -o "${program%/*}/measure" tests/bench/measure.c || exit 1
python3 tests/bench/text.py "$program"
exec python3 tests/bench/bench.py "$program" "${program%/*}/measure" "$@"
