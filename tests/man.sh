#!/bin/bash
# man.sh - the manual is well-formed and true: its options are those of --help, its formats those of
# --list-formats, its codes those of base/diag.h, its exit codes those of cli/options.h; the README
# names every package with its reason and every folder.
. "$(dirname "$0")/lib.sh"
page=src/designconv.1
if command -v mandoc >/dev/null; then
	mandoc -T lint -W style "$page" 2>&1 | grep -v "outdated mandoc.db" >"$SCRATCH/said"; [ ! -s "$SCRATCH/said" ]; verdict "mandoc -T lint" $? "$(head -3 "$SCRATCH/said" | tr '\n' ' ')"
else skip "mandoc -T lint" "mandoc is not installed"; fi
options_of_help() { "$PROGRAM" --help all | sed -nE 's/^ +(-(.),)? *--([a-z-]+).*/\3/p' | sort -u; }
options_of_page() { sed -nE '/^\.It Fl/{s/^\.It Fl (. , )?-([a-z-]+).*/\2/p}' "$page" | sort -u; }
diff <(options_of_help) <(options_of_page) >"$SCRATCH/diff"; verdict "its options are those of --help" $? "$(tr '\n' ' ' <"$SCRATCH/diff")"
shorts() { sed -nE "$1" "$2" | sort -u; }
"$PROGRAM" --help all >"$SCRATCH/help"
diff <(shorts 's/^ +-(.), --([a-z-]+).*/\1 \2/p' "$SCRATCH/help") <(shorts 's/^\.It Fl (.) , -([a-z-]+).*/\1 \2/p' "$page") >"$SCRATCH/diff"
verdict "its short options too" $? "$(tr '\n' ' ' <"$SCRATCH/diff")"
for option in $(options_of_help); do
	case $option in help | version | list-formats | list-styles) continue ;; esac
	grep -rqE --include='*.sh' --include='*.args' --include='*.py' -- "--(no-)?$option([^a-z-]|\$)" tests; verdict "--$option has a test" $? "no test names it"
done
diff <(formats | sort) <(sed -nE '/^\.Sh FORMATS/,/^\.El/s/^\.It Cm ([a-z]+)$/\1/p' "$page" | sort) >"$SCRATCH/diff"
verdict "its formats are those of --list-formats" $? "$(tr '\n' ' ' <"$SCRATCH/diff")"
diff <(sed -nE '/define DIAGS/,/^enum/s/.*"([a-z-]+)"\).*/\1/p' src/base/diag.h | sort) <(sed -nE '/^\.Sh DIAGNOSTICS/,/^\.El/s/^\.It ([a-z-]+)$/\1/p' "$page" | sort) >"$SCRATCH/diff"
verdict "its messages are those of base/diag.h" $? "$(tr '\n' ' ' <"$SCRATCH/diff")"
diff <(grep -hoE 'EXIT_[A-Z_]+ = [0-9]+' src/cli/options.h | grep -oE '[0-9]+' | sort) <(sed -nE '/^\.Sh EXIT STATUS/,/^\.El/s/^\.It ([0-9]+)$/\1/p' "$page" | sort) >"$SCRATCH/diff"
verdict "its exit codes are those of cli/options.h" $? "$(tr '\n' ' ' <"$SCRATCH/diff")"
for variable in $(grep -rhoE 'getenv\("[A-Z_]+"\)' src | grep -oE '[A-Z_]{3,}' | grep -v '^DESIGNCONV_\(SPOOL\|POOL_DELAY\|TRACE\)' | sort -u); do
	grep -qE "^\.It Ev .*\b$variable\b" "$page"; verdict "it names \$$variable" $? "read by the program, not in ENVIRONMENT"
done
# Every example of the manual and the README is run, on the sample.
cp "$SAMPLE" "$SCRATCH/index.xml"; cp "$SAMPLE" "$SCRATCH/a.xml"; cp "$SAMPLE" "$SCRATCH/b.xml"; echo '<p>x' >"$SCRATCH/page.html"
while read -r example; do
	(cd "$SCRATCH" && PATH="$(dirname "$PROGRAM"):$PATH" timeout 60 bash -c "$example") >/dev/null 2>"$SCRATCH/said"
	verdict "example: $example" $? "$(head -2 "$SCRATCH/said")"
done < <({ sed -nE '/^\.Sh EXAMPLES/,/^\.Sh DIAG/s/^\.Dl //p' "$page"; sed -nE 's/^    (designconv .*)/\1/p' README.md; } | grep -v curl | sed 's/ *#.*//' | sort -u)
awk '/^(build|helper) / { p = $3; if (!(p in why)) order[n++] = p; $1 = $2 = $3 = ""; r = substr($0, 4); why[p] = why[p] (why[p] ? "; " : "") r }
	END { for (i = 0; i < n; i++) printf "| %s | %s |\n", order[i], why[order[i]] }' tests/packages.txt >"$SCRATCH/rows"
diff <(sed -n '/^| package | reason |/,/^$/p' README.md | sed '1,2d;/^$/d') "$SCRATCH/rows" >"$SCRATCH/diff"
verdict "README's packages and reasons are those of packages.txt" $? "$(head -4 "$SCRATCH/diff" | tr '\n' ' ')"
for folder in $(find src -mindepth 1 -maxdepth 1 -type d -printf '%f\n'); do
	grep -qE "(^|[ \`/])$folder(/|\`)" README.md; verdict "README's map has src/$folder" $? "not in the map of folders"
done
for file in $(grep -oE '(src|tests|samples|styles)/[A-Za-z0-9_./-]+[A-Za-z0-9]' README.md | sort -u); do
	[ -e "$file" ]; verdict "README's $file exists" $? "no such file"
done
