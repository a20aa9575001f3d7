#!/bin/bash
# options.sh - every option shows its effect, every name that shells complete is there, and the line
# that is printed for an address does what it says (man.sh shows that no option is without a test).
. "$(dirname "$0")/lib.sh"
samples=$PWD/samples
cd "$SCRATCH" || exit 2
D=$PROGRAM
cat >two.xml <<'XML'
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Two</title><description>d</description>
<item><title>Alpha / one</title><guid>a</guid><category>Greek</category><pubDate>Mon, 04 Mar 2024 10:00:00 +0000</pubDate><content:encoded>&lt;p&gt;First body
goes on in a long line of words, which no forty columns can hold. &lt;a href="far.html"&gt;Far&lt;/a&gt; &lt;a href="http://other.example/"&gt;away&lt;/a&gt; → é&lt;/p&gt;&lt;h2&gt;Deep&lt;/h2&gt;&lt;p&gt;x&lt;sub&gt;m,n&lt;/sub&gt;&lt;/p&gt;&lt;div class="sharedaddy"&gt;Share this: &lt;a href="http://twitter.com/share?x"&gt;Tweet&lt;/a&gt;&lt;/div&gt;</content:encoded></item>
<item><title>Beta</title><guid>b</guid><category>Latin</category><pubDate>Tue, 05 Mar 2025 10:00:00 +0000</pubDate><content:encoded>&lt;p&gt;Second body there.&lt;/p&gt;</content:encoded></item>
</channel></rss>
XML
cp two.xml one.xml
# shows NAME PATTERN ARGS…: with ARGS standard output has it; without them it has not (`plain`).
run() { timeout 60 "$D" -q -o - "$@" two.xml 2>stderr; }
shows() {
	local name=$1 pattern=$2
	shift 2
	run "$@" >with || { not_ok "$name" "exit $?: $(head -c 200 stderr)"; return; }
	grep -qE -- "$pattern" with; verdict "$name" $? "no '$pattern' in: $(head -c 300 with | tr '\n' ' ')"
}
hides() { # … and with ARGS it has not
	local name=$1 pattern=$2
	shift 2
	run "$@" >with || { not_ok "$name" "exit $?: $(head -c 200 stderr)"; return; }
	! grep -qE -- "$pattern" with; verdict "$name" $? "still: $(grep -m1 -E -- "$pattern" with)"
}
changes() { # NAME PATTERN ARGS… with and WITHOUT them: $base is the command without
	hides "$1: not by itself" "$2" $base
	shows "$1" "$2" $base "${@:3}"
}

# ---- what to make, how to read, what the book says of itself
base="-t text"
"$D" -q --to text --output named.txt two.xml; [ -s named.txt ]; verdict "--to and --output" $? "$(ls)"
changes "--title" '^Another$' --title Another
changes "--author" '^By Ann, Bob$' --author Ann --author Bob
changes "--metadata subtitle" '^Below it$' --metadata 'subtitle=Below it'
changes "--metadata rights" '^None reserved$' -M 'rights=None reserved'
changes "--metadata publisher" '^The House$' -M 'publisher=The House'
changes "--metadata description" '^What it is$' -M 'description=What it is'
changes "--metadata series" 'The Shelf' -M 'series=The Shelf'
changes "--base-url" 'http://base.example/far.html' --base-url http://base.example/
changes "--no-clean" 'Share this' --no-clean
changes "--group-by category" '^Latin$' --group-by category
changes "--group-by year" '^2025$' --group-by year
base="-t tree"
changes "--language" 'pt-BR' --language pt-BR
base=--list\ --json
changes "--metadata subject" 'kittens' -M subject=kittens
base="-t text"
cp two.xml page.html
printf '<h1>Head</h1><p>A page.' >page.html
[ "$("$D" -q --from html -t text -o - page.html | head -1)" = Head ]; verdict "--from html" $? "$("$D" -q --from html -t text -o - page.html | head -3)"
exits "--from rss on a page" 4 "$D" -q --from atom -t text -o - page.html
for n in 1 3; do "$D" -q -t epub --toc-depth $n -o depth$n.epub "$samples/everything.xml"; done
[ "$(unzip -p depth1.epub '*nav.xhtml' | grep -c 'Heading two')" = 0 ] && [ "$(unzip -p depth3.epub '*nav.xhtml' | grep -c 'Heading two')" = 1 ]
verdict "--toc-depth" $? "nav of depth 1 and 3: $(unzip -p depth1.epub '*nav.xhtml' | grep -c 'Heading two'), $(unzip -p depth3.epub '*nav.xhtml' | grep -c 'Heading two')"
for s in book compact; do "$D" -q -t pdf --style $s -o $s.pdf "$samples/everything.xml"; done
! cmp -s book.pdf compact.pdf; verdict "--style compact" $? "the same PDF as --style book"
echo 'p { text-indent: 3em; nosuch: 1 }' >mine.css
"$D" -t pdf --style mine.css -o mine.pdf two.xml 2>stderr; grep -q 'mine.css.*nosuch' stderr; verdict "--style FILE" $? "$(head -3 stderr)"

