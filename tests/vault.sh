#!/bin/bash
# vault.sh - a folder of notes: names, properties, links, how it is kept in step with the feed, and
# that a run can be killed at any point. KILLS=N (200).
. "$(dirname "$0")/lib.sh"
here=tests/conformance/markdown
${CC:-cc} -shared -fPIC -D_GNU_SOURCE -w -o "$SCRATCH/kill_at.so" $here/kill_at.c -ldl || not_ok "kill_at.c" "does not compile"
[ -z "$SAN" ] || export ASAN_OPTIONS=verify_asan_link_order=0
python3 $here/vault.py "$PROGRAM" "$SCRATCH" "$SCRATCH/kill_at.so"
if npm_judge logseq mldoc mldoc@1.5.9; then
	python3 $here/graph.py "$PROGRAM" "$SCRATCH" "$SCRATCH/kill_at.so" "$JUDGES_DIR/logseq/node_modules"
else
	python3 $here/graph.py "$PROGRAM" "$SCRATCH" "$SCRATCH/kill_at.so"
	npm_without "properties as Logseq's parser reads them"
fi
