#!/bin/bash
# build.sh - what stands around the program: a missing package is named, a terminal is asked before
# anything is installed, OFFLINE=1 says what it leaves out, FONTS=system makes a program without faces
# of its own, install puts all in place and uninstall takes it away; the program finds its parts where it
# was installed and nowhere else.
. "$(dirname "$0")/lib.sh"
[ -z "$SAN" ] || { left_out "build" "shown by the plain build"; exit; }

# ---- packages: a scratch list in which one is missing for certain, and an apt-get that only tells
lack=$SCRATCH/lack
mkdir -p "$lack/tests" "$lack/bin" "$lack/src/base"
cp tests/packages.sh "$lack/tests/"
printf 'build pkg:no-such-library libnosuch-dev for this test\nbuild cc gcc compiler\n' >"$lack/tests/packages.txt"
for tool in apt-get sudo; do
	printf '#!/bin/sh\necho "%s $*" >>%s\n%s\n' $tool "$lack/called" "$([ $tool = sudo ] && echo 'exec "$@"')" >"$lack/bin/$tool"
	chmod +x "$lack/bin/$tool"
done
printf '#!/bin/sh\necho ${AS:-0}\n' >"$lack/bin/id" && chmod +x "$lack/bin/id"
packages() { (cd "$lack" && PATH="$lack/bin:$PATH" tests/packages.sh "$@"); }
called() { cat "$lack/called" 2>/dev/null; rm -f "$lack/called"; }

[ "$(packages missing build)" = libnosuch-dev ]; verdict "a missing package is named" $? "$(packages missing build)"
sed '/^FONT_FILES =/,/[^\\]$/d;/^type_assets =/d' Makefile >"$lack/Makefile" && cp src/modules.mk "$lack/src"
(cd "$lack" && make) >"$SCRATCH/out" 2>&1; [ $? != 0 ] && grep -q "missing Debian packages: libnosuch-dev" "$SCRATCH/out"
verdict "make says which package to install" $? "$(head -3 "$SCRATCH/out")"
packages install build </dev/null >"$SCRATCH/out" 2>&1
[ "$(head -1 "$SCRATCH/out")" = "apt-get install -y --no-install-recommends libnosuch-dev" ]; verdict "the apt line is shown first" $? "$(head -2 "$SCRATCH/out")"
[ "$(called)" = "apt-get install -y --no-install-recommends libnosuch-dev" ]; verdict "without a terminal it is run" $? "$(called)"
AS=1000 packages install build </dev/null >"$SCRATCH/out" 2>&1
called | grep -q '^sudo apt-get install'; verdict "with sudo when not root" $? "$(head -2 "$SCRATCH/out")"
answer() { # ANSWER: what a person at a terminal says
	echo "$1" | (cd "$lack" && PATH="$lack/bin:$PATH" timeout 20 script -qec "tests/packages.sh install build" /dev/null) >"$SCRATCH/out" 2>&1
}
answer n; status=$?
grep -q 'Install these?' "$SCRATCH/out" && [ $status != 0 ] && [ -z "$(called)" ]; verdict "a terminal is asked, and no means no" $? "$(cat "$SCRATCH/out")"
answer y && called | grep -q '^apt-get install'; verdict "yes means yes" $? "$(cat "$SCRATCH/out")"
[ -z "$(tests/packages.sh install build helper </dev/null)" ]; verdict "nothing is installed when all is there" $? "it says something"

# ---- without a network
OFFLINE=1 JUDGES_DIR=$SCRATCH/none tests/epubcheck.sh >"$SCRATCH/out" 2>&1
grep -q '^left out - EPUBCheck: OFFLINE=1' "$SCRATCH/out"; verdict "OFFLINE=1 says what it leaves out" $? "$(head -3 "$SCRATCH/out")"
[ ! -e "$SCRATCH/none" ]; verdict "and fetches nothing" $? "$(ls "$SCRATCH/none")"

