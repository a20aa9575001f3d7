#!/usr/bin/python3
"""renders.py PDF PAGES SCRATCH [OTHER]: do Ghostscript, mutool and poppler draw the same?

The first PAGES pages in grey at 72 dpi. Renderers differ in where they put an edge and in how dark they draw a thin
stroke, so squares of eight by eight pixels, overlapping by half their height, are compared by their mean, those that
differ once more with what stands at most two pixels away. A word, rule or picture that one of them lacks, or puts
elsewhere, shows in its squares. Prints what differs, or how far apart the most different squares are; exit status 0:
they agree. With OTHER, mutool is given that file instead: to see that a difference is found."""
import glob
import os
import subprocess
import sys

SQUARE, STEP, TOLERANCE = 8, 4, 40                          # [px], [px] from row to row, of 255


def read_pgm(path):
    data = open(path, 'rb').read()
    fields, at = [], 0
    while len(fields) < 4:
        if data[at:at + 1] == b'#':
            at = data.index(b'\n', at) + 1
            continue
        end = at
        while not data[end:end + 1].isspace():
            end += 1
        if end > at:
            fields.append(data[at:end])
        at = end + 1
    return int(fields[1]), int(fields[2]), data[at:]


def mean(image, x, y):
    width, height, pixels = image
    if x < 0 or y < 0 or x + SQUARE > width or y + SQUARE > height:
        return 255
    return sum(sum(pixels[(y + k) * width + x:(y + k) * width + x + SQUARE]) for k in range(SQUARE)) // (SQUARE * SQUARE)


def apart(one, other, x, y):
    """The least difference of a square with one of the other picture's, at most two pixels away, and back."""
    near = [(x * SQUARE + dx, y * STEP + dy) for dx in range(-2, 3) for dy in range(-2, 3)]
    here, there = mean(one, x * SQUARE, y * STEP), mean(other, x * SQUARE, y * STEP)
    return min(min(abs(here - mean(other, *p)) for p in near), min(abs(there - mean(one, *p)) for p in near))


def squares(image):
    width, height, pixels = image
    across, out = width // SQUARE, []
    for y in range((height - SQUARE) // STEP + 1):
        rows = [pixels[(y * STEP + k) * width:(y * STEP + k) * width + across * SQUARE] for k in range(SQUARE)]
        columns = [sum(c) for c in zip(*rows)]
        out.append([sum(columns[x * SQUARE:(x + 1) * SQUARE]) // (SQUARE * SQUARE) for x in range(across)])
    return out


def draw(pdf, pages, folder, other):
    commands = {
        'gs': ['gs', '-q', '-dNOPAUSE', '-dBATCH', '-dSAFER', '-sDEVICE=pgmraw', '-r72', '-dTextAlphaBits=4', '-dGraphicsAlphaBits=4',
               '-dLastPage=%d' % pages, '-dPDFSTOPONERROR', '-o', '{}-%04d.pgm', pdf],
        'mutool': ['mutool', 'draw', '-q', '-r', '72', '-c', 'gray', '-F', 'pgm', '-o', '{}-%04d.pgm', other, '1-%d' % pages],
        'poppler': ['pdftoppm', '-r', '72', '-gray', '-l', str(pages), pdf, '{}']}
    out = {}
    for name, command in commands.items():
        stem = os.path.join(folder, 'render-' + name)
        for old in glob.glob(stem + '*'):
            os.remove(old)
        done = subprocess.run([c.replace('{}', stem) for c in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            sys.exit('%s: %s' % (name, done.stdout.decode(errors='replace')[-300:]))
        out[name] = sorted(glob.glob(stem + '*'))
    return out


def main():
    pdf, pages, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    drawn = draw(pdf, pages, folder, sys.argv[4] if len(sys.argv) > 4 else pdf)
    counts = {name: len(files) for name, files in drawn.items()}
    if len(set(counts.values())) > 1 or not counts['gs']:
        sys.exit('pages: %s' % counts)
    worst, bad = 0, 0
    for n in range(counts['gs']):
        images = {name: read_pgm(files[n]) for name, files in drawn.items()}
        seen = {name: squares(image) for name, image in images.items()}
        base = seen.pop('mutool')
        for name, other in seen.items():
            for y, (a, b) in enumerate(zip(base, other)):
                for x, (one, two) in enumerate(zip(a, b)):
                    away = abs(one - two)
                    if away > TOLERANCE:
                        away = apart(images['mutool'], images[name], x, y)
                    worst = max(worst, away)
                    if away > TOLERANCE:
                        bad += 1
                        if bad <= 5:
                            print('page %d at %d,%d pt from the upper left: mutool %d, %s %d' % (n + 1, x * SQUARE, y * STEP, one, name, two))
    print('%d pages, squares at most %d of 255 apart' % (counts['gs'], worst))
    sys.exit(1 if bad else 0)


if __name__ == '__main__':
    main()
