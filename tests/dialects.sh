#!/bin/bash
# dialects.sh - each --flavor read back by a reader of it: the same cases as the round trip, compared in
# content, since those readers name things their own way.
#   commonmark  cmark, the reference
#   obsidian    markdown-it with what Obsidian adds to it, by the rules of its help (reader.mjs)
#   pandoc      pandoc itself; tabs are kept, which it turns into blanks unless told (--preserve-tabs)
#   joplin      markdown-it with Joplin's own plug-ins, by the rules of "Markdown with Front Matter"
# What cannot come back: the frames of embedded media, which become links; task boxes in CommonMark; in
# Obsidian <details>, which becomes a callout that folds.
. "$(dirname "$0")/lib.sh"
here=tests/conformance/markdown
modules=$JUDGES_DIR/markdown/node_modules
cases() { # FLAVOR READER TORTURE
	$here/roundtrip.py "$PROGRAM --flavor $1" --reader "$2" "$1-torture=$here/torture.tsv semantic>=$3" \
		"$1-fuzz=seed:7:150 text=all semantic=all" "$1-nasty=seed:13:150 text=all semantic=all" "$1-items=$SAMPLE semantic=all text=all"
}
cases commonmark "each:cmark --unsafe" 364
cases pandoc "files:pandoc --file-scope --preserve-tabs -f markdown -t html --no-highlight --wrap=none" 366
python3 $here/pandoc.py "$PROGRAM" "$SAMPLE"

have_markdown_it() {
	[ -d "$modules/markdown-it-task-lists" ] && return
	[ -z "$OFFLINE" ] || { why="OFFLINE, and markdown-it was never fetched"; return 1; }
	command -v npm >/dev/null || { why="npm is not installed"; return 1; }
	mkdir -p "$JUDGES_DIR/markdown"
	(flock 9; npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$JUDGES_DIR/markdown" markdown-it@15.0.3 \
		markdown-it-mark@4.0.0 markdown-it-footnote@4.0.0 markdown-it-task-lists@2.1.1) 9>"$JUDGES_DIR/markdown.lock" >&2 ||
		{ why="npm could not fetch markdown-it"; return 1; }
}
if have_markdown_it; then
	cases obsidian "served:node $here/reader.mjs $modules obsidian" 366
	cases joplin "served:node $here/reader.mjs $modules joplin" 367
elif [ -n "$OFFLINE" ]; then
	left_out "obsidian, joplin" "$why"
else
	skip "obsidian, joplin" "$why"
fi
python3 $here/dialects.py "$PROGRAM" "$SCRATCH"
