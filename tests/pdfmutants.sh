#!/bin/bash
# pdfmutants.sh - does anybody notice? One of our PDFs with one defect at a time (conformance/pdf/mutants.py,
# some eighty of them) is shown to the judges; one that all of them pass is a hole in the tests. beyond.py
# looks first; what it passes goes to veraPDF, 2a and ua1. The copy without a defect must pass both.
. "$(dirname "$0")/lib.sh"
python3 -c 'import pikepdf' 2>/dev/null || { skip "defects" "python3-pikepdf is not installed"; exit; }
"$PROGRAM" -q -t pdf -o "$SCRATCH/book.pdf" --match 'Lists|Tables|Links|Pictures|Words|Code' samples/everything.xml ||
	{ not_ok book "exit $?"; exit; }
python3 tests/conformance/pdf/lineorder.py; verdict "beyond.py tells lines of Hebrew from wrong ones" $? "exit $?"
mkdir "$SCRATCH/mutants"
made=$(python3 tests/conformance/pdf/mutants.py "$SCRATCH/book.pdf" "$SCRATCH/mutants" 2>&1)
[ "$(ls "$SCRATCH/mutants" | wc -l)" -gt 70 ]; verdict "every defect finds its place: $made" $? "$made"
ls "$SCRATCH"/mutants/*.pdf | python3 tests/conformance/pdf/beyond.py - >"$SCRATCH/beyond" 2>&1
grep -q "^PASS $SCRATCH/mutants/control.pdf" "$SCRATCH/beyond"; verdict "beyond.py passes the copy without one" $? "$(head -3 "$SCRATCH/beyond")"
sed -n 's/^PASS //p' "$SCRATCH/beyond" >"$SCRATCH/passed"
if [ -n "$OFFLINE" ] && ! ls "$JUDGES_DIR"/verapdf/*/Verapdf.class >/dev/null 2>&1; then
	left_out "what veraPDF has to notice" "OFFLINE=1, and it is not installed"
	: >"$SCRATCH/vera"
else
	tests/conformance/pdf/verapdf.sh -s - <"$SCRATCH/passed" >"$SCRATCH/vera" 2>&1
	if [ $? = 3 ]; then
		skip "what veraPDF has to notice" "cannot be installed: $(tail -1 "$SCRATCH/vera")"
		: >"$SCRATCH/vera"
	else
		[ "$(grep -c "^PASS .* $SCRATCH/mutants/control.pdf" "$SCRATCH/vera")" = 2 ]; verdict "veraPDF passes the copy without one" $? "$(grep -A2 control "$SCRATCH/vera")"
	fi
fi
for mutant in "$SCRATCH"/mutants/*.pdf; do
	name=$(basename "$mutant" .pdf)
	[ "$name" = control ] && continue
	if ! grep -qxF "$mutant" "$SCRATCH/passed"; then
		ok "$name: noticed by beyond.py"
	elif [ -s "$SCRATCH/vera" ]; then
		grep -qE "^FAIL .* $mutant\$" "$SCRATCH/vera"; verdict "$name: noticed by veraPDF" $? "nobody notices"
	fi
done
