#!/usr/bin/python3
"""beyond.py FILE… ("-": names on standard input): what PDF/UA and PDF/A ask for and veraPDF does not see.

BEYOND_EXPECTS names files, one a line, whose source has U+FFFD itself.
"PASS file", or "FAIL file" and under it one line a fault: "  code xCOUNT first place". Exit status 0: all passed.
veraPDF knows every clause that a machine can check and lets pass: an Alt of one blank, Info that says another title
than XMP, a link to nowhere, an MCID that the page lacks, an element among its own kids, text off the page, U+FFFD in
ToUnicode, bytes in XMP that are no UTF-8, a missing outline. Each rule below is one function; its name is the code."""
import os
import re
import sys
import traceback
import unicodedata
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pikepdf
import lineorder
import pdffile

RDF, DC, PDF, XMP = ('{http://www.w3.org/1999/02/22-rdf-syntax-ns#}', '{http://purl.org/dc/elements/1.1/}',
                     '{http://ns.adobe.com/pdf/1.3/}', '{http://ns.adobe.com/xap/1.0/}')
HEADS = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6']
WRAPPERS = {'Document', 'Sect', 'Div', 'Part', 'Art', 'Root', 'Table', 'TR', 'THead', 'TBody', 'TFoot', 'L', 'TOC'}
INLINE = {'Span', 'Quote', 'Reference', 'Code', 'Link'}
LANGUAGE = re.compile(r'[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z')
SAID = re.compile(r'[^\W_]')                            # a letter or a figure


def is_words(text):
    return bool(text) and bool(re.search(r'\S', text)) and '\ufffd' not in text


# ---- the structure tree ---------------------------------------------------------------------------------------------

def tree(f, say):
    for fault in f.faults:
        say(fault)
    top = [e for e in f.tree.kids if isinstance(e, pdffile.Element)]
    if len(top) != 1 or top[0].type != 'Document':
        say('the tree does not begin with one Document')


def parents(f, say):
    """Keys of the parent tree rise, and its leaves say their first and last: else readers that search find nothing."""
    def walk(node):
        keys = [int(k) for k in list(node.get('/Nums', []))[::2]]
        for kid in node.get('/Kids', []):
            keys += walk(kid)
        if '/Limits' in node and keys and [int(k) for k in node.Limits] != [min(keys), max(keys)]:
            say('a leaf from %d to %d says %s' % (min(keys), max(keys), [int(k) for k in node.Limits]))
        return keys
    keys = walk(f.root.StructTreeRoot.ParentTree) if '/ParentTree' in f.root.StructTreeRoot else []
    for a, b in zip(keys, keys[1:]):
        if a >= b:
            say('key %d comes behind %d' % (b, a))


def painted(f, say):
    for n, page in enumerate(f.pages):
        for fault in page.faults:
            say('page %d: %s' % (n + 1, fault))


def in_order(tree, say):
    """A number tree's keys rise, and each leaf says which it has: readers look by halves."""
    keys = [int(k) for k, _ in pdffile.rows(tree)]
    if keys != sorted(set(keys)):
        say('keys of the parent tree do not rise')
    for leaf in tree.get('/Kids', []):
        nums = leaf.get('/Nums')
        if nums is not None and [int(v) for v in leaf.Limits] != [int(nums[0]), int(nums[len(nums) - 2])]:
            say('a leaf of the parent tree says %s' % [int(v) for v in leaf.Limits])


def contents(f, say):
    """Every MCID is one element's, and the parent tree says the same."""
    claimed = {}
    for e in f.elements():
        for key in e.contents:
            if key in claimed:
                say('page %d: MCID %d of two elements' % (key[0] + 1, key[1]))
            claimed[key] = e
    on_pages = {(n, mcid) for n, page in enumerate(f.pages) for mcid in page.mcids}
    for n, mcid in sorted(set(claimed) - on_pages):
        say('page %d lacks MCID %d of a %s' % (n + 1, mcid, claimed[n, mcid].type))
    for n, mcid in sorted(on_pages - set(claimed)):
        say('page %d: MCID %d is in no element' % (n + 1, mcid))
    if '/ParentTree' in f.root.StructTreeRoot:
        in_order(f.root.StructTreeRoot.ParentTree, say)
    parents = dict(pdffile.rows(f.root.StructTreeRoot.ParentTree)) if '/ParentTree' in f.root.StructTreeRoot else {}
    for n, page in enumerate(f.pdf.pages):
        row = parents.get(page.obj.get('/StructParents', -1))
        for mcid in f.pages[n].mcids:
            mine = claimed.get((n, mcid))
            entry = row[mcid] if row is not None and mcid < len(row) else None
            if mine is not None and (entry is None or not isinstance(entry, pikepdf.Dictionary) or entry.objgen != mine.obj.objgen):
                say('page %d: the parent tree gives MCID %d to another element' % (n + 1, mcid))
    for e in f.elements():
        for _, link in e.links:
            entry = parents.get(link.get('/StructParent', -1))
            if entry is None or entry.objgen != e.obj.objgen:
                say('the parent tree gives a link to another element')


