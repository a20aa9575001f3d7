#!/bin/bash
# replay.sh - the fuzz corpus, and what once crashed, through every fuzz target.
. "$(dirname "$0")/lib.sh"
for source in tests/fuzz/fuzz_*.c; do
	target=$(basename "$source" .c)
	timeout 300 "$BUILD/replay/$target" "tests/fuzz/corpus/$target" >"$SCRATCH/said" 2>&1
	verdict "$target" $? "exit $?: $(grep -E 'ERROR|runtime|inputs' "$SCRATCH/said" | head -1)"
done
