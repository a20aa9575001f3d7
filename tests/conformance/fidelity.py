#!/usr/bin/python3
"""fidelity.py FEED FORMAT FILE: is everything the feed says in the book, in order, and nothing else?

For each article: every word in order, every heading in order, every code line to the letter, every table cell, every
list item; and what stands around it (title, byline, address) is short, so that nothing of another article is there.
What is expected comes from truth.py, never from designconv. FORMAT is epub, markdown, text, pdf-poppler or pdf-mutool.
One line a format and property: ok, or not ok with the first differences."""
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import truth

AROUND = 60             # words that may stand before and behind a body: title, byline, date, address
OPF = '{http://www.idpf.org/2007/opf}'
XHTML = '{http://www.w3.org/1999/xhtml}'


def one_line(text):
    return ' '.join(truth.words(text))


# ---- formats with structure: blocks are compared with blocks --------------------------------------------------------

def epub_articles(path):
    """(title, blocks) of each document in the spine that has a heading."""
    book = zipfile.ZipFile(path)
    container = ET.fromstring(book.read('META-INF/container.xml'))
    opf_name = container.find('.//{*}rootfile').get('full-path')
    opf = ET.fromstring(book.read(opf_name))
    folder = os.path.dirname(opf_name)
    items = {i.get('id'): i for i in opf.iter(OPF + 'item')}
    for ref in opf.iter(OPF + 'itemref'):
        item = items[ref.get('idref')]
        if 'nav' in (item.get('properties') or '').split():
            continue
        page = book.read(os.path.normpath(os.path.join(folder, item.get('href'))))
        root = ET.fromstring(page.replace('\u200b'.encode(), b''))     # where an endless word may be broken
        for e in root.iter(XHTML + 'a'):                # "Larger": our own word under a drawing
            if re.search(r'-drawing-[0-9]+\.xhtml$', e.get('href') or ''):
                e.text = ''
        found = truth.blocks(root.find(XHTML + 'body'))
        heads = [b for b in found if b[0] == 'heading']
        yield (one_line(heads[0][1]) if heads else ''), found


def markdown_articles(path, titles):
    """cmark-gfm's reading, cut where a heading is the next article's title."""
    html = subprocess.run(['cmark-gfm', '--unsafe'] + [a for e in ('table', 'strikethrough', 'autolink', 'tasklist', 'footnotes')
                          for a in ('-e', e)], input=open(path, 'rb').read(), stdout=subprocess.PIPE, check=True).stdout.decode()
    current, found, due = [], [], 0
    for block in truth.body_blocks(html):
        if block[0] == 'heading' and due < len(titles) and one_line(block[1]) == titles[due]:
            current = []
            found.append((titles[due], current))
            due += 1
        current.append(block)
    return found


def first_difference(want, got):
    for i, (a, b) in enumerate(zip(want, got)):
        if a != b:
            return 'number %d is %r, not %r' % (i + 1, b, a)
    return '%d, not %d; first too many or missing: %r' % (len(got), len(want), (got + want)[min(len(got), len(want))] if len(got) < len(want) else got[len(want)])


def contains_run(whole, part):
    """Where `part` stands in `whole` in one piece, or -1."""
    if not part:
        return 0
    for i in range(len(whole) - len(part) + 1):
        if whole[i] == part[0] and whole[i:i + len(part)] == part:
            return i
    return -1


def with_drawings(article, got):
    """Where a code block came out as a drawing, both sides without their strokes."""
    drawn = [b[2] == 'drawn' for b in got if b[0] == 'code']
    if not any(drawn) or len(drawn) != len(article.of('code')):
        return article, got

    def bare(blocks):
        marks = iter(drawn)
        return [('code', '\n'.join(truth.undrawn(b[1])), None) if b[0] == 'code' and next(marks) else b for b in blocks]

    return truth.Article(article.title, article.url, bare(article.blocks)), bare(got)


