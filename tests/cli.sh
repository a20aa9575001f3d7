#!/bin/bash
# cli.sh - the command line: exit status, streams, suggestions, names of outputs; unreadable input,
# unwritable output, full disks, ^C: nothing partial, nothing silent.
. "$(dirname "$0")/lib.sh"
cd "$SCRATCH" || exit 2
D=$PROGRAM
cp "$SAMPLE" index.xml
cat >two.xml <<'XML'
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Two</title><link>http://two.example/</link><description>d</description>
<item><title>Alpha</title><guid>a</guid><pubDate>Mon, 04 Mar 2024 10:00:00 +0000</pubDate><content:encoded>&lt;p&gt;First body here.&lt;/p&gt;</content:encoded></item>
<item><title>Beta</title><guid>b</guid><pubDate>Tue, 05 Mar 2024 10:00:00 +0000</pubDate><content:encoded>&lt;p&gt;Second body there.&lt;/p&gt;</content:encoded></item>
</channel></rss>
XML
mkdir before && cp two.xml before/

# says NAME PATTERN: what was written to stderr holds it; quiet NAME: nothing on standard output.
says() { grep -qE -- "$2" stderr; verdict "$1" $? "stderr is: $(head -c 200 stderr | tr '\n' ' ')"; }
prints() { grep -qE -- "$2" stdout; verdict "$1" $? "stdout is: $(head -c 200 stdout | tr '\n' ' ')"; }
lines() { [ "$(wc -l <"$2")" = "$3" ]; verdict "$1" $? "$2 has $(wc -l <"$2") lines, not $3"; }
absent() { [ ! -e "$2" ]; verdict "$1" $? "$2 exists"; }
nothing_left() { # no temporary file, no output: only what stood there
	local left
	left=$(ls -A | grep -vxE 'index.xml|two.xml|before|stdout|stderr' | tr '\n' ' ')
	[ -z "$left" ]
	verdict "$1: nothing left behind" $? "left: $left"
	for f in $left; do rm -rf "./$f"; done
}

# ---- wrong usage: status 2, two lines, a hint
usage() { # NAME PATTERN ARGS…
	local name=$1 pattern=$2
	shift 2
	exits "usage: $name" 2 "$D" "$@"
	says "usage: $name says so" "$pattern"
	lines "usage: $name in two lines" stderr 2
	[ ! -s stdout ]; verdict "usage: $name: nothing on standard output" $? "$(head -c 80 stdout)"
}
usage "unknown option" "Did you mean --toc-depth" --toc-dept 3 -t text two.xml
usage "far-off option" "--help" --zzzzzzzzzz two.xml
usage "unique prefix" "Did you mean --language" --lang en -t text two.xml
usage "unknown short option" "-Z" -Z two.xml
usage "missing value" "needs a value" two.xml --title
usage "not a number" "whole number" -t text --limit many two.xml
usage "number too small" "whole number" -t text --toc-depth 0 two.xml
usage "number out of range" "whole number" -t text --limit 99999999999999999999 two.xml
usage "unknown format" "epub.*pdf|--list-formats" -t docx two.xml
usage "empty format" "format" -t "" two.xml
usage "unknown input format" "--list-formats" -f docx -t text two.xml
usage "unknown word" "feed, date" --sort size -t text two.xml
usage "flag with a value" "no value" --reverse=yes -t text two.xml
usage "a format as an option" "Did you mean -t epub" --epub two.xml
usage "a format behind one dash" "Did you mean -t epub" -epub two.xml
usage "an option behind one dash" "Did you mean --limit" -limit 3 two.xml
usage "a value turned off" "no --no-limit" --no-limit -t text two.xml
usage "a printing option turned off" "no --no-version" --no-version
usage "a misspelt flag turned off" "Did you mean --no-reverse" --no-revers -t text two.xml
usage "an empty name" "name is empty" -t text ""
usage "no format to guess" "Say -t" -o book.docx two.xml
usage "no format at all" "Say -t" two.xml
usage "no input" "no input" -t text
usage "an address" "^curl -sSL https://example.org/feed.xml . designconv -o book.epub -t epub -$" -t epub https://example.org/feed.xml
usage "json without list" "--list" --json -t text two.xml
usage "two formats to stdout" "one format" -t text,markdown -o - two.xml
usage "two formats to one file" "folder" -t text,markdown -o book.txt two.xml
usage "a style that is not there" "--list-styles" -t epub --style nosuchstyle two.xml
usage "a bad date" "2024-03-09" -t text --since yesterday-ish two.xml
usage "a bad expression" "match|expression" -t text --match '(' two.xml
usage "bad metadata" "KEY=VALUE" -t text -M title two.xml
usage "unknown metadata" "Keys" -t text -M colour=red two.xml
usage "option of another format" "not an option of" -t epub --columns 60 two.xml
usage "output is the input" "replace the input" -t text -o two.xml two.xml
cmp -s two.xml before/two.xml; verdict "usage: the input stays" $? "two.xml changed"
nothing_left usage