def reading_order(f, say):
    """On a page, the tree comes by what is painted in the order it is painted; foot notes come where they are met, and
    the cells of a row are painted line by line."""
    last = {}
    for e, (n, mcid) in f.tree.ordered():
        if any(a.type in ('Note', 'TR') for a in (e, *e.ancestors())):
            continue
        if mcid < last.get(n, -1):
            say('page %d: MCID %d of a %s is read after %d' % (n + 1, mcid, e.type, last[n]))
        last[n] = max(mcid, last.get(n, -1))


def nothing_empty(f, say):
    for e in f.elements('P', 'Caption', 'Code', 'Link', 'Lbl', 'Reference', 'Note', *HEADS):
        if not e.all_contents():
            say('%s holds nothing' % e.path())
    for e in f.elements('P', 'Link', *HEADS):
        marks = list(f.marks_of(e))
        if marks and all(m.kind == 'text' for _, m in marks) and not re.search(r'\S', ''.join(m.text for _, m in marks)) and \
                not any(k.type in ('Figure', 'Formula') for k in e.walk()):
            say('%s is blank' % e.path())


def alternatives(f, say):
    for e in f.elements('Figure', 'Formula'):
        alt = pdffile.text_of(e.get('/Alt'))
        if not is_words(alt) or not SAID.search(alt):
            say('%s with Alt %r' % (e.type, alt))
        elif re.search('[\u2500-\u259f]{2}', alt):
            say('lines spoken aloud: %r' % alt[:60])


def boxes(f, say):
    """What stands on one page says where: a box that holds its own marks (those of elements in it aside)."""
    for e in f.elements('Figure', 'Formula'):
        box, own = e.attribute('/BBox'), [(n, m) for n, m in f.marks_of(e)] if e.contents else []
        if len({n for n, m in own}) != 1:
            continue
        if box is None:
            say('%s without a BBox' % e.path())
            continue
        x0, y0, x1, y1 = (float(v) for v in box)
        if x1 < x0 or y1 < y0:
            say('%s of %g by %g' % (e.type, x1 - x0, y1 - y0))
        inner = {key for k in e.kids if isinstance(k, pdffile.Element) for key in k.all_contents()}
        for n, m in own:
            across, up = ((m.x0 + m.ink) / 2 if m.kind == 'text' else (m.x0 + m.x1) / 2), (m.y0 + m.y1) / 2
            if (n, m.owner) not in inner and not m.invisible and not (x0 - 2 < across < x1 + 2 and y0 - 2 < up < y1 + 2):
                say('%s at %.0f,%.0f outside its BBox' % (m.kind, across, up))
                break


def headings(f, say):
    last = 0
    for e in f.elements(*HEADS):
        level = int(e.type[1])
        if level > last + 1:
            say('%s after H%d: %s' % (e.type, last, f.text(e)[:40]))
        if not is_words(f.text(e)):
            say('%s without words' % e.type)
        if any(a.type in ('P', 'Code', 'Lbl', 'Note') + tuple(HEADS) for a in e.ancestors()):
            say('a heading in %s' % e.path())
        last = level
    if f.elements(*HEADS) and not f.elements('H1'):
        say('no H1')


def lists(f, say):
    for e in f.elements('L'):
        kids = [k.type for k in e.kids if isinstance(k, pdffile.Element)]
        if not kids or set(kids) - {'LI', 'Caption', 'L'}:
            say('L of %s' % ' '.join(sorted(set(kids))))
        if e.attribute('/ListNumbering') is None:
            say('L without ListNumbering')
        if e.contents:
            say('L with content of its own')
    for e in f.elements('LI'):
        kids = [k.type for k in e.kids if isinstance(k, pdffile.Element)]
        if e.parent.type != 'L' or set(kids) - {'Lbl', 'LBody'} or kids.count('Lbl') > 1 or \
                'LBody' not in kids or kids[1:].count('Lbl') or e.contents: # a term may have several descriptions
            say('LI in %s of %s' % (e.parent.type, ' '.join(kids)))
        numbering = e.parent.attribute('/ListNumbering')
        if numbering is not None and numbering not in ('/None', '/Disc') and kids[:1] != ['Lbl']:
            say('an item of a numbered list without Lbl')
    for e in f.elements('LBody'):
        if e.parent.type != 'LI':
            say('LBody in %s' % e.parent.type)
    for e in f.elements('Lbl'):
        if e.parent.type not in ('LI', 'Note', 'P', 'TOCI') and not any(a.type in ('Note', 'LI') for a in e.ancestors()):
            say('Lbl in %s' % e.path())


