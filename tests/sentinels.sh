#!/bin/bash
# sentinels.sh - samples/everything.xml holds every kind of node with a word of its own; each word
# must be in each format's output.
. "$(dirname "$0")/lib.sh"
for format in $(formats); do
	"$PROGRAM" -q -t "$format" -o "$SCRATCH/out" samples/everything.xml 2>"$SCRATCH/said" || { not_ok "$format" "exit $?: $(head -c 200 "$SCRATCH/said")"; continue; }
	python3 tests/conformance/sentinels.py samples/everything.xml "$format" "$SCRATCH/out"
done
