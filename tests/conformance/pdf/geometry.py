#!/usr/bin/python3
"""geometry.py [--measure LEFT,TEXT,WIDE] [--body TOP,BOTTOM] [--columns N,GAP] [--recto] FILE…: is every mark where a page's design puts it?

Lengths [pt], from the paper's lower left corner; the defaults are A4 in the default look: left edge 85, paragraphs 360
wide, code, tables, drawings, heads and contents 420, body from 767.4 down to 91.4. "PASS file", or "FAIL file" and below it one line a
rule broken: "  rule xCOUNT first place". Every page is looked at:
  zone       each mark lies in the body, the head's or the foot's zone, and is of the kind that belongs there
  overfull   no line is longer than its measure, but for punctuation that hangs over by half an em
  overlap    no two lines are printed over each other
  widow, orphan   a paragraph's or code block's part at a page's head or foot has two lines at least
  last       no heading stands last on its page, nor before a single line of what follows
  empty      no page is empty; an article's last page holds more than a line
  columns    of N columns: a line lies in one of them, or across all; then nothing of another block stands beside it.
             A column is what a page is to the rules above
  steady     running heads, folios, the text's left edge and first baseline are the same on all pages; the lines of a
             paragraph are equally far apart"""
import argparse
import collections
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pdffile

HEADS = ('H1', 'H2', 'H3', 'H4', 'H5', 'H6')
FREE = HEADS + ('Table', 'Figure', 'Formula', 'Code', 'TOCI')  # may be as wide as the wide measure
SLACK = 0.6


class Page:
    """A page's marks with the elements they belong to."""
    def __init__(self, f, number, element_of):
        self.number = number
        self.height = float(f.pdf.pages[number].MediaBox[3])
        self.turned = f.root.get('/ViewerPreferences', {}).get('/Direction') == '/R2L' # the text at the frame's right end
        self.marks = [(m, element_of.get((number, m.owner))) for m in f.pages[number].marks if not m.turned]
        self.body = [(m, e) for m, e in self.marks if e is not None and not within(e, 'Note')]
        self.notes = [(m, e) for m, e in self.marks if e is not None and within(e, 'Note')]
        self.running = [m for m, e in self.marks if m.artifact in ('Header', 'Footer')]


def within(e, *types):
    return e.type in types or any(a.type in types for a in e.ancestors())


def lines_of(marks):
    """Baselines, top down. What is raised or lowered (a note's number, a vowel's sign) belongs to the line that has most
    of the letters thereabouts."""
    weight = collections.Counter()
    size = max((m.size for m in marks if m.kind == 'text'), default=0)
    for m in marks:
        if m.kind == 'text' and m.text.strip():
            weight[round(m.y0, 2)] += len(m.text.strip()) * m.size
        elif m.kind == 'image':
            weight[round(m.y0, 2)] += 1
    out, group = [], []
    for y in sorted(weight, reverse=True) + [-1e9]:
        if group and group[-1] - y > size * 0.4:
            out.append(max(group, key=lambda g: weight[g]))
            group = []
        group.append(y)
    return out


def zone(p, design, say):
    left, text, wide, top, bottom = design
    right = left + wide
    for m, e in p.marks:
        what = 'page %d: %s %r at %.0f,%.0f to %.0f,%.0f' % (p.number + 1, m.kind, m.text[:30], m.x0, m.y0, m.ink if m.kind == 'text' else m.x1, m.y1)
        end = m.ink if m.kind == 'text' else m.x1
        low = m.y0 - m.size * 0.22 if m.kind == 'text' else m.y0
        if m.artifact in ('Header', 'Footer'):
            middle = (top, p.height) if m.artifact == 'Header' else (0, bottom)
            if not (middle[0] < m.y0 and m.y1 < middle[1]) or m.x0 < left - SLACK or end > right + SLACK:
                say('zone', what)
        elif m.x0 < left - 5.5 or end > right + 5.5 or m.y1 > top + 2 or low < bottom - 2:
            say('zone', what)


