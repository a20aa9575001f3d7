#!/bin/bash
# styles.sh - what a user's style asks of paper, where a golden cannot tell: installed faces, and one that may
# not be embedded.
. "$(dirname "$0")/lib.sh"
dejavu=/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf
page=tests/golden/paper/paragraph.html
style() { printf '%s\n' "$1" >"$SCRATCH/own.css"; }
book() { "$PROGRAM" -t pdf -f html --style "$SCRATCH/own.css" -o "$SCRATCH/own.pdf" "$@" "$page" >"$SCRATCH/said" 2>&1; }
fonts() { pdffonts "$SCRATCH/own.pdf" 2>/dev/null | awk 'NR > 2 { sub(/^[A-Z]*\+/, ""); print $1, $(NF - 4), $(NF - 3) }'; }

if [ -e "$dejavu" ] && command -v pdffonts >/dev/null; then
	style 'body { font-family: "No Such Face", "DejaVu Serif", serif } em { font-family: "No Such Face", sans-serif }
	code { font-family: var(--mono) } :root { --mono: "DejaVu Sans Mono", monospace }'
	book; verdict "a style may name installed faces" $? "exit $?: $(head -2 "$SCRATCH/said")"
	fonts | grep -q '^DejaVuSerif yes yes'; verdict "… which are embedded, cut down" $? "$(fonts | tr '\n' ';')"
	! fonts | grep -q Charis; verdict "… and take the place of the default's" $? "$(fonts | tr '\n' ';')"
	[ "$(grep -c 'No Such Face is not installed' "$SCRATCH/said")" = 1 ]; verdict "one that is not there is named once" $? "$(cat "$SCRATCH/said")"

	# The same face, but its maker forbids to embed it, or to cut it down (OS/2 fsType).
	for bits in 2 256; do
		mkdir -p "$SCRATCH/faces"
		python3 - "$dejavu" "$SCRATCH/faces/own.ttf" $bits <<'PYTHON'
import struct, sys
font = bytearray(open(sys.argv[1], 'rb').read())
for i in range(struct.unpack('>H', font[4:6])[0]):
    tag, _, at, _ = struct.unpack('>4sIII', font[12 + 16 * i:28 + 16 * i])
    if tag == b'OS/2':
        font[at + 8:at + 10] = struct.pack('>H', int(sys.argv[3]))
open(sys.argv[2], 'wb').write(font)
PYTHON
		echo "<fontconfig><dir>$SCRATCH/faces</dir><cachedir>$SCRATCH/cache$bits</cachedir></fontconfig>" >"$SCRATCH/fonts.conf"
		style 'body { font-family: "DejaVu Serif", serif }'
		FONTCONFIG_FILE=$SCRATCH/fonts.conf book
		! fonts | grep -q DejaVu && grep -q 'DejaVu Serif may not be embedded' "$SCRATCH/said"
		verdict "a face that may not be embedded (fsType $bits) is not" $? "$(fonts | tr '\n' ';') $(head -2 "$SCRATCH/said")"
	done

	# Out of a folder of the user's, a family that is not installed.
	echo "<fontconfig><dir>$SCRATCH/none</dir><cachedir>$SCRATCH/none</cachedir></fontconfig>" >"$SCRATCH/fonts.conf"
	FONTCONFIG_FILE=$SCRATCH/fonts.conf book --font-path "$(dirname "$dejavu")"
	fonts | grep -q '^DejaVuSerif yes yes'; verdict "faces come from --font-path" $? "$(fonts | tr '\n' ';') $(head -2 "$SCRATCH/said")"
else skip "installed faces" "fonts-dejavu-core or pdffonts is missing"; fi