def compare_structured(expected, found, report):
    found = list(found)
    at = 0
    for article in expected:
        start = at
        while at < len(found) and found[at][0] != article.title:
            at += 1
        if at == len(found):
            report('articles', '%s: not found' % article.title)
            at = start
            continue
        got = found[at][1]
        at += 1
        article, got = with_drawings(article, got)
        for kind, trim in (('heading', one_line), ('item', one_line), ('cell', one_line), ('code', truth.code_lines)):
            want_texts = [trim(b[1]) for b in article.of(kind)]
            got_texts = [trim(b[1]) for b in got if b[0] == kind]
            if kind == 'heading':
                got_texts = got_texts[1:]               # the title
            if want_texts != got_texts:
                report(kind, '%s: %s' % (article.title, first_difference(want_texts, got_texts)))
        want, words = article.words(), [w for b in got for w in truth.words(b[1])]
        run = contains_run(words, want)
        if run < 0:
            k = contains_run(words, want[:8])
            report('words', '%s: %s' % (article.title, first_difference(want, words[max(k, 0):])))
        elif run > AROUND or len(words) - len(want) - run > AROUND:
            report('alone', '%s: %d words before it, %d behind' % (article.title, run, len(words) - len(want) - run))


# ---- formats that are lines: a stream of words is walked along ------------------------------------------------------

BULLET = re.compile(r'^([-*+•◦‣▪▫·–—○●□☐☑✓■]|\(?([0-9]+|[a-z]|[ivxlc]+)[.)])$', re.I)
DRAWN = re.compile(r'^[-=_~*#+|│─┌┐└┘├┤┬┴┼━┃═║╔╗╚╝╠╣╦╩╬╌╴╶╭╮╯╰>▏▎]+$')


def stream(text):
    """(word, first of its line, last of its line, line number)"""
    out = []
    for number, line in enumerate(text.split('\n')):
        row = truth.words(line)
        out += [(w, i == 0, i == len(row) - 1, number) for i, w in enumerate(row)]
    return out


class Walk:
    """Follows the expected words through a stream that may hold list marks, drawn lines and (in `furniture`) whole
    lines of page furniture, and may break long words at line ends, with a hyphen or without."""
    def __init__(self, words, furniture=()):
        self.words, self.at, self.furniture = words, 0, furniture

    def skip(self):
        while self.at < len(self.words):
            word, first, _, line = self.words[self.at]
            if line in self.furniture or DRAWN.match(word) or BULLET.match(word):
                self.at += 1
            else:
                return

    def take(self, want):
        """Steps over one expected word; False leaves the place as it was. What may be skipped is skipped word by
        word: "5." at a page's head looks like a list's mark and is the heading's number all the same."""
        begin = self.at
        while self.at < len(self.words):
            place = self.at
            if self.match(want):
                return True
            word, _, _, line = self.words[place]
            self.at = place + 1
            if line in self.furniture:
                while self.at < len(self.words) and self.words[self.at][3] in self.furniture:
                    self.at += 1
            elif not (DRAWN.match(word) or BULLET.match(word)):
                break
        self.at = begin
        return False

    def match(self, want):
        if self.at >= len(self.words):
            return False
        word, _, last, _ = self.words[self.at]
        self.at += 1
        if word == want:
            return True
        while last and len(word) <= len(want) + 1 and self.at < len(self.words):
            stem = word if want.startswith(word) else word[:-1] if word[-1:] in '-\u00ad\u2010' and want.startswith(word[:-1]) else None
            if stem is None:
                return False
            while self.at < len(self.words) and self.words[self.at][3] in self.furniture:
                self.at += 1
            if self.at >= len(self.words):
                return False
            word, last = stem + self.words[self.at][0], self.words[self.at][2]
            self.at += 1
            if word == want:
                return True
        return False

    def find(self, wants, limit):
        """Moves to where all of `wants` stand one behind the other, at most `limit` words on."""
        begin = self.at
        for self.at in range(begin, min(len(self.words), begin + limit)):
            place = self.at
            if all(self.take(w) for w in wants):
                self.at = place
                return True
        self.at = begin
        return False


def by_row(article):
    """The blocks with the cells of one table row put together: side by side on paper, their words interleave. A row
    is ('row', its words, its cells' words)."""
    out, number = [], None
    for kind, text, extra in article.blocks:
        if kind == 'cell':
            if not (out and out[-1][0] == 'row' and number == extra):
                out.append(('row', [], []))
            number = extra
            out[-1][1].extend(truth.words(text))
            out[-1][2].append(truth.words(text))
        else:
            out.append((kind, text if kind == 'code' else truth.words(text), extra))
    return out


