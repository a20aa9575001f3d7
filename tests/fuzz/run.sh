#!/bin/bash
# run.sh SECONDS TARGET… - each fuzz target for SECONDS, two at a time, beginning with the corpus in
# tests/fuzz/corpus/<target>, the samples and the inputs of the golden tests. New inputs stay in
# build/fuzz/<target>; a crash ends the run with status 1 and names the file. What a crash shows
# belongs into the corpus once mended. Mutations are made with the short strings of the sources.
cd "$(dirname "$0")/../.." || exit 2
seconds=$1
shift
mkdir -p build/fuzz
cat src/html/*.[ch] src/feed/*.[ch] | grep -oE '"[][a-zA-Z0-9:/_.! -]{1,24}"' | sort -u >build/fuzz/words
fuzz_one() {
	local target=$1 seconds=$2 work=build/fuzz/$1
	mkdir -p "$work/new" "$work/crashes" "$work/seeds"
	cp -r tests/fuzz/corpus/"$target"/. "$work/seeds/" 2>/dev/null
	for seed in samples/*.xml tests/golden/*/*.{xml,json,html}; do cp "$seed" "$work/seeds/${seed//\//-}"; done
	build/fuzz/clang/libfuzzer/"$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
		-max_len=20000 -dict=build/fuzz/words -print_final_stats=1 -artifact_prefix="$work/crashes/" \
		"$work/new" "$work/seeds" 2>"$work/log" >/dev/null
	local status=$?
	grep -E 'DONE|SUMMARY|Test unit written|executed_units' "$work/log" | sed "s/^/$target: /"
	return $status
}
export -f fuzz_one
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'fuzz_one {} '"$seconds"