def overfull(p, design, say):
    left, text, wide, _, _ = design
    for m, e in p.body + p.notes:
        over = left + wide - text - m.x0 if p.turned else m.ink - left - text
        if m.kind == 'text' and not within(e, *FREE) and over > 0.5 * m.size + SLACK:
            say('overfull', 'page %d: %s %r is %.1f over' % (p.number + 1, e.type, m.text[-30:], over))


def overlap(p, say):
    """By boxes from baseline to half the size up, of letters: those of two lines never meet."""
    rows = sorted((m for m, e in p.marks if m.kind == 'text' and m.text.strip() and m.size > 0 and not m.invisible and not (e is not None and within(e, 'Formula'))),
                  key=lambda m: m.y0)
    for i, m in enumerate(rows):
        for other in rows[i + 1:]:
            if other.y0 > m.y0 + m.size * 0.5:
                break
            width = min(m.ink, other.ink) - max(m.x0, other.x0)
            height = min(m.y0 + m.size * 0.5, other.y0 + other.size * 0.5) - max(m.y0, other.y0)
            if width > 0.35 * min(m.size, other.size) and height > 0.15 * min(m.size, other.size):
                say('overlap', 'page %d: %r and %r at %.0f,%.0f' % (p.number + 1, m.text[:30], other.text[:30], m.x0, m.y0))


class Columns:
    """Of the text's measure, from the left; a single one unless --columns says otherwise."""
    def __init__(self, design, n=1, gap=0.0):
        self.n, self.gap = int(n), gap
        self.left, self.width = design[0], (design[1] - gap * (self.n - 1)) / self.n

    def of(self, x):
        return 0 if self.n == 1 else max(0, min(self.n - 1, int((x - self.left + self.gap / 2) / (self.width + self.gap))))

    def start(self, k):
        return self.left + k * (self.width + self.gap)

    def by_column(self, marks):
        """{column: marks}: a line is in the column in which it begins."""
        begins = {}
        for m in marks:
            begins[round(m.y0, 1)] = min(m.x0, begins.get(round(m.y0, 1), 1e9))
        out = collections.OrderedDict()
        for m in marks:
            out.setdefault(self.of(begins[round(m.y0, 1)]), []).append(m)
        return out


COLUMNS, RECTO = None, False


def parts(f, element):
    """{(page, column): marks} of an element, foot notes left out."""
    out = collections.OrderedDict()
    for owner, key in element.ordered():
        if not within(owner, 'Note'):
            for column, marks in COLUMNS.by_column(f._by_mcid.get(key, [])).items():
                out.setdefault((key[0], column), []).extend(marks)
    return out


def one_block(a, b):
    blocks = ('P', 'LI', 'Table', 'Code', 'Figure', 'Formula') + HEADS
    around = [e for e in (a,) + tuple(a.ancestors()) if e.type in blocks]
    return a is b or any(e is k for e in (b,) + tuple(b.ancestors()) for k in around)


def gutters(p, say):
    """Between two columns nothing stands but what goes across both."""
    lines = collections.OrderedDict()
    for m, e in p.body:
        if m.kind == 'text' and m.text.strip() and not within(e, 'TOC'):
            lines.setdefault((e, round(m.y0, 1)), []).append(m)
    for k in range(1, COLUMNS.n):
        end, begin = COLUMNS.start(k) - COLUMNS.gap, COLUMNS.start(k)
        for (e, y), marks in lines.items():
            for m in marks:
                # A mark of punctuation may hang over by half its size.
                if m.x0 >= begin - 0.5 * m.size - SLACK or m.ink <= end + 0.5 * m.size + SLACK:
                    continue
                beside = [o for (other, oy), others in lines.items() if abs(oy - y) < m.size * 0.4 and not one_block(e, other)
                          for o in others if o.x0 > m.ink or o.ink < m.x0]
                if beside:
                    say('columns', 'page %d: %r at %.0f,%.0f beside %r' % (p.number + 1, m.text[:30], m.x0, m.y0, beside[0].text[:30]))


