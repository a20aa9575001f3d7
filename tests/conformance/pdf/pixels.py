#!/usr/bin/python3
"""pixels.py FOLDER PDF PROGRAM SCRATCH: do the pictures in the PDF look like those in the files?

PDF is made of FOLDER/all.html. Each of its pictures, in order, is decoded by Pillow, as is the file it came from: what
PDF can hold as it is must be the same bytes, what was decoded the same pixels, what was written as JPEG anew nearly so.
Then a page is made of eight JPEGs, one an EXIF orientation, and one of damaged files: those give words, or what can be
saved of them. Prints a line a test, as tests/lib.sh has them."""
import io
import os
import random
import re
import struct
import subprocess
import sys
import zlib

import pikepdf
from PIL import Image, ImageChops, ImageDraw, ImageOps, ImageStat

folder, pdf, program, scratch = sys.argv[1:5]


def say(name, good, why=''):
    print('ok - ' + name if good else 'not ok - %s: %s' % (name, why))


def embedded(path):
    """(XObject, its picture on white), page by page."""
    book = pikepdf.open(path)
    for page in book.pages:
        names = re.findall(rb'/(\S+) Do', page.obj.Contents.read_bytes())
        for name in names:
            x = page.obj.Resources.XObject['/' + name.decode()]
            if x.Subtype == '/Form':
                yield x, drawn(x)
                continue
            if x.BitsPerComponent == 16:                    # which pikepdf leaves to its user: the upper bytes
                picture = Image.frombytes('RGB', (int(x.Width), int(x.Height)), x.read_bytes()[::2])
            else:
                picture = pikepdf.PdfImage(x).as_pil_image().convert('RGB')
            if '/SMask' in x:
                mask = pikepdf.PdfImage(x.SMask).as_pil_image().convert('L')
                white = Image.new('RGB', picture.size, 'white')
                white.paste(picture, mask=mask)
                picture = white
            yield x, picture


def drawn(form):
    """A form alone on a page of its own size, a pixel a unit."""
    width, height = int(form.BBox[2]), int(form.BBox[3])
    alone, stem = pikepdf.new(), os.path.join(scratch, 'form')
    page = alone.add_blank_page(page_size=(width, height))
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=alone.copy_foreign(form)))
    page.obj.Contents = alone.make_stream(b'%d 0 0 %d 0 0 cm /X Do' % (width, height))
    alone.save(stem + '.pdf')
    subprocess.run(['pdftoppm', '-r', '72', '-png', '-singlefile', stem + '.pdf', stem], check=True)
    return Image.open(stem + '.png').convert('RGB')


def source(path):
    picture = ImageOps.exif_transpose(Image.open(path))
    if picture.mode in ('I;16', 'I'):
        picture = picture.point(lambda v: v / 256).convert('L')
    rgba = picture.convert('RGBA')
    white = Image.new('RGB', rgba.size, 'white')
    white.paste(rgba, mask=rgba.split()[3])
    return white


def difference(a, b):
    """mean and largest difference of a sample, of 255"""
    if a.size != b.size:
        return 255, 255
    d = ImageChops.difference(a, b)
    return sum(ImageStat.Stat(d).mean) / 3, max(high for _, high in d.getextrema())