exits "no arguments" 2 "$D"
says "no arguments: four formats" "epub"
for f in epub pdf markdown text; do grep -q -- "-t $f" stderr; verdict "no arguments name $f" $? "not named"; done
exits "--help" 0 "$D" --help
prints "--help on standard output" "INPUT"
exits "-h" 0 "$D" -h
exits "--version" 0 "$D" --version
prints "--version" "^designconv [0-9]"
for library in libxml2 libzip libharu harfbuzz icu; do grep -q "$library [0-9]" stdout; verdict "--version names $library" $? "$(cat stdout)"; done
exits "-V" 0 "$D" -V
exits "--list-formats" 0 "$D" --list-formats
exits "--list-styles" 0 "$D" --list-styles
[ -s stdout ]; verdict "--list-styles prints" $? "nothing"

# ---- every option in every spelling
text() { exits "$1" 0 "$D" -q -t text -o - "${@:2}"; }
text "option=value" --limit=1 two.xml
grep -q Alpha stdout && ! grep -q "Second body" stdout; verdict "--limit=1 leaves Beta out" $? "$(cat stdout)"
text "option value" --offset 1 two.xml
! grep -q "First body" stdout; verdict "--offset 1 leaves Alpha out" $? "$(cat stdout)"
text "operand before options" two.xml --reverse
awk '/Second body/ { b = NR } /First body/ { a = NR } END { exit !(b && a > b) }' stdout; verdict "--reverse turns the order" $? "$(cat stdout)"
text "--match" --match '^B' two.xml
! grep -q "First body" stdout && grep -q "Second body" stdout; verdict "--match selects" $? "$(cat stdout)"
text "--since" --since 2024-03-05 two.xml
! grep -q "First body" stdout && grep -q "Second body" stdout; verdict "--since selects" $? "$(cat stdout)"
text "--sort title" --sort title --reverse two.xml
text "--sort date" --sort date two.xml
text "double dash" -- two.xml
cp two.xml ./-t.xml
text "a file whose name begins with a dash" -- -t.xml
rm -f ./-t.xml
text "--title" --title "Another Name" two.xml
prints "--title prints" "Another Name|ANOTHER NAME"
text "--author" --author "Ann Author" two.xml
text "--language" --language de two.xml
text "--metadata" -M subtitle="Under it" two.xml
text "clusters of flags" -qv two.xml
exits "formats' alias and short cluster" 0 "$D" -qttext -o - two.xml
exits "several inputs" 0 "$D" -q -t text -o - two.xml index.xml
grep -q "First body" stdout && grep -qi "Botnet" stdout; verdict "several inputs make one book" $? "$(head -5 stdout)"