def take_record(walk, labels, cells):
    """A row set as a record: behind each cell's label and a colon its words, in order, none missing; an empty cell
    may be left out with its label."""
    begin = walk.at
    for label, cell in zip(labels, cells):
        wants = label[:-1] + [w + ':' for w in label[-1:]] + cell
        if cell and not all(walk.take(w) for w in wants):
            walk.at = begin
            return False
    return len(labels) == len(cells)


def is_record(walk, labels, cells):
    begin = walk.at
    there = take_record(walk, labels, cells)
    walk.at = begin
    return there


def take_row(walk, want):
    """The words of a row in any order, none missing; words broken at line ends are put together where needed."""
    begin, left = walk.at, list(want)
    while left:
        if walk.at >= len(walk.words):
            walk.at = begin
            return False
        word, _, _, line = walk.words[walk.at]
        walk.at += 1
        if word in left:
            left.remove(word)
        elif line in walk.furniture or DRAWN.match(word) or BULLET.match(word):
            continue
        else:
            parts = [w for w in left if w.startswith(word) or w.endswith(word) or word in w]
            if not parts:
                walk.at = begin
                return False
            rest = parts[0].replace(word, '', 1)
            left.remove(parts[0])
            if rest:
                left.append(rest)
    return True


def skip_head(walk, head):
    """Over a table's head row that comes again at a page's top; False: there is none."""
    while walk.at < len(walk.words) and walk.words[walk.at][3] in walk.furniture:
        walk.at += 1
    return take_row(walk, head)


def compare_stream(expected, text, report, furniture=(), code='lines'):
    lines = text.split('\n')
    walk = Walk(stream(text), furniture)
    for article in expected:
        body = by_row(article)
        opening = truth.words(article.title) + (list(body[0][1])[:4] if body and body[0][0] != 'code' else [])
        begin = walk.at
        title = truth.words(article.title)
        first = next((b[1] for b in body if b[0] not in ('code', 'row')), [])[:6]
        # the title, and within AROUND words the body's first words; contents pages lack the second
        while walk.find(title, len(walk.words)):
            place = walk.at
            for w in title:
                walk.take(w)
            if not first or walk.find(first, AROUND):
                break
            walk.at = place + 1
        else:
            report('articles', '%s: not found' % article.title)
            walk.at = begin
            continue
        if begin and walk.at - begin > 2 * AROUND and article is not expected[0]:
            report('alone', '%s: %d words between it and the article before' % (article.title, walk.at - begin))
        head = labels = None
        for n, (kind, content, cells) in enumerate(body):
            if kind != 'row':
                head = labels = None
            if kind == 'row':
                if labels:
                    if not take_record(walk, labels, cells):
                        report('cell', '%s: record %r: the text has %r' % (article.title, ' '.join(content)[:80], context(walk)))
                        resync(walk, content)
                    continue
                if not head and n + 1 < len(body) and body[n + 1][0] == 'row' and is_record(walk, cells, body[n + 1][2]):
                    labels = cells                      # the head row's words stand before every value
                    continue
                head = head or content
                if not take_row(walk, content) and not (skip_head(walk, head) and take_row(walk, content)):
                    report('cell', '%s: row %r: the text has %r' % (article.title, ' '.join(content)[:80], context(walk)))
                    resync(walk, content)
                continue
            if kind == 'code':
                take_code(walk, lines, content, article, report, code)
                continue
            for i, word in enumerate(content):
                if not walk.take(word):
                    report({'heading': 'heading', 'item': 'item'}.get(kind, 'words'),
                           '%s: %r expected, the text has %r' % (article.title, ' '.join(content[i:i + 5]), context(walk)))
                    resync(walk, content[i + 1:])
                    break


def context(walk):
    return ' '.join(w[0] for w in walk.words[walk.at:walk.at + 8])


