#!/bin/bash
# coverage.sh TARGET LAYER INPUT… - which lines of src/LAYER the fuzz target walks on these inputs
# (files and folders); without inputs, on its corpus and what `make fuzz` has found. Needs clang and
# llvm-cov.
cd "$(dirname "$0")/../.." || exit 2
target=$1 layer=$2
shift 2
[ $# -gt 0 ] || set -- tests/fuzz/corpus/"$target" $(ls -d build/fuzz/"$target"/{new,seeds} 2>/dev/null)
out=build/coverage
mkdir -p $out
flags='-fprofile-instr-generate -fcoverage-mapping'
make -s CC=clang B=$out OPT="-O1 $flags" LDFLAGS="$flags" $out/replay/"$target" || exit 1
LLVM_PROFILE_FILE=$out/"$target".raw $out/replay/"$target" "$@" >/dev/null || exit 1
llvm-profdata merge -o $out/"$target".data $out/"$target".raw || exit 1
llvm-cov report $out/replay/"$target" -instr-profile=$out/"$target".data src/"$layer" |
	awk 'BEGIN { printf "%-24s %10s %10s\n", "", "functions", "lines" }
		/\.c / || /^TOTAL/ { printf "%-24s %10s %10s\n", $1, $7, $10 }'