# ---- where output goes
exits "default name" 0 "$D" -t text two.xml
[ -s two.txt ]; verdict "two.xml becomes two.txt" $? "$(ls)"
says "summary line" "^two.txt: 2 articles, [0-9,]+ words, [0-9]+ warnings? \([0-9.]+ s\)$"
[ ! -s stdout ]; verdict "nothing on standard output" $? "$(head -c 80 stdout)"
rm -f two.txt
exits "a gzipped feed" 0 bash -c 'gzip -kc two.xml >two.xml.gz; "$0" -q -t text two.xml.gz' "$D"
[ -s two.txt ]; verdict "two.xml.gz becomes two.txt" $? "$(ls)"
rm -f two.txt two.xml.gz
exits "folders are made on the way" 0 "$D" -q -t epub -o made/on/the/way/ two.xml
[ -s made/on/the/way/two.epub ]; verdict "made/on/the/way/two.epub" $? "$(find made)"
rm -rf made
exits "guessed from -o" 0 "$D" -q -o some.md two.xml
[ -s some.md ] && [ ! -s stderr ]; verdict "-q says nothing" $? "$(cat stderr)"
rm -f some.md
exits "standard input" 0 bash -c '"$0" -q -t text - <two.xml' "$D"
grep -q "First body" stdout; verdict "standard input to standard output" $? "$(head -3 stdout)"
exits "a pipe as input" 0 bash -c 'cat two.xml | "$0" -q -t text -o - -' "$D"
exits "one parse, two formats" 0 "$D" -t text,markdown two.xml
[ -s two.txt ] && [ -s two.md ]; verdict "two outputs" $? "$(ls)"
lines "one summary line each" stderr 2
rm -f two.txt two.md
exits "a folder of notes" 0 "$D" -q -t markdown -o notes/ two.xml
[ "$(ls notes/*.md | wc -l)" -ge 2 ]; verdict "a note per article" $? "$(ls notes)"
rm -rf notes
exits "a folder of text" 0 "$D" -q -t text -o texts/ two.xml
[ "$(ls texts | wc -l)" -ge 2 ]; verdict "a text per article" $? "$(ls texts 2>&1)"
rm -rf texts
if has_format epub; then
	exits "an EPUB into a folder" 0 "$D" -q -t epub -o books/ two.xml
	[ -s books/two.epub ]; verdict "books/two.epub" $? "$(ls books 2>&1)"
	rm -rf books
	exits "binary to a pipe" 0 bash -c '"$0" -q -t epub -o - two.xml | head -c 2 | grep -q PK' "$D"
	exits "binary to a terminal" 2 script -qec "'$D' -t epub -o - two.xml" /dev/null
	rm -f typescript
fi
exits "several formats, a folder" 0 "$D" -q -t text,markdown -o both/ two.xml
rm -rf both
exits "replacing an old output" 0 bash -c 'echo old >old.txt; "$0" -q -o old.txt two.xml' "$D"
grep -q "First body" old.txt; verdict "the old output is replaced" $? "$(head -2 old.txt)"
rm -f old.txt
nothing_left outputs

# ---- --list
exits "--list" 0 "$D" --list two.xml
prints "--list names articles" "Alpha"
exits "--list --json" 0 "$D" --list --json index.xml
python3 -c 'import json; d = json.load(open("stdout")); assert d["articles"] == 66 == len(d["entries"]) and d["excerpts"] == 66'
verdict "--list --json is JSON, 66 articles and excerpts" $? "$(head -c 100 stdout)"
exits "--list to a full disk" 1 bash -c '"$0" --list two.xml >/dev/full' "$D"
nothing_left list

# ---- what is no feed, what selects nothing, what warns
printf '<!DOCTYPE html><html><head><title>x</title></head><body><p>hi</p></body></html>' >page.html
printf '' >empty.xml
head -c 3000 /dev/urandom >noise.xml
printf '\211PNG\r\n\032\n\0\0\0\rIHDR' >picture.xml
printf '<opml version="2.0"><head/><body/></opml>' >list.xml
for f in page.html empty.xml noise.xml picture.xml list.xml; do
	exits "not a feed: $f" 4 "$D" -t text "$f"
	says "not a feed: $f is named" "$f: not a feed but"
done
exits "another format than was asked for" 4 "$D" -f atom -t text two.xml
says "it is named" "two.xml: an RSS feed, and -f atom was asked for"
rm -f page.html empty.xml noise.xml picture.xml list.xml
exits "nothing selected" 5 "$D" -t text --match nothingmatches two.xml
exits "an empty feed" 5 bash -c 'echo "<rss version=\"2.0\"><channel><title>t</title></channel></rss>" | "$0" -t text -o x.txt -' "$D"
exits "--limit 0" 5 "$D" -t text --limit 0 two.xml
exits "--fail-if-warnings, nothing to warn of" 0 "$D" -q --fail-if-warnings -o fine.txt two.xml
exits "--fail-if-warnings" 3 "$D" --fail-if-warnings -t text index.xml
absent "--fail-if-warnings writes nothing" index.txt
exits "excerpts warn once" 0 "$D" -t text index.xml
[ "$(grep -c '66 of 66 articles look like excerpts; the full text is at their links' stderr)" = 1 ]
verdict "excerpts warn in one line" $? "$(head -3 stderr)"
rm -f index.txt fine.txt
nothing_left refusals

