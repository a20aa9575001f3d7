#!/bin/sh
# embed.sh FILE… - prints the C source that compiles the files in: base/asset.h's table, each under
# folder/name. The bytes come through the assembler, for a compiler would chew on arrays for long.
echo '#include "base/asset.h"'
n=0 rows=
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
printf 'const struct asset assets[] = {\n%s	{ 0, 0, 0 }\n};\n' "$rows"
