#!/bin/bash
# paper.sh - what typesetting owes a book as a whole, read from the display list (DESIGNCONV_TRACE=1):
# full last pages, right page numbers in contents of any depth, articles that share pages, one warning
# for what no face has, a book without any installed font.
. "$(dirname "$0")/lib.sh"
trace() { DESIGNCONV_TRACE=1 "$PROGRAM" -q -t pdf -o - "$@"; }
pages() { trace "$@" | grep -c '^page '; }

trace "$SAMPLE" >"$SCRATCH/sample"
python3 - "$SCRATCH/sample" >"$SCRATCH/said" <<'PYTHON'
import re, sys
pages, opener = [], []
for line in open(sys.argv[1]):
    if line.startswith("page "):
        pages.append([])
        opener.append(False)
    elif m := re.match(r"    text [\d.]+,([\d.]+) F\d+ ([\d.]+)", line):
        if 80 < float(m[1]) < 760:
            pages[-1].append(float(m[1]))
    elif line.startswith("  artifact footer"):
        opener[-1] = True
first = opener.index(True, 2)
last = [i for i in range(first, len(pages)) if not opener[i] and (i + 1 == len(pages) or opener[i + 1])]
assert len(last) > 40, "only %d articles have a second page" % len(last)
# A page has 52 lines of 13 pt, the first baseline at 758.
empty = [i for i in last if (758 - min(pages[i])) / 13 + 1 < 52 * 0.15]
print(len(pages), "pages;", len(empty), "last pages of", len(last), "hold less than 15 %:", [i + 1 for i in empty])
sys.exit(bool(empty))
PYTHON
verdict "no article ends on a page all but empty" $? "$(tail -1 "$SCRATCH/said")"

trace --toc-depth 3 "$SAMPLE" >"$SCRATCH/deep"
python3 - "$SCRATCH/deep" >"$SCRATCH/said" 2>&1 <<'PYTHON'
import re, sys
body, wanted, page, kind, title = {}, [], None, "", ""
for line in open(sys.argv[1]):
    if line.startswith("page "):
        page, title = line.split()[1], ""
    elif m := re.match(r"  (\w+) ?", line):
        kind = m[1] if line[2] != " " else kind
    if m := re.match(r"    text \S+ F\d+ [\d.]+(?: #\w+)? \| (.*)", line):
        if page.isdigit() and kind.startswith("H"):
            body.setdefault(page, []).append(m[1])
        elif not page.isdigit() and kind == "Link":
            title += m[1]
    elif m := re.match(r"    page-number \S+ (\d+)", line):
        wanted.append((title, m[1]))
        title = ""
squeeze = lambda s: re.sub(r"\W", "", s)
heads = {p: squeeze("".join(t)) for p, t in body.items()}
named = [(squeeze(re.sub(r"\(\d+ min\)", "", t)), p) for t, p in wanted]
wrong = [(t, p) for t, p in named if not t or t not in heads.get(p, "")]
print(len(wanted), "lines of contents,", len(wrong), "of them on another page:", wrong[:5])
sys.exit(bool(wrong) or len(wanted) < 500)
PYTHON
verdict "contents three deep name the right pages" $? "$(tail -1 "$SCRATCH/said")"
[ "$(trace --toc-depth 1 "$SAMPLE" | grep -c page-number)" = 66 ]; verdict "contents of titles alone" $? "not a line each"

notices=tests/golden/paper/run-on.xml
[ "$(pages "$notices")" = 3 ] && [ "$(pages --new-page article "$notices")" = 6 ] && [ "$(pages --new-page none "$notices")" = 3 ]
verdict "short notices share pages, unless each is to start one" $? "$(pages "$notices"), $(pages --new-page article "$notices"), $(pages --new-page none "$notices") pages"

"$PROGRAM" -t pdf -o "$SCRATCH/missing.pdf" tests/golden/paper/missing.xml 2>"$SCRATCH/said"
[ "$(grep -c 'no font has' "$SCRATCH/said")" = 1 ] && grep -q 'U+0378 (3), U+10FFF0 (1)' "$SCRATCH/said"
verdict "one warning names what no face has" $? "$(head -2 "$SCRATCH/said")"

# No fonts but those compiled in: the words are all there, and what has no glyph is said.
mkdir "$SCRATCH/none"
echo "<fontconfig><dir>$SCRATCH/none</dir><cachedir>$SCRATCH/none</cachedir></fontconfig>" >"$SCRATCH/fonts.conf"
exits "a book without installed fonts" 0 env FONTCONFIG_FILE="$SCRATCH/fonts.conf" "$PROGRAM" -t pdf -o "$SCRATCH/base.pdf" samples/everything.xml
grep -q 'no font has' "$SCRATCH/stderr"; verdict "… says which characters it cannot show" $? "$(head -3 "$SCRATCH/stderr")"
if command -v pdftotext >/dev/null; then
	pdftotext -enc UTF-8 "$SCRATCH/base.pdf" "$SCRATCH/base.txt"
	for word in 你好 שלום कैसे zqtitlescripts; do
		! grep -qF "$word" samples/everything.xml || grep -qF "$word" "$SCRATCH/base.txt"
		verdict "… and keeps the words: $word" $? "not in the text that is read back"
	done
else skip "words of a book without fonts" "pdftotext is not installed"; fi