# The same bytes on any number of threads, whatever the style.
for css in tests/styles/*.css; do
	name=$(basename "$css" .css)
	make_book() { "$PROGRAM" -q -t pdf --style "$css" -o "$SCRATCH/$1" "${@:2}" "$SAMPLE" || echo "exit $?" >"$SCRATCH/$1"; }
	make_book first -j 1
	DESIGNCONV_POOL_DELAY=1 make_book seven -j 7; same "$name: seven threads" "$SCRATCH"/{first,seven}
	DESIGNCONV_SPOOL=0 make_book spooled -j 2; same "$name: bodies in a file" "$SCRATCH"/{first,spooled}
done

# "Page 3 of 170": each page has its own number and that of the last one.
if command -v pdftotext >/dev/null; then
	style '@page { @bottom-center { content: "Page " counter(page) " of " counter(pages) } }'
	"$PROGRAM" -q -t pdf --style "$SCRATCH/own.css" -o "$SCRATCH/own.pdf" "$SAMPLE" 2>"$SCRATCH/said"
	pdftotext "$SCRATCH/own.pdf" - | sed -n 's/^Page \([0-9]*\) of \([0-9]*\)$/\1 \2/p' >"$SCRATCH/numbers"
	awk '$1 != NR { bad = 1 } { of[$2] = 1; last = $1 } END { exit bad || last < 100 || length(of) != 1 || !(last in of) }' "$SCRATCH/numbers"
	verdict "counter(pages) is the number of the last page" $? "$(sort -u -k2 "$SCRATCH/numbers" | head -3 | tr '\n' ';') $(tail -1 "$SCRATCH/numbers")"
else skip "counter(pages)" "pdftotext is not installed"; fi

# What paper does not know is named with its line, a property once.
printf 'p { float: left;\n text-align: middle }\nh2 { float: right }\n@page { marks: crop; @top-left-corner { content: "x" } }\n' >"$SCRATCH/own.css"
"$PROGRAM" -v -t pdf -f html --style "$SCRATCH/own.css" -o "$SCRATCH/own.pdf" "$page" 2>&1 | sed -n 's/^.*own.css:\([0-9]*\): warning: \(.*\) \[style\]$/\1 \2/p' | sort >"$SCRATCH/said"
cat >"$SCRATCH/want" <<'TEXT'
1 the property float is not known on paper: left out
2 not understood: text-align: middle
4 not a margin box that is understood: top-left-corner
4 the property marks is not known on paper: left out
TEXT
same "what paper does not know is named with its line" "$SCRATCH/want" "$SCRATCH/said"

# So are elements that no book has, for each medium; none that a book or the manual has.
printf 'article { columns: 2 }\np > foo, html, b + I.x, h2:not(main) { margin: 0 }\narticle p { margin: 0 }
@media screen { summary { margin: 0 } }\n@media print { tt { margin: 0 } }\n' >"$SCRATCH/own.css"
strangers() { "$PROGRAM" -v -t "$1" --style "$SCRATCH/own.css" -o "$SCRATCH/own.$1" "${@:2}" 2>&1 | sed -n 's/^.*own.css:\([0-9]*\): warning: \(no element .*\) \[style\]$/\1 \2/p'; }
cat >"$SCRATCH/want" <<'TEXT'
1 no element on paper is called article: it is body
2 no element on paper is called foo
2 no element on paper is called b: it is strong
2 no element on paper is called i: it is em
5 no element on paper is called tt: it is code
TEXT
strangers pdf -f html "$page" >"$SCRATCH/said"; same "an element that no page has is named with its line" "$SCRATCH/want" "$SCRATCH/said"
sed -i 's/on paper/in the EPUB/; s/^5 .*/4 no element in the EPUB is called summary: it is p.summary/' "$SCRATCH/want"
strangers epub -f html "$page" >"$SCRATCH/said"; same "… and one that no EPUB has" "$SCRATCH/want" "$SCRATCH/said"

"$PROGRAM" -q -t epub -o "$SCRATCH/everything.epub" samples/everything.xml
python3 - "$SCRATCH/everything.epub" >"$SCRATCH/names" <<'PYTHON'
import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
names = {n for f in book.namelist() if f.endswith('.xhtml') for n in re.findall(r'<([a-z][a-z0-9]*)', book.read(f).decode())}
manual = open('src/designconv.1').read()
called = manual[manual.index('Elements are called'):manual.index('Selectors are')]
names |= {w.split('.')[0] for line in re.findall(r'^\.Li (.*)', called, re.M) for w in re.split(r'[ ,]+(?:No to Li )?', line) if w}
print(*sorted(names), sep='\n')
PYTHON
sed 's/$/ { margin: 0 }/' "$SCRATCH/names" >"$SCRATCH/own.css"
[ "$(grep -cxE 'pre|thead|figcaption|aside|wbr|svg|math|rt' "$SCRATCH/names")" = 8 ]; verdict "names of elements are found" $? "$(xargs <"$SCRATCH/names")"
for format in pdf epub; do
	strangers $format samples/everything.xml >"$SCRATCH/said"; [ ! -s "$SCRATCH/said" ]; verdict "no element of a book is a stranger to $format" $? "$(head -3 "$SCRATCH/said" | tr '\n' ';')"
done