# ---- which articles
hides "--limit" 'Second body' -t text --limit 1
hides "--offset" 'First body' -t text --offset 1
hides "--since" 'First body' -t text --since 2025-01-01
hides "--match" 'First body' -t text --match bet
order() { run -t text "$@" | awk '/^[12]\. (Alpha|Beta)/ && n++ < 2 { printf "%s ", $2 }'; }
[ "$(order)" = "Alpha Beta " ]; verdict "in the feed's order" $? "$(order)"
[ "$(order --reverse)" = "Beta Alpha " ]; verdict "--reverse" $? "$(order --reverse)"
[ "$(order --sort title --reverse --no-reverse)" = "Alpha Beta " ]; verdict "--sort title, --no-reverse" $? "$(order --sort title)"
[ "$(order --sort date --reverse)" = "Beta Alpha " ]; verdict "--sort date" $? "$(order --sort date --reverse)"
shows "--list" '2024-03-04  Alpha / one$' --list
shows "--list --json" '"title": "Alpha / one"' --list --json

# ---- messages, threads
for j in 1 3; do "$D" -q -t epub --jobs $j -o jobs$j.epub two.xml; done; same "--jobs changes no byte" jobs1.epub jobs3.epub
said() { "$D" -t text -o said.txt "$@" "$samples/index.xml" 2>&1 | wc -l; }
[ "$(said)" = 2 ] && [ "$(said --quiet)" = 0 ]; verdict "--quiet" $? "$(said), $(said --quiet)"
noise() { "$D" -t text -o said.txt "$@" "$samples/everything.xml" 2>&1 | wc -l; }
[ "$(noise --verbose)" -gt "$(noise)" ]; verdict "--verbose" $? "$(noise --verbose) lines, $(noise) without"
exits "--fail-if-warnings" 3 "$D" -q --fail-if-warnings -t text -o failed.txt "$samples/index.xml"

# ---- text
widest() { wc -L; }
for n in 30 40 100; do
	[ "$(run -t text --columns $n | widest)" -le $n ]; verdict "--columns $n" $? "$(run -t text --columns $n | widest) columns"
done
shows "--columns 0" 'First body goes on .*away.* →' -t text --columns 0
shows "--wrap none" 'First body goes on .*away.* →' -t text --wrap none
shows "--wrap preserve" '^First body$' -t text --wrap preserve
shows "--wrap auto" '^First body goes on' -t text --wrap auto
exits "--wrap preserve with another format" 2 "$D" -t text,epub --wrap preserve two.xml
exits "--wrap of another kind" 2 "$D" -t text --wrap hard two.xml
shows "--ascii" '> e$' -t text --ascii
hides "--ascii is 7-bit" '[^ -~]' -t text --ascii
shows "--links end" '^\[2\] http://other.example/$' -t text --links end
shows "--links inline" 'away <http://other.example/>' -t text --links inline --columns 0
hides "--links none" 'other.example' -t text --links none

