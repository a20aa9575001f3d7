#!/bin/bash
# run.sh [TIMES] - designconv beside its peers on the reference feed, then on it TIMES (20) times
# over, in one run on this machine; prints Markdown rows. What is not installed is left out and
# named. Never part of pass or fail: wall time is noise, the ratios are what to look at.
cd "$(dirname "$0")/../.." || exit 2
exec python3 tests/bench/bench.py "${PROGRAM:-build/designconv}" "${1:-20}"
