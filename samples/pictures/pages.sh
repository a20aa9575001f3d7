#!/bin/bash
# pages.sh [PAGE…] - draws pages of the sample's PDF side by side into samples/pictures/pages.png, the
# README's picture. Needs poppler-utils and imagemagick.
cd "$(dirname "$0")/../.." || exit 2
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
build/designconv -q -t pdf -o "$scratch/book.pdf" samples/index.xml || exit 1
[ $# -gt 0 ] || set -- 2 4 22 25 32 67
n=0
for page; do
	n=$((n + 1))
	pdftoppm -r 160 -f "$page" -l "$page" -png "$scratch/book.pdf" "$scratch/$(printf %03d $n)"
done
montage "$scratch"/*.png -filter Lanczos -resize 440x -bordercolor '#c8c8c8' -border 1 -tile 3x -geometry +14+14 \
	-background white "$scratch/sheet.png"
convert "$scratch/sheet.png" +dither -colors 32 -strip -define png:compression-level=9 PNG8:samples/pictures/pages.png
