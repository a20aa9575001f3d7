#!/bin/bash
# unit.sh - runs every program of tests/unit; one that says nothing and exits 0 is well.
. "$(dirname "$0")/lib.sh"
found=0
for program in "$BUILD"/unit/*_test; do
	[ -x "$program" ] && [ -e "tests/unit/${program##*/}.c" ] || continue
	found=1
	(cd "$top" && timeout 60 "$top/$program") >"$SCRATCH/out" 2>&1
	status=$?
	[ -s "$SCRATCH/out" ] && [ $status = 0 ] && status=printed
	verdict "${program##*/}" $status "exit $status: $(head -c 300 "$SCRATCH/out")"
done
[ $found = 1 ] || not_ok unit "no test programs in $BUILD/unit"