def resync(walk, rest):
    """After a difference: on behind the rest of the block where that can be found."""
    tail = rest[-3:]
    if tail and walk.find(tail, 400):
        for w in tail:
            walk.take(w)


def take_code(walk, lines, content, article, report, code):
    want = truth.code_lines(content)
    walk_words = [w for line in want for w in line.split()]
    if not walk_words:
        return
    if code == 'lines':                                  # verbatim: the same lines, all indented alike
        start = walk.at
        while start < len(walk.words) and DRAWN.match(walk.words[start][0]) and not walk_words[0] == walk.words[start][0]:
            start += 1
        number = walk.words[start][3] if start < len(walk.words) else len(lines)
        blank = next(i for i, w in enumerate(want) if w)
        indent = len(lines[number]) - len(lines[number].lstrip()) - (len(want[blank]) - len(want[blank].lstrip())) if number < len(lines) else 0
        for i, line in enumerate(want[blank:]):
            have = lines[number + i].rstrip() if number + i < len(lines) else ''
            if have != (' ' * indent + line if line else ''):
                report('code', '%s: line %r is %r' % (article.title, line, have))
                break
        last = number + len(want) - blank - 1
        while walk.at < len(walk.words) and walk.words[walk.at][3] <= last:
            walk.at += 1
        return
    # on paper: the same characters, line after line; a wrapped line goes on in the next
    for line in want:
        left = ''.join(line.split())
        place = walk.at
        while left:
            if walk.at >= len(walk.words):
                break
            word, _, _, number = walk.words[walk.at]
            if number in walk.furniture:
                walk.at += 1
            elif left.startswith(word):
                left = left[len(word):]
                walk.at += 1
            else:
                break
        if left:
            report('code', '%s: line %r: at %r the text has %r' % (article.title, line, left[:30], context(walk)))
            walk.at = place
            resync(walk, walk_words)
            return


# ---- PDF ------------------------------------------------------------------------------------------------------------

def pdf_text(path, tool):
    if tool == 'poppler':
        command = ['pdftotext', '-raw', '-enc', 'UTF-8', path, '-']
    else:
        command = ['mutool', 'draw', '-q', '-F', 'txt', '-o', '-', path]
    text = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode('utf-8', 'replace')
    return ''.join(unicodedata.normalize('NFKC', c) if '\ufb00' <= c <= '\ufb06' else c for c in text)


def furniture_lines(text, titles):
    """The numbers of the lines that are page furniture: in the first three and last three of a page, those that are
    a page number, or a running head that holds a title of the book with a number."""
    out, number = set(), 0
    for page in text.split('\f'):
        lines = page.split('\n')
        filled = [i for i, line in enumerate(lines) if line.strip()]
        for i in set(filled[:3] + filled[-3:]):
            line = one_line(lines[i])
            bare = re.sub(r'^[0-9]+( / [0-9]+)? | ?[0-9ivxlc]+$', '', line).strip()
            if re.fullmatch(r'[0-9ivxlc]+', line) or (bare in titles and re.search(r'[0-9]', line)):
                out.add(number + i)
        number += len(lines) - 1
    return out


def main():
    feed, form, path = sys.argv[1:4]
    expected = truth.read(feed)
    titles = [a.title for a in expected]
    faults = {}

    def report(kind, what):
        faults.setdefault(kind, []).append(what)

    if form == 'epub':
        compare_structured(expected, epub_articles(path), report)
    elif form == 'markdown':
        compare_structured(expected, markdown_articles(path, titles), report)
    elif form == 'text':
        compare_stream(expected, open(path, encoding='utf-8').read(), report)
    else:
        text = pdf_text(path, form.rpartition('-')[2])
        furniture = furniture_lines(text, set(titles))
        compare_stream(expected, text.replace('\f', ''), report, furniture, code='characters')
    kinds = ['articles', 'words', 'heading', 'code', 'cell', 'item', 'alone']
    for kind in kinds:
        wrong = faults.get(kind, [])
        name = '%s %s' % (form, kind)
        print('ok - ' + name if not wrong else 'not ok - %s: %d, first: %s' % (name, len(wrong), wrong[0][:300]))
        for line in wrong[1:6]:
            print('   ', line[:300])
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
