#!/bin/bash
# pictures.sh - a page with every kind of picture (tests/pictures): what PDF and EPUB hold of it, with
# the program that decodes and without it; what is no picture is said and stands there in words.
. "$(dirname "$0")/lib.sh"
page=tests/pictures/all.html

# type width height colour components bits encoding, in the page's order
cat >"$SCRATCH/want" <<'TABLE'
image 16 9 rgb 3 8 image
image 16 9 index 1 8 image
image 33 21 rgb 3 8 image
image 33 21 rgb 3 16 image
image 40 20 rgb 3 8 image
smask 40 20 gray 1 8 image
image 64 48 rgb 3 8 jpeg
image 48 64 rgb 3 8 jpeg
image 64 48 rgb 3 8 jpeg
image 64 48 rgb 3 8 image
image 64 48 rgb 3 8 jpeg
image 16 9 rgb 3 8 image
image 80 40 rgb 3 8 image
TABLE
rows() { pdfimages -list "$1" | awk 'NR > 2 { print $3, $4, $5, $6, $7, $8, $9 }'; }
exits "a page of pictures becomes a PDF" 0 "$PROGRAM" -v -f html -t pdf -o "$SCRATCH/all.pdf" $page
cp "$SCRATCH/stderr" "$SCRATCH/said"
rows "$SCRATCH/all.pdf" >"$SCRATCH/got"
same "its pictures are in it, pixel for pixel" "$SCRATCH/want" "$SCRATCH/got"
for what in "cut.png: damaged or cut off" "page.png: not a picture" "broken.svg: a drawing that cannot be drawn" "README.md: outside of the feed's folder"; do
	grep -q "$what" "$SCRATCH/said"; verdict "it says: $what" $? "$(cat "$SCRATCH/said")"
done
pdftotext "$SCRATCH/all.pdf" "$SCRATCH/all.txt"
for word in WORDSOFCUT WORDSOFBROKEN WORDSOFPAGE WORDSOFOUTSIDE; do
	grep -q $word "$SCRATCH/all.txt"; verdict "words stand in a picture's place: $word" $? "not in the text"
done
qpdf --check "$SCRATCH/all.pdf" >"$SCRATCH/out" 2>&1; verdict "qpdf has nothing to say" $? "$(tail -2 "$SCRATCH/out")"

# What is in the PDF looks like what the files hold, and damage is found behind a sound header.
if python3 -c 'import pikepdf, PIL' 2>/dev/null; then
	python3 tests/conformance/pdf/pixels.py tests/pictures "$SCRATCH/all.pdf" "$PROGRAM" "$SCRATCH"
else
	skip "pictures, pixel by pixel" "python3-pikepdf or python3-pil is not installed"
fi

# Where the helper is missing, what needs no decoding is there all the same.
exits "without libexec/image" 0 env DESIGNCONV_LIBEXEC=/nonexistent "$PROGRAM" -v -f html -t pdf -o "$SCRATCH/bare.pdf" $page
grep -q "is not installed" "$SCRATCH/stderr"; verdict "it says what is missing" $? "$(cat "$SCRATCH/stderr")"
grep -q "evil.svg: a drawing that runs" "$SCRATCH/stderr"; verdict "a drawing with a script is refused then" $? "$(cat "$SCRATCH/stderr")"
pdftotext "$SCRATCH/bare.pdf" "$SCRATCH/bare.txt"
for word in interlaced alpha still web drawing; do
	grep -q "$word" "$SCRATCH/bare.txt"; verdict "words stand in a picture's place that cannot be decoded: $word" $? "not in the text"
done
[ "$(rows "$SCRATCH/bare.pdf" | wc -l)" = 5 ]; verdict "four pictures, one of them twice, need no decoding" $? "$(rows "$SCRATCH/bare.pdf")"

if has_format epub; then
	exits "a page of pictures becomes an EPUB" 0 "$PROGRAM" -q -f html -t epub -o "$SCRATCH/all.epub" $page
	unzip -l "$SCRATCH/all.epub" | awk '/images\// { sub(".*[.]", ""); print }' | sort | uniq -c | tr -s ' \n' ' ' >"$SCRATCH/got"
	echo -n " 1 gif 4 jpg 6 png 1 svg " >"$SCRATCH/want"
	same "each of its pictures is in it once" "$SCRATCH/want" "$SCRATCH/got"
	[ -n "$SAN" ] || epubcheck "$SCRATCH/all.epub"
fi

# Fonts that fontconfig has no cache of, and cannot write one while a drawing is drawn.
cat >"$SCRATCH/fonts.conf" <<XML
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>$SCRATCH/no-cache</cachedir></fontconfig>
XML
echo '<p>A drawing: <img src="drawing.svg" alt="none">' >"$SCRATCH/drawing.html" && cp tests/pictures/drawing.svg "$SCRATCH/"
mkdir "$SCRATCH/no-cache"
exits "a drawing with words where fontconfig has no cache" 0 env FONTCONFIG_FILE="$SCRATCH/fonts.conf" "$PROGRAM" -f html -t tree -o "$SCRATCH/drawn" "$SCRATCH/drawing.html"
grep -q 'resource="images/' "$SCRATCH/drawn"; verdict "it is drawn" $? "$(cat "$SCRATCH/stderr")"
[ -z "$(ls "$SCRATCH/no-cache")" ]; verdict "and nothing is written" $? "$(ls "$SCRATCH/no-cache")"