def tables(f, say):
    for table in f.elements('Table'):
        widths, open_spans = [], []
        for row in (e for e in table.walk() if e.type == 'TR'):
            cells = [k for k in row.kids if isinstance(k, pdffile.Element)]
            if any(c.type not in ('TH', 'TD') for c in cells):
                say('TR of %s' % ' '.join(c.type for c in cells))
            width = sum(left for left, _ in open_spans)
            spans = []
            for c in cells:
                across, down = int(c.attribute('/ColSpan') or 1), int(c.attribute('/RowSpan') or 1)
                width += across
                spans.append((across, down))
                if c.type == 'TH' and c.attribute('/Scope') is None:
                    say('TH without Scope')
            open_spans = [(a, d - 1) for a, d in open_spans + spans if d > 1]
            widths.append(width)
        if not widths or len(set(widths)) > 1:
            say('rows of %s cells' % sorted(set(widths)))
        if open_spans:
            say('a cell reaches below the last row')
    for e in f.elements('TR'):
        if e.parent.type not in ('Table', 'THead', 'TBody', 'TFoot'):
            say('TR in %s' % e.parent.type)


def links(f, say):
    for e in f.elements('Link'):
        if not e.links:
            say('Link without an annotation: %s' % f.text(e)[:40])
        for n, a in e.links:
            if not is_words(pdffile.text_of(a.get('/Contents'))):
                say('Contents %r' % pdffile.text_of(a.get('/Contents')))
            box = [float(v) for v in a.Rect]
            near = [m for k, m in f.marks_of(e) if k == n]
            if near and not any(m.x0 < box[2] and m.x1 > box[0] and m.y0 - m.size * 0.3 <= box[3] and m.y1 >= box[1] for m in near):
                say('a link is not where its words are')
    tagged = {a.objgen for e in f.elements() for _, a in e.links}
    for n, page in enumerate(f.pdf.pages):
        for a in page.obj.get('/Annots', []):
            if a.objgen not in tagged:
                say('page %d: an annotation outside of the tree' % (n + 1))


def notes(f, say):
    ids = [str(e.get('/ID')) for e in f.elements('Note')]
    if len(ids) != len(set(ids)) or 'None' in ids:
        say('Notes without an ID of their own')
    for e in f.elements('Note'):
        if not any(k.type == 'Lbl' for k in e.walk()):
            say('Note without Lbl')


def inline_inside(f, say):
    """ISO 32000-1 14.8.4.4: what is inline stands in something that is a block."""
    for e in f.elements(*INLINE):
        if all(a.type in WRAPPERS or a.type in INLINE for a in e.ancestors()):
            say('%s: %s' % (e.path(), f.text(e)[:40]))


def languages(f, say):
    whole = pdffile.text_of(f.root.get('/Lang'))
    if not LANGUAGE.match(whole):
        say('Lang %r of the document' % whole)
    for e in f.elements():
        if e.get('/Lang') is not None and not LANGUAGE.match(str(e.get('/Lang'))):
            say('Lang %r' % str(e.get('/Lang')))


# ---- text -----------------------------------------------------------------------------------------------------------

def unicode_of(f, say):
    for font, codes in f.used.values():
        for code in sorted(codes):
            text = font.meaning.get(code) if font.meaning is not None else None
            if text and (('\ufffd' in text and not f.replacement_expected) or '\0' in text or any(unicodedata.category(c) in ('Co', 'Cs', 'Cn') for c in text)):
                say('%s: code %d is %r' % (font.name, code, text))
    for n, page in enumerate(f.pages):
        for m in page.marks:
            if '\ufffd' in m.text and not f.replacement_expected:
                say('page %d: U+FFFD read' % (n + 1))


