#!/bin/bash
# memory.sh - memory stays flat: the sample a hundred times over (6,600 articles) is converted under
# a limit on the address space [MB] that would not hold the feed's articles at once.
. "$(dirname "$0")/lib.sh"
times=100 limits="text:200 markdown:200 epub:260 pdf:400"
[ -z "$QUICK" ] || { times=10; limits="text:200 markdown:200"; }
if [ -n "$SAN" ]; then left_out "flat memory" "AddressSanitizer needs the address space"; exit; fi
python3 tests/multiply.py $times "$SAMPLE" >"$SCRATCH/big.xml"
for row in $limits; do
	format=${row%:*} limit=${row#*:}
	has_format "$format" || { not_ok "flat memory: $format" "no such format"; continue; }
	exits "flat memory: $format, $((times * 66)) articles in $limit MB" 0 \
		prlimit --as=$((limit << 20)) "$PROGRAM" -q -j 2 -t "$format" -o "$SCRATCH/big.out" "$SCRATCH/big.xml"
	[ -s "$SCRATCH/big.out" ]; verdict "flat memory: $format is there" $? "empty"
	rm -f "$SCRATCH/big.out"
done
