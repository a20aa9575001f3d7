#!/bin/bash
# memory.sh - memory stays flat: the sample a hundred times over (6,600 articles) is converted under
# a limit on the address space [MB] that would not hold the feed's articles at once; and what a PDF's
# page adds to the peak, measured between ten and a hundred times the sample, is under a kilobyte.
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
[ -z "$QUICK" ] || exit 0

# peak TIMES: "PAGES KB" of the PDF of the sample so many times over.
peak() {
	python3 tests/multiply.py "$1" "$SAMPLE" >"$SCRATCH/big.xml"
	kb=$("$SCRATCH/measure" 300 "$PROGRAM" -q -j 1 -t pdf -o "$SCRATCH/big.pdf" "$SCRATCH/big.xml" | tail -1 | cut -d' ' -f3)
	echo "$(pdfinfo "$SCRATCH/big.pdf" | sed -n 's/^Pages: *//p') $kb"
}
${CC:-cc} -std=c11 -D_GNU_SOURCE -O1 -o "$SCRATCH/measure" tests/bench/measure.c || exit 1
read -r pages kb <<<"$(peak 10)"
read -r more_pages more_kb <<<"$(peak 100)"
bytes=$(((more_kb - kb) * 1024 / (more_pages - pages)))
[ "$more_pages" -gt 10000 ] && [ $bytes -gt 0 ] && [ $bytes -le 1024 ]
verdict "flat memory: a PDF's page takes at most 1024 bytes" $? "$bytes bytes from $pages pages ($kb KB) to $more_pages ($more_kb KB)"
