#!/bin/bash
# text.sh - lines of plain text in fifteen languages, by another program's idea of width and of what
# may begin and end a line (conformance/text_lines.py); and that --ascii is 7-bit there.
. "$(dirname "$0")/lib.sh"
pages=("$CORPORA"/html/udhr/*.html)
python3 -c 'import html5lib' 2>/dev/null || { skip "text lines" "python3-html5lib is not installed"; exit; }
[ -e "${pages[0]}" ] || { pages=(tests/golden/text/width.html); skip "text lines of many languages" "no folder $CORPORA/html/udhr (set CORPORA)"; }
for page in "${pages[@]}"; do
	name=$(basename "$page" .html)
	for columns in 24 72; do
		"$PROGRAM" -q -f html -t text --columns $columns -o "$SCRATCH/out" "$page" 2>"$SCRATCH/said" &&
			python3 tests/conformance/text_lines.py "$page" $columns "$SCRATCH/out" >"$SCRATCH/said"
		verdict "$name at $columns columns" $? "$(head -1 "$SCRATCH/said")"
	done
	"$PROGRAM" -q -f html -t text --ascii -o "$SCRATCH/out" "$page"; ! LC_ALL=C grep -q '[^ -~]' "$SCRATCH/out"; verdict "$name in 7 bits" $? "$(LC_ALL=C grep -m1 '[^ -~]' "$SCRATCH/out")"
done
# A folder of texts: a file for each title, whatever it is, named in contents.txt and in links.
cat >"$SCRATCH/names.xml" <<'XML'
<rss version="2.0"><channel><title>Names</title><link>http://names.example/</link><description>d</description>
<item><title>../../etc/passwd</title><link>http://names.example/1</link><description>&lt;p&gt;See &lt;a href="http://names.example/5"&gt;C#&lt;/a&gt;.</description></item>
<item><title>Same title</title><guid>2</guid><description>x</description></item>
<item><title>Same: “title”?</title><guid>3</guid><description>x</description></item>
<item><title>NUL</title><guid>4</guid><description>x</description></item>
<item><title>C#</title><link>http://names.example/5</link><description>x</description></item>
<item><title>C++</title><guid>6</guid><description>x</description></item>
<item><title>Straße 中文 Ünï’s</title><guid>7</guid><description>x</description></item>
<item><title>!!!</title><guid>8</guid><description>x</description></item>
<item><title>Contents</title><guid>9</guid><description>x</description></item>
<item><title>LONG</title><guid>10</guid><description>x</description></item>
</channel></rss>
XML
sed -i "s/LONG/$(printf 'word %.0s' {1..400})/" "$SCRATCH/names.xml"
"$PROGRAM" -q -t text -o "$SCRATCH/texts/" "$SCRATCH/names.xml"; verdict "a folder of texts" $? "exit $?"
wanted="c++.txt c-sharp.txt contents-article.txt contents.txt etc-passwd.txt nul-article.txt same-title-2.txt same-title.txt straße-中文-ünïs.txt article.txt"
for name in $wanted; do [ -s "$SCRATCH/texts/$name" ]; verdict "a text called $name" $? "$(ls "$SCRATCH/texts" | tr '\n' ' ')"; done
[ "$(ls "$SCRATCH/texts" | wc -l)" = 11 ] && [ "$(ls "$SCRATCH/texts" | awk '{ if (length($0) > n) n = length($0) } END { print n }')" -le 110 ]
verdict "no other, and none too long" $? "$(ls "$SCRATCH/texts" | tr '\n' ' ')"
for name in $(ls "$SCRATCH/texts" | grep -vx contents.txt); do grep -q "^ *$name\$" "$SCRATCH/texts/contents.txt" || echo "$name"; done >"$SCRATCH/said"
[ ! -s "$SCRATCH/said" ]; verdict "contents.txt names every text" $? "$(cat "$SCRATCH/said")"
grep -q 'C# (→ c-sharp.txt)' "$SCRATCH/texts/etc-passwd.txt"; verdict "a link names the text it leads to" $? "$(cat "$SCRATCH/texts/etc-passwd.txt")"
"$PROGRAM" -q -t text --ascii -o "$SCRATCH/ascii/" "$SCRATCH/names.xml"; [ -s "$SCRATCH/ascii/strasse-unis.txt" ]; verdict "names in 7 bits" $? "$(ls "$SCRATCH/ascii" | tr '\n' ' ')"
cp -r "$SCRATCH/texts" "$SCRATCH/before"; "$PROGRAM" -q -t text -o "$SCRATCH/texts/" "$SCRATCH/names.xml"; diff -r "$SCRATCH/before" "$SCRATCH/texts" >"$SCRATCH/said"; verdict "written again, it is the same" $? "$(head -3 "$SCRATCH/said")"
# What 7 bits cannot say is counted once, however often a table is measured.
printf '<p>1 \xe2\x98\x82<table><tr><td>2 \xe2\x98\x82<td>b</table><table><tr><td><ul><li>3 \xe2\x98\x82</ul><td>x</table>' >"$SCRATCH/signs.html"
"$PROGRAM" -f html -t text --ascii -o "$SCRATCH/out" "$SCRATCH/signs.html" 2>"$SCRATCH/said"
grep -q 'warning: 3 characters have no 7-bit form' "$SCRATCH/said"; verdict "characters that 7 bits cannot say are counted once" $? "$(head -1 "$SCRATCH/said")"
