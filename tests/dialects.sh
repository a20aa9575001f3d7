#!/bin/bash
# dialects.sh - each --flavor read back by a reader of it: the same cases as the round trip, compared in
# content, since those readers name things their own way.
#   commonmark  cmark, the reference
#   obsidian    markdown-it with what Obsidian adds to it, by the rules of its help (reader.mjs)
#   pandoc      pandoc itself; tabs are kept, which it turns into blanks unless told (--preserve-tabs)
#   joplin      Joplin's own renderer (joplin.mjs); tabs are kept, which it turns into blanks
#   logseq      mldoc, Logseq's own parser, the way Logseq goes with it, and the outline folded back (logseq.mjs)
# What cannot come back: the frames of embedded media, which become links; task boxes in CommonMark, and
# numbered ones in Joplin; in Obsidian <details>, which becomes a callout that folds; what an outline cannot say
# (outline.py: which blocks are items of a list without a paragraph before it, how columns are aligned), and elements that HTML
# does not know, whose tags mldoc takes for words and Logseq would take away: their words stay.
. "$(dirname "$0")/lib.sh"
here=tests/conformance/markdown
modules=$JUDGES_DIR/markdown/node_modules
joplin=$JUDGES_DIR/joplin/node_modules
cases() { # FLAVOR READER TORTURE [OPTION…]
	$here/roundtrip.py "$PROGRAM --flavor $1" --reader "$2" "${@:4}" "$1-torture=$here/torture.tsv semantic>=$3" \
		"$1-fuzz=seed:7:150 text=all semantic=all" "$1-nasty=seed:13:150 text=all semantic=all" "$1-items=$SAMPLE semantic=all text=all"
}
real=; [ ! -d "$CORPORA/feeds" ] || real=1
cases commonmark "each:cmark --unsafe" 364
cases pandoc "files:pandoc --file-scope --preserve-tabs -f markdown -t html --no-highlight --wrap=none" 366
python3 $here/pandoc.py "$PROGRAM" "$SAMPLE"

if npm_judge markdown markdown-it-task-lists markdown-it@15.0.3 markdown-it-mark@4.0.0 markdown-it-footnote@4.0.0 \
	markdown-it-task-lists@2.1.1; then
	cases obsidian "served:node $here/reader.mjs $modules" 366
else
	npm_without obsidian
fi
if npm_judge joplin @joplin/renderer @joplin/renderer@3.5.1; then
	cases joplin "served:node $here/joplin.mjs $joplin" 366
else
	npm_without joplin
fi
if npm_judge logseq mldoc mldoc@1.5.9; then
	cases logseq "served:node $here/logseq.mjs $JUDGES_DIR/logseq/node_modules" 367 --outline
	$here/roundtrip.py "$PROGRAM --flavor logseq" --outline --reader "served:node $here/logseq.mjs $JUDGES_DIR/logseq/node_modules" \
		"logseq-words=$here/logseq.tsv semantic=all text=all" \
		${real:+"logseq-real=$CORPORA/feeds semantic>=744 text=all"}
else
	npm_without logseq
fi
python3 $here/dialects.py "$PROGRAM" "$SCRATCH"