def broken_blocks(f, say):
    for e in f.elements('P', 'Code'):
        if within(e, 'Note', 'Table', 'Figure') or (e.type == 'Code' and (e.parent.type != 'P' or e.parent.contents or len(e.parent.kids) > 1)) or any(k.type == 'Code' for k in e.kids if isinstance(k, pdffile.Element)) and e.type == 'P' and not e.contents:
            continue
        pages = parts(f, e)
        if len(pages) < 2:
            continue
        counts = [len(lines_of(marks)) for marks in pages.values()]
        n = list(pages)
        if counts[0] < 2:
            say('orphan', 'page %d: one line of %r' % (n[0][0] + 1, f.text(e)[:40]))
        if counts[-1] < 2:
            say('widow', 'page %d: one line of %r' % (n[-1][0] + 1, f.text(e)[-40:]))


def headings(f, pages, say):
    order = [(e, key) for e, key in f.tree.ordered() if not within(e, 'Note')]
    for i, (e, key) in enumerate(order):
        if e.type not in HEADS or (i + 1 < len(order) and within(order[i + 1][0], e.type) and order[i + 1][0].path().startswith(e.path())):
            continue
        section = next((a for a in e.ancestors() if a.type == 'Sect'), None)
        behind = [(o, k) for o, k in order[i + 1:i + 60] if section in tuple(o.ancestors()) and not within(o, *HEADS)]
        if not behind:
            continue
        column = max(COLUMNS.by_column(f._by_mcid.get(key, [])), default=0)
        spread = [(k[0], c, marks) for o, k in behind for c, marks in COLUMNS.by_column(f._by_mcid.get(k, [])).items()]
        here = [m for n, c, marks in spread if (n, c) == (key[0], column) for m in marks]
        later = any((n, c) > (key[0], column) for n, c, marks in spread)
        if next(((n, c) for n, c, marks in spread if (n, c) != (key[0], column)), (key[0] + 1, 0)) < (key[0], column):
            continue                                            # what goes across stands right below
        if not here and later:
            say('last', 'page %d: the heading %r' % (key[0] + 1, f.text(e)[:50]))
        elif later and len(lines_of(here)) < 2 and not any(m.kind == 'path' for m in here):
            say('last', 'page %d: the heading %r before a single line' % (key[0] + 1, f.text(e)[:50]))


def emptiness(f, pages, say):
    for p in pages:
        if not p.body and not p.notes and not (RECTO and not p.marks):
            say('empty', 'page %d' % (p.number + 1))
    for sect in f.elements('Sect'):
        held = parts(f, sect)
        last = list(held)[-1][0] if held else None
        held = {n: [m for key, marks in held.items() if key[0] == n for m in marks] for n, _ in held}
        if len(held) > 1 and len([1 for s in f.elements('Sect') if last in parts_pages(s)]) == 1:
            if len(lines_of(held[last])) < 2 and not any(m.kind != 'text' for m in held[last]):
                say('empty', 'page %d: one line of %r' % (last + 1, f.text(sect)[:40]))


def parts_pages(section):
    return {key[0] for key in section.all_contents()}