def make(html, name):
    page = os.path.join(scratch, name + '.html')
    open(page, 'w').write(html)
    out = os.path.join(scratch, name + '.pdf')
    done = subprocess.run([program, '-v', '-f', 'html', '-t', 'pdf', '-o', out, page], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
    return out, done.returncode, done.stdout.decode()


def check_page():
    found = list(embedded(pdf))
    names = re.findall(r'src="([^"]+)"', open(os.path.join(folder, 'all.html')).read())[:len(found)]
    for name, (x, picture) in zip(names, found):
        if name == 'drawing.svg':                           # a ground, half a circle's red on it, and a word
            spots = [picture.resize((300, 100)).getpixel(p) for p in ((280, 10), (50, 50), (150, 52))]
            good = x.Subtype == '/Form' and all(abs(a - b) < 6 for spot, want in zip(spots, ((238, 238, 255), (221, 145, 153))) for a, b in zip(spot, want))
            ink = min(picture.resize((300, 100)).crop((110, 35, 230, 65)).convert('L').getdata())
            say('drawing.svg is strokes and letters, and looks the same', good and ink < 120, '%s, darkest %d' % (spots, ink))
            continue
        if name.endswith('.svg'):                           # evil.svg is drawn once, at twice its own size, for the EPUB as well
            say('%s is drawn' % name, min(picture.size) >= 40, picture.size)
            continue
        data = open(os.path.join(folder, name), 'rb').read()
        if x.get('/Filter') == '/DCTDecode' and x.read_raw_bytes() == data:
            say('%s is there byte for byte' % name, True)
            continue
        again = x.get('/Filter') == '/DCTDecode'
        mean, most = difference(source(os.path.join(folder, name)), picture)
        say('%s looks the same' % name, mean < 9 if again else most <= 1, 'mean difference %.1f, largest %d' % (mean, most))


def check_orientations():
    base = Image.new('RGB', (96, 64), 'white')
    draw = ImageDraw.Draw(base)
    draw.rectangle((0, 0, 40, 20), fill='red')
    draw.rectangle((60, 40, 95, 63), fill='blue')
    wanted, html = [], ''
    for turn in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = turn
        name = 'turned-%d.jpg' % turn
        base.save(os.path.join(scratch, name), quality=95, exif=exif)
        wanted.append(source(os.path.join(scratch, name)))
        html += '<p><img src="%s" alt="turned by %d"></p>' % (name, turn)
    out, status, said = make(html, 'turned')
    found = [p for _, p in embedded(out)]
    for turn, (want, got) in enumerate(zip(wanted, found), 1):
        mean, _ = difference(want, got)
        say('EXIF orientation %d' % turn, mean < 6, 'mean difference %.1f, %s and %s' % (mean, want.size, got.size))
    say('eight orientations', len(found) == 8, len(found))


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def check_damage():
    """Sound headers, sound checksums, nothing behind them; and a JPEG that ends in the middle."""
    noise = Image.frombytes('RGB', (120, 90), random.Random(7).randbytes(120 * 90 * 3))
    jpeg = io.BytesIO()
    noise.save(jpeg, 'JPEG')
    jpeg = jpeg.getvalue()
    head = b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 60, 40, 8, 2, 0, 0, 0))
    files = {
        'short.png': head + chunk(b'IDAT', zlib.compress(b'\0' * 100)) + chunk(b'IEND', b''),
        'junk.png': head + chunk(b'IDAT', b'this is not deflated') + chunk(b'IEND', b''),
        'odd.png': b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 60, 40, 4, 2, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(b'\0' * 4000)) + chunk(b'IEND', b''),
        'half.jpg': jpeg[:len(jpeg) // 2],
        'hole.jpg': jpeg[:len(jpeg) // 2] + b'\xff\x00' * 40 + jpeg[len(jpeg) // 2 + 80:],
    }
    for name, data in files.items():
        open(os.path.join(scratch, name), 'wb').write(data)
    out, status, said = make(''.join('<p><img src="%s" alt="WORDSOF%s"></p>' % (n, n.split('.')[0].upper() + n[-3:].upper()) for n in files), 'damaged')
    text = subprocess.run(['pdftotext', out, '-'], stdout=subprocess.PIPE).stdout.decode()
    say('damaged pictures do not break the book', status == 0, said)
    for word in ('WORDSOFSHORTPNG', 'WORDSOFJUNKPNG', 'WORDSOFODDPNG'):
        say('words stand in a damaged picture\'s place: %s' % word, word in text, text)
        say('it says so: %s' % word, 'damaged' in said, said)
    saved = [x for x, _ in embedded(out)]
    say('what can be saved of a cut JPEG is a sound one', len(saved) == 2 and all(x.read_raw_bytes()[-2:] == b'\xff\xd9' for x in saved), len(saved))


check_page()
check_orientations()
check_damage()
