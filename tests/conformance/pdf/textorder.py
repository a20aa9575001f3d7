#!/usr/bin/python3
"""textorder.py page HTML PDF: do the letters that pdftotext reads from the PDF's body come in the page's own order?
textorder.py code FEED PDF:  does every block of code, read through the structure tree, give the source's characters,
indentation included, and does each of its lines begin a line on paper?

Letters and marks are compared (NFKC; a list's numbers are not in its source), so that hyphens at line ends, which are marked as soft and which pdftotext
joins, show when they are not. What is expected comes from html5lib. Prints "ok", or where the two part."""
import os
import re
import subprocess
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]


def letters(text):
    return ''.join(c for c in unicodedata.normalize('NFKC', text) if unicodedata.category(c)[0] in 'LM')


def first_difference(want, got):
    at = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
    return 'letter %d of %d: …%s, not …%s' % (at, len(want), got[max(0, at - 8):at + 20], want[max(0, at - 8):at + 20])


def body_text(path, rtl):
    """Between the running head and the folio, for A4 in the default look [pt at 72 dpi]. In the order of the file; text
    from the right pdftotext turns round only where it orders it itself."""
    return subprocess.run(['pdftotext', '-enc', 'UTF-8', '-nopgbrk'] + ([] if rtl else ['-raw']) + ['-x', '0', '-y', '70', '-W', '595', '-H', '690', path, '-'],
                          stdout=subprocess.PIPE, check=True).stdout.decode()


def page(source, pdf):
    import truth
    html = open(source, encoding='utf-8').read()
    title = letters(re.search(r'(?is)<title>(.*?)</title>', html).group(1))
    rtl = 'dir="rtl"' in html[:400]
    html = re.sub(r'(?is)^.*?<body[^>]*>|</body>.*$', '', html)
    want = letters(' '.join(b[1] for b in truth.body_blocks(html)))
    got = letters(body_text(pdf, rtl))
    got = got[len(title):] if got.startswith(title) else got
    if len(want) < 1000:
        return 'only %d letters in %s' % (len(want), source)
    return None if want == got else first_difference(want, got)


def code(feed, pdf):
    import pdffile
    import truth
    f = pdffile.File(pdf)
    found = []                                              # (text, offsets where a line begins)
    for e in f.elements('Code', 'Figure'):
        marks = f.marks_of(e)
        if not marks or any(m.kind == 'image' for _, m in marks):
            continue
        text, starts, last = '', set(), None
        for n, m in marks:
            if m.kind != 'text':
                continue
            if last != (n, round(m.y0, 1)):
                starts.add(len(text))
            last = (n, round(m.y0, 1))
            text += m.text
        found.append((text, starts))
    at, n = 0, 0
    for article in truth.read(feed):
        for block in article.of('code'):
            lines = [line.rstrip() for line in truth.code_lines(block[1])]
            while lines and not lines[-1]:
                lines.pop()
            want, begins = '', set()
            for line in lines:
                if line:
                    begins.add(len(want))
                want += line
            k = next((i for i in range(at, len(found)) if same(found[i][0], lines)), None)
            if k is None:
                near = found[at][0] if at < len(found) else ''
                return '%s: %r is not there; next is %r' % (article.title, want[:60], near[:60])
            at = k + 1
            n += 1
            text, starts = found[k]
            if text == want and begins - starts:
                return '%s: %r: a line begins within a line' % (article.title, want[:60])
    return None if n else 'no code was looked at'


def same(text, lines):
    """The lines one behind the other, but for blanks at their ends."""
    place = 0
    for line in lines:
        if not text.startswith(line, place):
            rest = re.compile(r'[ \t]*').match(text, place).end()
            if not text.startswith(line, rest):
                return False
            place = rest
        place += len(line)
    return not text[place:].strip()


if __name__ == '__main__':
    wrong = {'page': page, 'code': code}[sys.argv[1]](sys.argv[2], sys.argv[3])
    print(wrong or 'ok')
    sys.exit(1 if wrong else 0)