# ---- input and output that fail: status 1, named, nothing left
exits "a file that is not there" 1 "$D" -t text nosuch.xml
says "it is named" "nosuch.xml: No such file"
exits "a host's name" 1 "$D" -t text www.example.org/feed.xml
says "it may be an address" "curl -sSL 'https://www.example.org/feed.xml' . designconv"
exits "a folder as input" 1 "$D" -t text before
says "a folder as input is said" "name the feed in it"
exits "one of two inputs missing" 1 "$D" -t text two.xml nosuch.xml
exits "a folder that is not there" 1 "$D" -t text -o nosuch/deep.txt two.xml
says "it is named" "nosuch/deep.txt: nosuch: No such file"
says "how to have it made" "ending in /"
mkdir two.txt
exits "a folder where the file should be" 1 "$D" -t text two.xml
says "how to name another" "Name another file with -o"
rmdir two.txt
exits "a folder to make, an input that is not there" 1 "$D" -t text -o nosuch/deep/ nosuch.xml
nothing_left "missing things"
if [ "$(id -u)" = 0 ]; then as_nobody=(setpriv --reuid 65534 --regid 65534 --clear-groups); else as_nobody=(); fi
mkdir locked && chmod 555 locked && cp two.xml secret.xml && chmod 000 secret.xml && chmod 755 .
if "${as_nobody[@]}" "$D" --version >/dev/null 2>&1; then
	exits "unreadable input" 1 "${as_nobody[@]}" "$D" -t text -o - secret.xml
	says "unreadable input is named" "secret.xml: Permission denied"
	exits "unwritable folder" 1 "${as_nobody[@]}" "$D" -t text -o locked/x.txt two.xml
	says "unwritable folder is named" "locked.*Permission denied"
	[ -z "$(ls -A locked)" ]; verdict "nothing in the unwritable folder" $? "$(ls -A locked)"
else
	skip "unreadable input" "no way to run as another user"
fi
chmod 755 locked; rm -rf locked; rm -f secret.xml
for f in $(formats); do
	exits "full disk: $f" 1 "$D" -t "$f" -o /dev/full two.xml
	says "full disk: $f is said" "No space left"
	exits "full disk on standard output: $f" 1 bash -c '"$0" -t "$1" -o - index.xml >/dev/full' "$D" "$f"
	exits "closed pipe: $f" 1 bash -c 'set -o pipefail; "$0" -q -t "$1" -o - index.xml | exec true; exit ${PIPESTATUS[0]}' "$D" "$f"
	exits "file size limit: $f" 1 bash -c 'ulimit -f 8; trap "" XFSZ; "$0" -q -t "$1" -o small.out index.xml' "$D" "$f"
	exits "no room for temporary files: $f" 1 bash -c 'trap "" XFSZ; ulimit -f 1; DESIGNCONV_SPOOL=0 TMPDIR=. "$0" -q -t "$1" -o small.out index.xml' "$D" "$f"
	absent "full disk: $f leaves no file" small.out
done
exits "no TMPDIR" 1 bash -c 'DESIGNCONV_SPOOL=0 TMPDIR=/nosuch "$0" -q -t text -o x.txt two.xml' "$D"
rm -f x.txt
nothing_left "failing outputs"

# ---- ^C while it waits for input and while it works: 130, nothing left
interrupt() { # NAME SECONDS COMMAND…
	local name=$1 after=$2
	shift 2
	python3 - "$after" "$@" <<'PYTHON'
import signal, subprocess, sys, time
p = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
p.stdin.write(open('index.xml', 'rb').read()[:60000])
p.stdin.flush()
time.sleep(float(sys.argv[1]))
p.send_signal(signal.SIGINT)
sys.exit(p.wait(20) % 256)
PYTHON
	local got=$?
	[ $got = 130 ]; verdict "$name" $? "exit $got, not 130"
}
interrupt "^C while reading" 0.3 "$D" -t text -o stopped.txt -
nothing_left "^C while reading"
for f in $(formats); do
	DESIGNCONV_POOL_DELAY=100 interrupt "^C while writing $f" 0.5 "$D" -j 2 -t "$f" -o "stopped.$f" index.xml
	nothing_left "^C while writing $f"
done
DESIGNCONV_POOL_DELAY=100 interrupt "^C while writing notes" 0.5 "$D" -j 2 -t markdown -o stopped/ index.xml
nothing_left "^C while writing notes"