# ---- the other choice of faces: the objects at hand, another table of files compiled in
mkdir "$SCRATCH/system" && cp -a "$BUILD"/. "$SCRATCH/system/" && rm -rf "$SCRATCH"/system/{check,san,clang,fuzz}
make -s B="$SCRATCH/system" FONTS=system all >"$SCRATCH/out" 2>&1; verdict "make FONTS=system" $? "$(tail -3 "$SCRATCH/out")"
faces=libexec/typesetter.so
[ "$(stat -c %s "$SCRATCH/system/$faces")" -lt "$(($(stat -c %s "$BUILD/$faces") - 1000000))" ]; verdict "it holds no faces" $? "$(ls -l "$SCRATCH/system/$faces")"
exits "it makes a PDF" 0 "$SCRATCH/system/designconv" -q -t pdf -o "$SCRATCH/system.pdf" "$SAMPLE"
pdffonts "$SCRATCH/system.pdf" 2>/dev/null | awk 'NR > 2 && !/yes yes yes/ { bad = 1 } END { exit bad || NR < 3 }'; verdict "with embedded faces" $? "$(pdffonts "$SCRATCH/system.pdf" | head -5)"

# ---- the other choice of libraries: the objects at hand, linked anew
mkdir "$SCRATCH/shared" && cp -a "$BUILD"/. "$SCRATCH/shared/" && rm -rf "$SCRATCH"/shared/{check,san,clang,fuzz,designconv,libexec/icudata.so}
make -s B="$SCRATCH/shared" SHARED=1 all >"$SCRATCH/out" 2>&1; verdict "make SHARED=1" $? "$(tail -3 "$SCRATCH/out")"
ldd "$SCRATCH/shared/designconv" | grep -q libxml2.so; verdict "it loads libxml2" $? "$(ldd "$SCRATCH/shared/designconv")"
for format in $(formats); do
	"$PROGRAM" -q -t "$format" -o "$SCRATCH/here" samples/everything.xml; "$SCRATCH/shared/designconv" -q -t "$format" -o "$SCRATCH/book.$format" samples/everything.xml
	same "with shared libraries it makes the same $format" "$SCRATCH/here" "$SCRATCH/book.$format"
done
if [ -e "$BUILD/libexec/icudata.so" ]; then # else both are shared
	printf '<p>%s</p>' 'สวัสดีครับยินดีต้อนรับสู่ประเทศไทย ﬁ ½ 👨‍👩‍👧 <a href="http://bücher.example/">क्षि</a>' >"$SCRATCH/data.html"
	for arguments in "-t text --columns 12" "-t markdown" "-t pdf"; do
		"$PROGRAM" -q -f html $arguments -o "$SCRATCH/here" "$SCRATCH/data.html"; "$SCRATCH/shared/designconv" -q -f html $arguments -o "$SCRATCH/there" "$SCRATCH/data.html"
		same "what needs ICU's data, $arguments" "$SCRATCH/here" "$SCRATCH/there"
	done
	[ "$("$PROGRAM" -q -f html -t text --columns 12 -o - "$SCRATCH/data.html" | grep -c 'ต้อนรับ\|ประเทศ')" = 2 ]; verdict "Thai is broken by its dictionary" $? "$("$PROGRAM" -q -f html -t text --columns 12 -o - "$SCRATCH/data.html")"
fi

# ---- install and uninstall
root=$SCRATCH/root
make -s install DESTDIR="$root" PREFIX=/opt/dc >"$SCRATCH/out" 2>&1; verdict "make install" $? "$(tail -3 "$SCRATCH/out")"
for file in bin/designconv libexec/designconv/{image,typesetter.so,zip.so} $([ ! -e "$BUILD/libexec/icudata.so" ] || echo libexec/designconv/icudata.so share/doc/designconv/libxml2-dev.copyright) share/man/man1/designconv.1 share/doc/designconv/{LICENSE,fonts-inter.copyright,fonts-sil-charis.copyright,fonts-jetbrains-mono.copyright}; do
	[ -s "$root/opt/dc/$file" ]; verdict "it installs $file" $? "missing"
done
outside=$(find "$root" -type f ! -path "$root/opt/dc/*"); [ -z "$outside" ]; verdict "nothing outside PREFIX" $? "$outside"
for format in $(formats); do
	(cd "$SCRATCH" && env -i HOME=/nonexistent PATH=/usr/bin:/bin "$root/opt/dc/bin/designconv" -q -t "$format" -o "book.$format" "$SAMPLE")
	verdict "installed, it makes $format" $? "exit $?"
	"$PROGRAM" -q -t "$format" -o "$SCRATCH/here" "$SAMPLE"; same "installed, it makes the same $format" "$SCRATCH/here" "$SCRATCH/book.$format"
done