def on_the_page(f, say):
    for n, page in enumerate(f.pdf.pages):
        box = [float(v) for v in page.MediaBox]
        for m in f.pages[n].marks:
            if m.x0 < box[0] - 0.5 or m.x1 > box[2] + 0.5 or m.y0 - m.size * 0.25 < box[1] or m.y1 > box[3]:
                say('page %d: %s %r at %d,%d' % (n + 1, m.kind, m.text[:20], m.x0, m.y0))
        if not any(m.owner is not None for m in f.pages[n].marks):
            say('page %d is empty' % (n + 1))
        for a in page.obj.get('/Annots', []):
            r = [float(v) for v in a.Rect]
            if r[0] < box[0] - 0.5 or r[2] > box[2] + 0.5 or r[1] < box[1] - 0.5 or r[3] > box[3] + 0.5 or r[0] >= r[2] or r[1] >= r[3]:
                say('page %d: a link at %s' % (n + 1, r))


# ---- ways into the book ---------------------------------------------------------------------------------------------

def check_destination(f, dest, say, what):
    if isinstance(dest, (pikepdf.String, pikepdf.Name)):
        names = {str(k): v for k, v in pdffile.rows(f.root.Names.Dests)} if '/Names' in f.root else {}
        dest = names.get(str(dest))
    if isinstance(dest, pikepdf.Dictionary):
        dest = dest.get('/D')
    if dest is None or not isinstance(dest, pikepdf.Array) or len(dest) < 2 or not isinstance(dest[0], pikepdf.Dictionary) or dest[0].objgen not in f.number:
        say('%s leads nowhere' % what)
        return None
    page = f.pdf.pages[f.number[dest[0].objgen]]
    top = float(page.MediaBox[3])
    if dest[1] == '/XYZ' and dest[3] is not None and not 0 <= float(dest[3]) <= top:
        say('%s leads to %s on a page %g high' % (what, dest[3], top))
    return f.number[dest[0].objgen]


def destinations(f, say):
    for n, page in enumerate(f.pdf.pages):
        for a in page.obj.get('/Annots', []):
            what = 'page %d: %s' % (n + 1, pdffile.text_of(a.get('/Contents'))[:40])
            action = a.get('/A')
            if '/Dest' in a:
                check_destination(f, a.Dest, say, what)
            elif action is None or (action.S == '/GoTo' and check_destination(f, action.get('/D'), say, what) is None):
                say('%s does nothing' % what)
            elif action.S == '/URI' and not re.match(rb'[A-Za-z][A-Za-z0-9+.-]*:[\x21-\x7e]+\Z', bytes(action.URI)):
                say('%s: address %r' % (what, bytes(action.URI)[:60]))
    names = pdffile.rows(f.root.Names.Dests) if '/Names' in f.root and '/Dests' in f.root.Names else []
    if [bytes(k) for k, _ in names] != sorted({bytes(k) for k, _ in names}):
        say('names are not in order')
    for name, dest in names:
        check_destination(f, dest, say, 'name %s' % name)


def outline(f, say):
    """As many items at the top as there are H1 in the body, each before its page's end, links to neighbours in step."""
    root = f.root.get('/Outlines')
    if root is None:
        if len(f.elements('H1')) > 1:
            say('no outline')
        return
    but, heads = ('Reference', 'Note'), f.elements(*HEADS)
    titles = '|'.join(lineorder.letters(f.text(e, but)) for e in heads)
    drawn = [f.lines(e, but) for e in heads]

    def is_heading(title):
        if lineorder.is_rtl(title):
            return any(lineorder.shows(lines, title) for lines in drawn)
        return lineorder.letters(title) in titles

    def walk(parent, depth):
        item, before, n = parent.get('/First'), None, 0
        while item is not None and n < 100000:
            n += 1
            title = pdffile.text_of(item.get('/Title'))
            if not is_words(title):
                say('an item without a title')
            elif not is_heading(title) and not re.search('[\u202a-\u202e]', title):
                say('no heading says %r' % title[:50])
            if item.Parent.objgen != parent.objgen or (before is not None and (item.get('/Prev') is None or item.Prev.objgen != before.objgen)):
                say('%r: its neighbours do not know it' % title[:40])
            if '/Dest' in item or '/A' in item:
                check_destination(f, item.get('/Dest', item.get('/A', {}).get('/D') if '/A' in item else None), say, 'outline: ' + title[:40])
            else:
                say('%r leads nowhere' % title[:40])
            if '/First' in item:
                walk(item, depth + 1)
            before, item = item, item.get('/Next')
        if before is not None and parent.Last.objgen != before.objgen:
            say('Last is not the last')
        return n
    n = walk(root, 0)
    if not n or int(root.get('/Count', 0)) < n:
        say('Count %s of %d items' % (root.get('/Count'), n))