# ---- the other formats
"$D" -q -t epub --cover none -o bare.epub two.xml && ! unzip -l bare.epub | grep -qi 'cover'; verdict "--cover none" $? "$(unzip -l bare.epub | grep -i cover)"
"$D" -q -t epub --about -o about.epub two.xml; unzip -l about.epub | grep -q 'about.xhtml'; verdict "--about" $? "$(unzip -l about.epub | tail -3)"
"$D" -q -t epub --certified-by 'Ann Author' -o certified.epub two.xml; unzip -p certified.epub '*.opf' | grep -q 'certifiedBy.*Ann Author'; verdict "--certified-by" $? "not in the package"
printf '\211PNG' >no.png; exits "--cover FILE that is no picture" 1 "$D" -t epub --cover no.png -o bad.epub two.xml
grep -q -- '--cover takes' stderr && [ ! -e bad.epub ]; verdict "--cover FILE that is no picture is said" $? "$(cat stderr)"
paper() { "$D" -q -t pdf -o - "$@" two.xml | pdfinfo - 2>/dev/null | sed -n 's/^Page size: *//p'; }
case $(paper --paper-size letter) in 612*) true ;; *) false ;; esac; verdict "--paper-size letter" $? "$(paper --paper-size letter)"
pages() { "$D" -q -t pdf -o - "$@" two.xml | pdfinfo - 2>/dev/null | sed -n 's/^Pages: *//p'; }
[ "$(pages --new-page none)" -lt "$(pages --new-page article)" ]; verdict "--new-page" $? "$(pages --new-page none), $(pages --new-page article)"
for o in '' --two-sided; do "$D" -q -t pdf $o -o sided$o.pdf two.xml; done; ! cmp -s sided.pdf sided--two-sided.pdf; verdict "--two-sided" $? "the same PDF"
trace() { DESIGNCONV_TRACE=1 run -t pdf "$@"; }
[ "$(trace --links none | grep -c 'other.example')" -lt "$(trace --links inline | grep -c 'other.example')" ] || [ "$(pages --links none)" != "$(pages --links inline)" ]
verdict "--links of a PDF" $? "none and inline print the same"
exits "--font-path" 0 "$D" -q -t pdf --font-path "$SCRATCH:/usr/share/fonts" -o fonts.pdf two.xml
base="-t markdown"
changes "--no-raw-html" '^x_?m,n|^xm,n' --no-raw-html
run -t markdown --flavor gfm >gfm.md; run -t markdown --flavor commonmark >cm.md; [ -s gfm.md ] && [ -s cm.md ]; verdict "--flavor" $? "$(ls)"
changes "--flavor pandoc" '\(#alpha-one\)' --flavor pandoc
changes "--flavor logseq" $'\t- ### Deep' --flavor logseq
exits "--flavor of another kind" 2 "$D" -t markdown --flavor nosuch two.xml
"$D" -q -t markdown -o front/ two.xml; "$D" -q -t markdown --no-front-matter -o plain/ two.xml
grep -q '^---$' front/Beta.md && ! grep -q '^---$' plain/Beta.md; verdict "--no-front-matter" $? "$(head -2 plain/*.md)"
"$D" -q -t markdown --note-name slug -o slugs/ two.xml; ls slugs | grep -qx 'alpha--\?one.md'; verdict "--note-name slug" $? "$(ls slugs)"
"$D" -t markdown --dry-run -o dry/ two.xml >stdout 2>stderr; [ ! -e dry ]; verdict "--dry-run" $? "dry/ exists"

# ---- help
"$D" --help >help; [ "$(wc -l <help)" -le 40 ] && [ "$(widest <help)" -le 80 ]; verdict "--help fits a screen" $? "$(wc -l <help) lines, $(widest <help) columns"
"$D" --help=all >all; [ "$(widest <all)" -le 80 ]; verdict "--help all fits its width" $? "$(widest <all) columns"
for f in $(formats); do "$D" --help "$f" >of; head -1 of | grep -qx "For $f:" && [ "$(widest <of)" -le 80 ]; verdict "--help $f" $? "$(head -2 of)"; done
exits "--help of nothing" 2 "$D" --help=nosuch
grep -q -- --columns all && ! grep -q -- --columns help; verdict "--help all has what formats add" $? "$(head -3 all)"

# ---- an address: the printed line, run with a curl that hands out the feed, makes the book
mkdir bin
printf '#!/bin/sh\n[ "$1" = -sSL ] && case $2 in https://a.example/f?x=1\\&y=2|http://b.example/) cat "%s/one.xml" ;; *) exit 9 ;; esac\n' "$SCRATCH" >bin/curl
chmod +x bin/curl
ln -s "$D" bin/designconv
pasted() { # NAME FILE ARGS…
	local name=$1 file=$2
	shift 2
	rm -rf "$file" books
	"$D" "$@" >stdout 2>stderr; [ $? = 2 ] && [ "$(wc -l <stderr)" = 2 ]; verdict "$name: exit 2, two lines" $? "$(cat stderr)"
	PATH=$SCRATCH/bin:$PATH bash -c "$(sed -n 2p stderr)" >out 2>err
	[ -s "$file" ]; verdict "$name: the line works" $? "$(sed -n 2p stderr): $(head -c 200 err)"
}
pasted "an address" book.epub 'https://a.example/f?x=1&y=2'
pasted "an address with a format" book.txt -t text 'feed://a.example/f?x=1&y=2'
pasted "an address with a quoted title" "it's.md" --title "It's" -o "it's.md" 'https://a.example/f?x=1&y=2' --limit 1
pasted "an address and two formats" books/book.epub -t epub,markdown --limit=1 'https://a.example/f?x=1&y=2'
pasted "two addresses and a file" pair.txt -t text -o pair.txt 'https://a.example/f?x=1&y=2' http://b.example/ one.xml
rm -rf books

