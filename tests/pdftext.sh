#!/bin/bash
# pdftext.sh - what is copied out of a PDF is what was put in: the words of fifteen languages in their order,
# with hyphenation undone; every line of code to the letter (conformance/pdf/textorder.py); and three
# renderers draw the same pages (conformance/pdf/renders.py).
. "$(dirname "$0")/lib.sh"
has_format pdf || { not_ok pdf "no such format"; exit; }
order() { # NAME KIND SOURCE PDF
	local said
	said=$(python3 tests/conformance/pdf/textorder.py "$2" "$3" "$4" 2>&1)
	verdict "$1" $? "$(tail -1 <<<"$said" | head -c 300)"
}
"$PROGRAM" -q -t pdf -o "$SCRATCH/index.pdf" "$SAMPLE"
if python3 -c 'import html5lib' 2>/dev/null; then
	if ! python3 -c 'import pikepdf' 2>/dev/null; then skip "copied code" "python3-pikepdf is not installed"
	else order "copied code is the source's" code "$SAMPLE" "$SCRATCH/index.pdf"; fi
	# Every letter with its vowel's sign, lifted or lowered off the line.
	pointed() { # LANGUAGE SENTENCE
		echo "<!doctype html><html dir=\"rtl\" lang=\"$1\"><head><title>$1</title></head><body>"
		for ((i = 0; i < 40; i++)); do echo "<p>$2</p>"; done
		echo "</body></html>"
	}
	for language in "ar قَرَأَ الطَّالِبُ كِتَابًا جَدِيدًا عَنِ النُّجُومِ ثُمَّ كَتَبَ رِسَالَةً إِلَى أُسْتَاذِهِ" "fa خانهٔ ما کنار رودخانهٔ بزرگ است و تأمین آب آن آسان است" "he הַיֶּלֶד קוֹרֵא סֵפֶר עַל כּוֹכָבִים וְכוֹתֵב מִכְתָּב לַמּוֹרָה"; do
		pointed "${language%% *}" "${language#* }" >"$SCRATCH/pointed.html"
		"$PROGRAM" -q -f html -t pdf -o "$SCRATCH/pointed.pdf" "$SCRATCH/pointed.html"
		order "pointed words in order: ${language%% *}" page "$SCRATCH/pointed.html" "$SCRATCH/pointed.pdf"
	done
	if [ -d "$CORPORA/html/udhr" ]; then
		n=0
		for page in "$CORPORA"/html/udhr/*.html; do
			language=$(basename "$page" .html)
			"$PROGRAM" -q -f html -t pdf -o "$SCRATCH/udhr-$language.pdf" "$page" 2>"$SCRATCH/said" || not_ok "$language" "exit $?"
			order "words in order: $language" page "$page" "$SCRATCH/udhr-$language.pdf"
			! grep -q glyph-missing "$SCRATCH/said"; verdict "a glyph for each letter: $language" $? "$(head -1 "$SCRATCH/said")"
			n=$((n + 1))
		done
		[ $n = 15 ]; verdict "fifteen languages" $? "only $n"
	else skip "words in order" "no folder $CORPORA/html/udhr (set CORPORA)"; fi
else skip "what is copied" "python3-html5lib is not installed"; fi

if ! command -v gs >/dev/null || ! command -v mutool >/dev/null || ! command -v pdftoppm >/dev/null; then
	skip "three renderers" "gs, mutool and pdftoppm are needed"
	exit
fi
"$PROGRAM" -q -t pdf -o "$SCRATCH/everything.pdf" samples/everything.xml
"$PROGRAM" -q -f html -t pdf -o "$SCRATCH/pictures.pdf" tests/pictures/all.html
last=24
[ -z "$ALL" ] || last=1000
for book in everything:1000 pictures:1000 index:$last udhr-arb:2 udhr-hin:2 udhr-jpn:2 udhr-kor:2 udhr-tam:2; do
	pdf=$SCRATCH/${book%:*}.pdf
	[ -e "$pdf" ] || continue
	said=$(python3 tests/conformance/pdf/renders.py "$pdf" "${book#*:}" "$SCRATCH" 2>&1)
	verdict "three renderers agree: ${book%:*}" $? "$(tail -3 <<<"$said" | tr '\n' ' ' | head -c 400)"
done
# A word that one of them does not draw is noticed.
python3 - "$SCRATCH/everything.pdf" "$SCRATCH/broken.pdf" <<'PYTHON' 2>"$SCRATCH/said"
import re, sys, pikepdf
pdf = pikepdf.open(sys.argv[1])
page = pdf.pages[2].obj
page.Contents.write(re.sub(rb'(/P<</MCID 4>>BDC.*?)\[.*?\]TJ', rb'\1', page.Contents.read_bytes(), count=1, flags=re.S))
pdf.save(sys.argv[2])
PYTHON
if [ -s "$SCRATCH/broken.pdf" ]; then
	said=$(python3 tests/conformance/pdf/renders.py "$SCRATCH/everything.pdf" 3 "$SCRATCH" "$SCRATCH/broken.pdf" 2>&1)
	[ $? = 1 ]; verdict "a line that one of them lacks is seen" $? "$said"
fi