# ---- the parts that are loaded late
ln -s "$root/opt/dc/bin/designconv" "$SCRATCH/link"
libexec=$root/opt/dc/libexec/designconv
for format in epub pdf; do
	"$PROGRAM" -q -t $format -o "$SCRATCH/here" "$SAMPLE"; "$SCRATCH/link" -q -t $format -o "$SCRATCH/book.$format" "$SAMPLE"
	same "called by a symbolic link, it makes the same $format" "$SCRATCH/here" "$SCRATCH/book.$format"
done
mv "$root/opt/dc" "$root/opt/moved" && mkdir "$SCRATCH/elsewhere" "$SCRATCH/elsewhere/libexec"
moved=$root/opt/moved/bin/designconv libexec=$root/opt/moved/libexec/designconv
exits "moved, it makes a PDF" 0 "$moved" -q -t pdf -o "$SCRATCH/book.pdf" "$SAMPLE"
cp "$libexec"/*.so "$SCRATCH/elsewhere" && cp "$libexec"/*.so "$SCRATCH/elsewhere/libexec"
lost() { # NAME MODULE ARGUMENT…: exit 1, the module is named, no file is left, whatever lies in the current folder
	local name=$1 module=$2
	shift 2
	rm -f "$SCRATCH/lost"
	(cd "$SCRATCH/elsewhere" && DESIGNCONV_LIBEXEC=$SCRATCH/elsewhere exits "$name" 1 "$moved" -q -o "$SCRATCH/lost" "$@" "$SAMPLE")
	grep -q "$module" "$SCRATCH/stderr"; verdict "$name: it says which" $? "$(cat "$SCRATCH/stderr")"
	[ ! -e "$SCRATCH/lost" ]; verdict "$name: no file" $? "$(ls -l "$SCRATCH/lost")"
}
if [ -e "$libexec/icudata.so" ]; then
	mv "$libexec/icudata.so" "$SCRATCH/"; exits "without ICU's data, it makes text" 0 "$moved" -q -f html -t text --columns 12 -o "$SCRATCH/there" "$SCRATCH/data.html"
	grep -q 'missing: libexec/designconv/icudata.so' "$SCRATCH/stderr"; verdict "and says what is missing" $? "$(cat "$SCRATCH/stderr")"
	mv "$SCRATCH/icudata.so" "$libexec/"
fi
mark=$(grep -aoE '[0-9]{6,10} [0-9]{6}' "$libexec/zip.so" | head -1) # what base/libexec.h calls so
sed -i "s/$mark/${mark//[0-9]/7}/" "$libexec/zip.so"; lost "a part of another build" "zip.so is of another build" -t epub --cover none
echo broken >"$libexec/zip.so"; lost "a broken part" zip.so -t epub --cover none
rm "$libexec"/*.so
lost "without its part for EPUB" libexec/designconv/zip.so -t epub --cover none
for arguments in "-t pdf" "-t epub" "-t epub --cover none --embed-fonts"; do
	lost "without the typesetter, $arguments" libexec/designconv/typesetter.so $arguments
done
exits "without both, it makes text" 0 "$moved" -q -t text -o "$SCRATCH/book.text" "$SAMPLE"
mv "$root/opt/moved" "$root/opt/dc"
{ # so many articles need Zip64
	echo '<rss version="2.0"><channel><title>T</title>'
	seq 65600 | sed 's|.*|<item><title>&</title><guid>g&</guid></item>|'
	echo '</channel></rss>'
} >"$SCRATCH/many.xml"
exits "a book of 65,600 articles" 0 "$PROGRAM" -q -t epub --cover none -o "$SCRATCH/many.epub" "$SCRATCH/many.xml"
unzip -tq "$SCRATCH/many.epub" >"$SCRATCH/out" 2>&1 && [ "$(unzip -l "$SCRATCH/many.epub" | grep -c 'EPUB/c-')" = 65600 ]
verdict "its Zip64 file is whole" $? "$(tail -2 "$SCRATCH/out")"
make -s uninstall DESTDIR="$root" PREFIX=/opt/dc >"$SCRATCH/out" 2>&1; verdict "make uninstall" $? "$(tail -3 "$SCRATCH/out")"
left=$(find "$root" ! -type d); [ -z "$left" ]; verdict "uninstall leaves no file" $? "$left"

# ---- the front door stays small
[ "$(grep -c . Makefile)" -le 120 ]; verdict "the Makefile is short" $? "$(grep -c . Makefile) lines"
