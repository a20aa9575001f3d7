#!/bin/bash
# install.sh - make install into a scratch root works from there, make uninstall leaves nothing.
. "$(dirname "$0")/lib.sh"
[ -z "$SAN" ] || { left_out "install" "shown by the plain build"; exit; }
root=$SCRATCH/root
make -s install DESTDIR="$root" PREFIX=/opt/dc >"$SCRATCH/out" 2>&1; verdict "make install" $? "$(tail -3 "$SCRATCH/out")"
[ -x "$root/opt/dc/bin/designconv" ]; verdict "the program is there" $? "$(find "$root" -type f | head)"
[ -s "$root/opt/dc/share/man/man1/designconv.1" ]; verdict "the man page is there" $? "missing"
outside=$(find "$root" -type f ! -path "$root/opt/dc/*"); [ -z "$outside" ]; verdict "nothing outside PREFIX" $? "$outside"
for format in $(formats); do
	(cd "$SCRATCH" && env -i HOME=/nonexistent PATH=/usr/bin:/bin "$root/opt/dc/bin/designconv" -q -t "$format" -o "book.$format" "$SAMPLE")
	verdict "installed, it makes $format" $? "exit $?"
	"$PROGRAM" -q -t "$format" -o "$SCRATCH/here" "$SAMPLE"; same "installed, it makes the same $format" "$SCRATCH/here" "$SCRATCH/book.$format"
done
make -s uninstall DESTDIR="$root" PREFIX=/opt/dc >"$SCRATCH/out" 2>&1; verdict "make uninstall" $? "$(tail -3 "$SCRATCH/out")"
left=$(find "$root" ! -type d); [ -z "$left" ]; verdict "uninstall leaves no file" $? "$left"
# A missing package is named: a scratch list in which one is missing for certain.
mkdir -p "$SCRATCH/lack/tests" && cp tests/packages.sh "$SCRATCH/lack/tests/"
printf 'build pkg:no-such-library libnosuch-dev for this test\nbuild cc gcc compiler\n' >"$SCRATCH/lack/tests/packages.txt"
[ "$("$SCRATCH/lack/tests/packages.sh" missing build)" = libnosuch-dev ]; verdict "a missing package is named" $? "$("$SCRATCH/lack/tests/packages.sh" missing build)"
sed '/^FONT_FILES =/,/[^\\]$/d;/^ASSETS =/,/[^\\]$/d' Makefile >"$SCRATCH/lack/Makefile"
(cd "$SCRATCH/lack" && make) >"$SCRATCH/out" 2>&1; [ $? != 0 ] && grep -q "missing Debian packages: libnosuch-dev" "$SCRATCH/out"
verdict "make says which package to install" $? "$(head -3 "$SCRATCH/out")"
[ -z "$(tests/packages.sh install build </dev/null)" ]; verdict "nothing is installed when all is there" $? "it says something"
