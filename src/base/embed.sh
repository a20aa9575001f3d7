#!/bin/sh
# embed.sh TABLE FILE… - prints the C source that compiles the files in: a table of base/asset.h, each
# under folder/name. The bytes come through the assembler, for a compiler would chew on arrays for long.
echo '#include "base/asset.h"'
table=$1 n=0 rows=
shift
for file; do
	n=$((n + 1))
	case $file in *.css) folder=styles ;; *.dic) folder=hyphen ;; *) folder=fonts ;; esac
	cat <<-SOURCE
	__asm__(".section .rodata\n.balign 16\nasset_$n: .incbin \"$file\"\nasset_${n}_end: .byte 0\n.previous\n");
	extern const char asset_$n[], asset_${n}_end[];
	SOURCE
	rows="$rows	{ \"$folder/${file##*/}\", asset_$n, asset_${n}_end },
"
done
printf 'const struct asset %s[] = {\n%s	{ 0, 0, 0 }\n};\n' "$table" "$rows"