def steady(f, pages, design, mirror, say):
    seen = {}
    for p in pages:
        left = mirrored(f, p, design)[0] if mirror and p.number % 2 else design[0]
        for m in (m for m in p.running if m.kind == 'text'):
            base = seen.setdefault(m.artifact, (round(m.y0, 2), p.number))
            if round(m.y0, 2) != base[0]:
                say('steady', 'page %d: the %s at %.2f, on page %d at %.2f' % (p.number + 1, m.artifact, m.y0, base[1] + 1, base[0]))
        flat = [(m, e) for m, e in p.body if m.kind == 'text' and e.type == 'P' and e.parent.type == 'Sect' and m.text.strip()]
        for y in {round(m.y0, 1) for m, e in flat}:
            begin = min((m for m, e in p.body if m.kind == 'text' and round(m.y0, 1) == y), key=lambda m: m.x0)
            if begin.x0 < left - 0.6 * begin.size:
                say('steady', 'page %d: %r begins at %.1f' % (p.number + 1, begin.text[:30], begin.x0))
        tops = [m for m, e in p.body if m.kind == 'text' and m.text.strip()]
        if tops:
            top = max(tops, key=lambda m: m.y0)
            e = next(e for m, e in p.body if m is top)
            above = any(m.kind != 'text' and m.artifact not in ('Header', 'Footer') and m.y1 > top.y0 + 10 for m, _ in p.marks)
            if not above and e.type == 'P' and e.parent.type == 'Sect' and abs(top.size - 10) < 0.01 and parts_of_opener(f, e) < p.number:
                base = seen.setdefault('first line', (round(top.y0, 2), p.number))
                if abs(top.y0 - base[0]) > 0.05:
                    say('steady', 'page %d: the first line at %.2f, on page %d at %.2f' % (p.number + 1, top.y0, base[1] + 1, base[0]))
    for e in f.elements('P'):
        if within(e, 'Table', 'Note') or (e.kids and all(isinstance(k, pdffile.Element) and k.type == 'Code' for k in e.kids)) or \
                any(k.type in ('Figure', 'Formula') for k in e.walk()):
            continue
        for (n, _), marks in parts(f, e).items():
            if any(m.kind != 'text' or m.turned for m in marks) or not lines_of(marks):
                continue
            ys = lines_of(marks)
            steps = [a - b for a, b in zip(ys, ys[1:])]
            if steps and max(steps) - min(steps) > 0.05:
                say('steady', 'page %d: lines %s apart in %r' % (n + 1, ', '.join('%.2f' % s for s in steps[:6]), f.text(e)[:40]))


def parts_of_opener(f, e):
    section = next((a for a in e.ancestors() if a.type == 'Sect'), None)
    return min(key[0] for key in section.all_contents()) if section is not None else 0


def mirrored(f, p, design):
    return (float(f.pdf.pages[p.number].MediaBox[2]) - design[0] - design[2],) + design[1:]


def judge(path, design, mirror=False):
    faults = {}

    def say(rule, what):
        faults.setdefault(rule, []).append(what)
    f = pdffile.File(path)
    element_of = {key: e for e in f.elements() for key in e.contents}
    pages = [Page(f, n, element_of) for n in range(len(f.pages))]
    for p in pages:
        its = design
        if mirror and p.number % 2:
            its = mirrored(f, p, design)
        zone(p, its, say)
        overfull(p, its, say)
        overlap(p, say)
        gutters(p, say)
    broken_blocks(f, say)
    headings(f, pages, say)
    emptiness(f, pages, say)
    steady(f, pages, design, mirror, say)
    return faults, len(pages)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--measure', default='85,360,420')
    parser.add_argument('--body', default='767.4,91.4')
    parser.add_argument('--recto', action='store_true', help='articles start on right-hand pages: one before may be blank')
    parser.add_argument('--columns', default='1,0')
    parser.add_argument('--mirror', action='store_true', help='margins change sides on every second sheet side')
    parser.add_argument('files', nargs='+')
    args = parser.parse_args()
    design = tuple(float(v) for v in (args.measure + ',' + args.body).split(','))
    global COLUMNS, RECTO
    RECTO = args.recto
    COLUMNS = Columns(design, *(float(v) for v in args.columns.split(',')))
    passed = True
    for name in args.files:
        faults, n = judge(name, design, args.mirror)
        passed = passed and not faults
        print('%s %s (%d pages)' % ('FAIL' if faults else 'PASS', name, n))
        for rule, places in faults.items():
            print('  %s x%d %s' % (rule, len(places), '; '.join(places[:int(os.environ.get('PLACES', 1))])))
        sys.stdout.flush()
    sys.exit(0 if passed else 1)


if __name__ == '__main__':
    main()