# ---- a terminal
if command -v script >/dev/null; then
	terminal() { script -qec "$1" /dev/null </dev/null 2>/dev/null | tr -d '\r'; }
	[ "$(COLUMNS=40 terminal "$D -q -t text -o - two.xml" | widest)" -le 40 ]; verdict "COLUMNS on a terminal" $? "$(COLUMNS=40 terminal "$D -q -t text -o - two.xml" | widest)"
	COLUMNS=40 "$D" -q -t text -o - two.xml >piped; run -t text >unpiped; same "COLUMNS elsewhere changes nothing" piped unpiped
	colour() { terminal "$1 $D -t text -o said.txt '$samples/index.xml'" | grep -c $'\033\['; }
	[ "$(TERM=xterm colour env)" -gt 0 ]; verdict "messages have colour on a terminal" $? "none"
	[ "$(TERM=xterm colour 'env NO_COLOR=1')" = 0 ]; verdict "NO_COLOR" $? "still coloured"
	[ "$(TERM=dumb colour env)" = 0 ]; verdict "TERM=dumb" $? "still coloured"
	script -qec "DESIGNCONV_POOL_DELAY=30 $D -j 1 -t text -o said.txt '$samples/index.xml'" /dev/null </dev/null 2>/dev/null | grep -q 'of 66 articles'; verdict "progress on a terminal when it takes long" $? "none"
	! script -qec "$D -t text -o said.txt two.xml" /dev/null </dev/null 2>/dev/null | grep -q 'of 2 articles.*K'; verdict "no progress when it does not" $? "some"
	DESIGNCONV_POOL_DELAY=30 "$D" -j 1 -t text -o said.txt "$samples/index.xml" 2>stderr; ! grep -q 'of 66 articles$' <(tr '\r' '\n' <stderr); verdict "no progress into a file" $? "$(head -c 200 stderr)"
else skip "a terminal" "no script(1)"; fi

# ---- completion
bash_completes() { # WANT WORDS…
	local want=$1
	shift
	local got
	got=$(bash -c 'source <("$0" --completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _designconv 2>/dev/null; echo "${COMPREPLY[*]}"' "$D" "$@")
	[ "$got" = "$want" ]; verdict "bash completes '$*'" $? "$got"
}
bash_completes --sort designconv --so
bash_completes title designconv --sort ti
bash_completes "feed date title" designconv --sort = ''
bash_completes epub,markdown designconv -t epub,mark
bash_completes --no-reverse designconv --no-rev
bash_completes "footnote end inline none" designconv -t pdf --links ''
bash_completes study-guide designconv --style stu
bash_completes rss designconv -f rs
"$D" --completion bash | bash -n; verdict "bash reads it" $? "a syntax error"
if command -v fish >/dev/null; then
	fish_completes() { HOME=$SCRATCH fish -c 'source (argv[1] --completion fish | psub)' >/dev/null 2>&1; HOME=$SCRATCH fish -c "'$D' --completion fish | source; complete -C'$1'" | cut -f1 | grep -qx -- "$2"; verdict "fish completes '$1'" $? "no $2"; }
	fish_completes "designconv --so" --sort
	fish_completes "designconv --sort t" title
	fish_completes "designconv -t " epub
else skip "fish" "it is not installed"; fi
if command -v zsh >/dev/null; then
	"$D" --completion zsh >_designconv; zsh -n _designconv; verdict "zsh reads it" $? "a syntax error"
	for o in $(sed -nE 's/^ +(-(.),)? *--([a-z-]+).*/\3/p' all | sort -u); do grep -q -- "--$o[=[]" _designconv || echo "$o"; done >lacking
	[ ! -s lacking ]; verdict "zsh has every option" $? "$(tr '\n' ' ' <lacking)"
else skip "zsh" "it is not installed"; fi