def labels(f, say):
    numbers = [int(k) for k, _ in pdffile.rows(f.root.PageLabels)] if '/PageLabels' in f.root else []
    if not numbers or numbers[0] != 0 or numbers != sorted(set(numbers)) or numbers[-1] >= len(f.pages):
        say('page labels begin at %s' % numbers)


# ---- what the file says of itself -----------------------------------------------------------------------------------

def xmp_value(root, tag):
    e = root.find('.//' + tag)
    if e is None:
        return None
    items = e.findall('.//' + RDF + 'li')
    return '; '.join(i.text or '' for i in items) if items else e.text


def metadata(f, say):
    info = f.pdf.trailer.get('/Info', pikepdf.Dictionary())
    try:
        raw = f.root.Metadata.read_bytes()
        root = ET.fromstring(raw.decode('utf-8').split('?>', 1)[1].rsplit('<?xpacket', 1)[0])
    except (AttributeError, KeyError, UnicodeDecodeError, ET.ParseError, IndexError) as e:
        say('XMP: %s' % e)
        return
    pairs = (('Title', DC + 'title'), ('Author', DC + 'creator'), ('Subject', DC + 'description'), ('Keywords', PDF + 'Keywords'),
             ('Creator', XMP + 'CreatorTool'), ('Producer', PDF + 'Producer'), ('CreationDate', XMP + 'CreateDate'),
             ('ModDate', XMP + 'ModifyDate'))
    for key, tag in pairs:
        ours, theirs = info.get('/' + key), xmp_value(root, tag)
        ours = None if ours is None else str(ours)
        if ours and 'Date' in key:
            ours = re.sub(r'^D:(....)(..)(..)(..)(..)(..)Z$', r'\1-\2-\3T\4:\5:\6Z', ours)
        if (ours or None) != (theirs or None):
            say('%s is %r in Info, %r in XMP' % (key, ours, theirs))
    if not is_words(xmp_value(root, DC + 'title')):
        say('no title')
    language = xmp_value(root, DC + 'language')
    if language and language.split('; ')[0] != pdffile.text_of(f.root.get('/Lang')):
        say('language %r in XMP, %r in the catalogue' % (language, pdffile.text_of(f.root.get('/Lang'))))
    if not bool(f.root.get('/ViewerPreferences', {}).get('/DisplayDocTitle', False)):
        say('the title is not shown')


def compact(f, say):
    """Objects that are no streams stand in object streams; the table is a stream."""
    data = open(f.path, 'rb').read()
    loose = len(re.findall(rb'(?:^|[\r\n])\d+ 0 obj', data)) - len(re.findall(rb'stream\r?\n', data)) + len(re.findall(rb'endstream', data)) - len(re.findall(rb'endstream', data))
    if loose > 0:
        say('%d objects outside of object streams' % loose)
    if b'/Type/XRef' not in data.replace(b' ', b'') or b'\ntrailer' in data:
        say('no cross-reference stream')


RULES = [tree, parents, painted, contents, reading_order, nothing_empty, alternatives, boxes, headings, lists, tables, links, notes, inline_inside,
         languages, unicode_of, on_the_page, destinations, outline, labels, metadata, compact]


def judge(path):
    """{code: [place…]}"""
    faults = {}
    try:
        f = pdffile.File(path)
    except Exception as e:
        return {'unreadable': ['%s: %s' % (type(e).__name__, e)]}
    f.replacement_expected = os.path.basename(path) in os.environ.get('BEYOND_EXPECTS', '').split('\n')
    for rule in RULES:
        try:
            rule(f, lambda what: faults.setdefault(rule.__name__, []).append(what))
        except Exception as e:                          # a broken file breaks rules: that is a fault as well
            where = traceback.extract_tb(e.__traceback__)[-1]
            faults.setdefault(rule.__name__, []).append('%s: %s (line %d)' % (type(e).__name__, e, where.lineno))
    return faults


def main():
    names = [n for a in sys.argv[1:] for n in (sys.stdin.read().splitlines() if a == '-' else [a])]
    passed = bool(names)
    for name in names:
        faults = judge(name)
        passed = passed and not faults
        print('%s %s' % ('FAIL' if faults else 'PASS', name))
        for code, places in faults.items():
            print('  %s x%d %s' % (code, len(places), places[0][:200]))
        sys.stdout.flush()
    sys.exit(0 if passed else 1)


if __name__ == '__main__':
    main()
