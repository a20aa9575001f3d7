#!/bin/bash
# pathological.sh [NAME…] - hostile inputs of about a megabyte (pathological.py says which) through
# the formats: exit 0, 4 or 5 within LIMIT_CPU seconds of CPU time and 2 GB, no crash.
. "$(dirname "$0")/lib.sh"
limit=${LIMIT_CPU:-10}
[ -z "$SAN" ] || limit=$((limit * 8))
mkdir -p "$SCRATCH/in"
python3 tests/pathological.py "$SCRATCH/in" "$@"
names=$(cd "$SCRATCH/in" && ls ${*/%/.*} 2>/dev/null)
formats=${FORMATS:-$(formats | grep -vx tree)}
formats=${formats//,/ }
[ -z "$QUICK" ] || formats=text
for file in $names; do
	from=auto
	[ "${file##*.}" = html ] && from=html
	for format in $formats; do
		(
			ulimit -t "$limit"
			[ -n "$SAN" ] || ulimit -v 4000000
			exec timeout $((limit * 4)) "$PROGRAM" -q -j 1 -f $from -t "$format" -o "$SCRATCH/out" "$SCRATCH/in/$file"
		) >"$SCRATCH/said" 2>&1
		status=$?
		case $status in 0 | 4 | 5) good=0 ;; *) good=1 ;; esac
		case $status in 137 | 152) status="$status (more than $limit s)" ;; esac
		verdict "$file $format" $good "exit $status: $(grep -E 'ERROR|runtime error|designconv' "$SCRATCH/said" | head -1 | head -c 200)"
		rm -f "$SCRATCH/out"
	done
done
