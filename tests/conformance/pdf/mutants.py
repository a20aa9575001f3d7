#!/usr/bin/python3
"""mutants.py FILE FOLDER: copies of one of our PDFs, each with one defect, as FOLDER/<name>.pdf; `control.pdf` has none.

What each defect is says its row in DEFECTS: a function that is given the open file. tests/pdfmutants.sh lets the judges of
`make check` look at all: whatever they take for good shows a hole in them. A defect that finds nothing to break in the
file is an error, not a mutant."""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pikepdf
import pdffile
from pikepdf import Array, Dictionary, Name, Stream, String


class Nothing(Exception):
    """The file has no place for this defect."""


def elements(pdf, *types):
    """Structure elements of the types, in order; of all without types."""
    out, stack, seen = [], [pdf.Root.StructTreeRoot], set()
    while stack:
        e = stack.pop()
        if '/S' in e and (not types or str(e.S)[1:] in types):
            out.append(e)
        kids = e.get('/K', Array())
        kids = list(kids) if isinstance(kids, Array) else [kids]
        for k in reversed(kids):
            if isinstance(k, Dictionary) and '/S' in k and k.objgen not in seen:
                seen.add(k.objgen)
                stack.append(k)
    return out


def first(pdf, *types, having=None):
    for e in elements(pdf, *types):
        if having is None or having(e):
            return e
    raise Nothing(' '.join(types))


def kids_of(e):
    kids = e.get('/K', Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def annotation(pdf, having=lambda a: True):
    for page in pdf.pages:
        for a in page.obj.get('/Annots', []):
            if having(a):
                return page, a
    raise Nothing('annotation')


def font(pdf):
    """The TrueType face that is used most: the text's."""
    found = {}
    for page in pdf.pages:
        fonts = page.obj.Resources.Font
        for f in (fonts[k] for k in fonts.keys()):
            if f.Subtype == '/Type0' and '/FontFile2' in f.DescendantFonts[0].FontDescriptor:
                found[len(f.DescendantFonts[0].W), len(f.ToUnicode.read_bytes())] = f
    if not found:
        raise Nothing('font')
    return found[max(found)]


def image(pdf):
    for page in pdf.pages:
        pictures = page.obj.Resources.get('/XObject', {})
        for x in (pictures[k] for k in pictures.keys()):
            if x.Subtype == '/Image':
                return x
    raise Nothing('image')


def edit(pdf, what, to, page=None):
    """Changes a page's operators: the first place that the expression matches."""
    for p in pdf.pages if page is None else [pdf.pages[page]]:
        data = p.obj.Contents.read_bytes()
        changed, n = re.subn(what, to, data, count=1, flags=re.S)
        if n:
            p.obj.Contents.write(changed)
            return
    raise Nothing(what)


def delete(obj, key):
    if key not in obj:
        raise Nothing(key)
    del obj[key]


def xmp(pdf, what, to):
    data = pdf.Root.Metadata.read_bytes()
    changed, n = re.subn(what, to, data, count=1, flags=re.S)
    if not n:
        raise Nothing(what)
    pdf.Root.Metadata.write(changed)


def swap(e, i, k):
    kids = kids_of(e)
    kids[i], kids[k] = kids[k], kids[i]
    e.K = Array(kids)


def with_two_blocks(e):
    return sum(isinstance(k, Dictionary) and k.get('/S') in ('/P', '/H2', '/L', '/Table') for k in kids_of(e)) >= 2


def swap_blocks(pdf):
    for e in elements(pdf, 'Sect'):
        at = [i for i, k in enumerate(kids_of(e)) if isinstance(k, Dictionary) and k.get('/S') == '/P' and '/Pg' in k]
        for i, k in zip(at, at[1:]):
            if kids_of(e)[i].Pg.objgen == kids_of(e)[k].Pg.objgen:
                swap(e, i, k)
                return
    raise Nothing('two paragraphs on a page')


def cut_font(pdf):
    file = font(pdf).DescendantFonts[0].FontDescriptor
    file.FontFile2.write(file.FontFile2.read_bytes()[:200])


def wrong_widths(pdf):
    """ISO 32000-1 9.7.4.3: "first [w …]" or "first last w"."""
    w, out = list(font(pdf).DescendantFonts[0].W), []
    while w:
        if isinstance(w[1], Array):
            out += [w[0], Array([float(x) + 90 for x in w[1]])]
            w = w[2:]
        else:
            out += [w[0], w[1], float(w[2]) + 90]
            w = w[3:]
    font(pdf).DescendantFonts[0].W = Array(out)


def to_unicode(pdf, what, to):
    f = font(pdf)
    data = f.ToUnicode.read_bytes()
    changed, n = re.subn(what, to, data, count=1, flags=re.S)
    if not n:
        raise Nothing(what)
    f.ToUnicode.write(changed)


def all_unicode_replaced(pdf):
    f = font(pdf)
    f.ToUnicode.write(re.sub(rb'(<[0-9A-F]{4}>\s*)<[0-9A-F]+>(?=\s*\n)', rb'\1<FFFD>', f.ToUnicode.read_bytes()))


def parent_leaf(pdf):
    node = pdf.Root.StructTreeRoot.ParentTree
    while '/Kids' in node:
        node = node.Kids[0]
    return node


def parent_row(pdf, change):
    leaf = parent_leaf(pdf)
    nums = list(leaf.Nums)
    for i in range(1, len(nums), 2):
        if isinstance(nums[i], Array) and len(nums[i]) > 3:
            change(nums[i])
            return
    raise Nothing('row')


def swap_parents(row):
    row[0], row[-1] = row[-1], row[0]


def turn_keys(pdf):
    nums = list(parent_leaf(pdf).Nums)
    if len(nums) < 6:
        raise Nothing('three keys')
    parent_leaf(pdf).Nums = Array(nums[:2] + nums[4:6] + nums[2:4] + nums[6:])


def null_parent(row):
    row[1] = None


def dests(pdf):
    node = pdf.Root.Names.Dests
    while '/Kids' in node:
        node = node.Kids[0]
    return node


def turn_names(pdf):
    names = list(dests(pdf).Names)
    if len(names) < 4:
        raise Nothing('two names')
    dests(pdf).Names = Array(names[2:4] + names[:2] + names[4:])


def gone_page(pdf):
    return pdf.make_indirect(Dictionary(Type=Name.Page))


def ragged(pdf):
    row = [e for e in elements(pdf, 'TR') if len(kids_of(e)) > 1][-1]
    row.K = Array(kids_of(row)[:-1])


def own_kid(pdf):
    e = first(pdf, 'P')
    e.K = Array(kids_of(e) + [e])


def second_note_id(pdf):
    notes = elements(pdf, 'Note')
    if len(notes) < 2:
        raise Nothing('two notes')
    notes[1].ID = notes[0].ID


def blank_page(pdf):
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages[-1].obj.Tabs = Name.S


def add_kid(e, kid):
    e.K = Array(kids_of(e) + [kid])


def set_(obj, key, value):
    obj[key] = value


def annot(change, having=lambda a: True):
    return lambda pdf: change(annotation(pdf, having)[1])


def move(a, dx, dy):
    a.Rect = Array([float(a.Rect[0]) + dx, float(a.Rect[1]) + dy, float(a.Rect[2]) + dx, float(a.Rect[3]) + dy])


WEB = lambda a: '/A' in a
INNER = lambda a: '/Dest' in a
MCID = rb'/([A-Z][A-Za-z0-9]*)<</MCID (\d+)>>BDC'

DEFECTS = {
    # what the file says of itself
    'no-lang': lambda pdf: delete(pdf.Root, '/Lang'),
    'lang-of-nowhere': lambda pdf: set_(pdf.Root, '/Lang', String('no language')),
    'no-markinfo': lambda pdf: delete(pdf.Root, '/MarkInfo'),
    'no-tree': lambda pdf: delete(pdf.Root, '/StructTreeRoot'),
    'title-hidden': lambda pdf: set_(pdf.Root.ViewerPreferences, '/DisplayDocTitle', False),
    'info-title': lambda pdf: set_(pdf.trailer.Info, '/Title', String('Another book')),
    'info-author': lambda pdf: set_(pdf.trailer.Info, '/Author', String('Another author')),
    'info-date': lambda pdf: set_(pdf.trailer.Info, '/ModDate', String('D:19990101000000Z')),
    'xmp-gone': lambda pdf: delete(pdf.Root, '/Metadata'),
    'xmp-no-pdfuaid': lambda pdf: xmp(pdf, rb'<pdfuaid:part>1</pdfuaid:part>', b''),
    'xmp-another-part': lambda pdf: xmp(pdf, rb'<pdfaid:part>2', b'<pdfaid:part>1'),
    'xmp-no-utf8': lambda pdf: xmp(pdf, rb'(<dc:title>.*?<rdf:li[^>]*>)', rb'\1' + b'\xff\xfe'),
    'xmp-language': lambda pdf: xmp(pdf, rb'(<dc:language>.*?<rdf:li>)[^<]*', rb'\1tlh'),
    'no-intent': lambda pdf: delete(pdf.Root, '/OutputIntents'),
    'javascript': lambda pdf: set_(pdf.Root, '/OpenAction', Dictionary(S=Name.JavaScript, JS=String('1'))),
    # ways into the book
    'no-outline': lambda pdf: delete(pdf.Root, '/Outlines'),
    'outline-to-nowhere': lambda pdf: set_(pdf.Root.Outlines.First, '/Dest', Array([gone_page(pdf), Name.XYZ, 0, 700, None])),
    'outline-above-the-page': lambda pdf: set_(pdf.Root.Outlines.First.Dest, 3, 5000),
    'outline-cut-short': lambda pdf: delete(pdf.Root.Outlines.First, '/Next'),
    'outline-other-title': lambda pdf: set_(pdf.Root.Outlines.First, '/Title', String('Not in the book')),
    'labels-late': lambda pdf: set_(pdf.Root.PageLabels, '/Nums', Array([1, Dictionary(S=Name.D)])),
    'names-turned': turn_names,
    'name-to-nowhere': lambda pdf: set_(dests(pdf).Names, 1, Array([gone_page(pdf), Name.XYZ, 0, 0, None])),
    # links
    'link-no-contents': annot(lambda a: delete(a, '/Contents')),
    'link-blank-contents': annot(lambda a: set_(a, '/Contents', String(' '))),
    'link-no-structparent': annot(lambda a: delete(a, '/StructParent')),
    'link-not-printed': annot(lambda a: set_(a, '/F', 0)),
    'link-off-the-page': annot(lambda a: move(a, 0, -2000)),
    'link-elsewhere': annot(lambda a: move(a, 0, -150)),
    'link-to-nowhere': lambda pdf: set_(annotation(pdf, INNER)[1], '/Dest', Array([gone_page(pdf), Name.XYZ, 0, 700, None])),
    'link-to-no-name': lambda pdf: set_(annotation(pdf, INNER)[1], '/Dest', String('no such name')),
    'link-relative': annot(lambda a: set_(a.A, '/URI', String('/index.html')), WEB),
    'link-untagged': lambda pdf: untag_link(pdf),
    # the structure tree
    'figure-no-alt': lambda pdf: delete(first(pdf, 'Figure'), '/Alt'),
    'figure-blank-alt': lambda pdf: set_(first(pdf, 'Figure'), '/Alt', String(' ')),
    'figure-alt-unreadable': lambda pdf: set_(first(pdf, 'Figure'), '/Alt', String('a \ufffd\ufffd')),
    'figure-alt-of-lines': lambda pdf: set_(first(pdf, 'Figure'), '/Alt', String('┌──┐ a └──┘')),
    'figure-no-box': lambda pdf: delete(first(pdf, 'Figure'), '/A'),
    'figure-box-elsewhere': lambda pdf: set_(first(pdf, 'Figure').A, '/BBox', Array([0, 0, 9, 9])),
    'heading-skips': lambda pdf: set_(first(pdf, 'H2'), '/S', Name.H4),
    'heading-no-first': lambda pdf: set_(first(pdf, 'H1'), '/S', Name.H2),
    'th-no-scope': lambda pdf: delete(first(pdf, 'TH'), '/A'),
    'table-ragged': ragged,
    'list-of-paragraphs': lambda pdf: set_(first(pdf, 'LI'), '/S', Name.P),
    'item-without-body': lambda pdf: set_(first(pdf, 'LBody'), '/S', Name.Div),
    'list-no-numbering': lambda pdf: delete(first(pdf, 'L'), '/A'),
    'note-no-id': lambda pdf: delete(first(pdf, 'Note'), '/ID'),
    'note-id-twice': second_note_id,
    'mcid-missing': lambda pdf: add_kid(first(pdf, 'P', having=lambda e: '/Pg' in e), 9999),
    'element-own-kid': own_kid,
    'element-empty': lambda pdf: delete(first(pdf, 'P', having=lambda e: '/K' in e), '/K'),
    'parent-wrong': lambda pdf: set_(first(pdf, 'P'), '/P', first(pdf, 'Document')),
    'order-turned': swap_blocks,
    'code-in-no-block': lambda pdf: set_(first(pdf, 'P', having=lambda e: e.P.S == '/Sect' and any(isinstance(k, Dictionary) and k.get('/S') == '/Code' for k in kids_of(e)) and
                                             all(isinstance(k, Dictionary) for k in kids_of(e))), '/S', Name.Div),
    'type-unknown': lambda pdf: set_(first(pdf, 'P'), '/S', Name.Paragraph),
    'parents-turned': lambda pdf: parent_row(pdf, swap_parents),
    'parent-keys-turned': turn_keys,
    'parent-null': lambda pdf: parent_row(pdf, null_parent),
    'page-no-structparents': lambda pdf: delete(pdf.pages[-1].obj, '/StructParents'),
    'page-no-tabs': lambda pdf: delete(annotation(pdf)[0].obj, '/Tabs'),
    'page-blank': blank_page,
    # what pages paint
    'mark-untagged': lambda pdf: edit(pdf, rb'^', b'0 0 9 9 re f\n'),
    'mark-off-the-page': lambda pdf: edit(pdf, rb'^', b'/Artifact<</Type/Layout>>BDC 700 9 9 9 re f EMC\n'),
    'text-off-the-page': lambda pdf: edit(pdf, rb'(\d+) ([\d.]+) Td', rb'900 \2 Td'),
    'mcid-twice': lambda pdf: edit(pdf, MCID + rb'(.*?)' + MCID, lambda m: m.group(0).replace(b'<</MCID %s>>BDC' % m.group(5), b'<</MCID %s>>BDC' % m.group(2))),
    'text-an-artifact': lambda pdf: edit(pdf, MCID, b'/Artifact BMC'),
    'artifact-inside': lambda pdf: edit(pdf, MCID, lambda m: m.group(0) + b' /Artifact BMC 9 9 1 1 re f EMC'),
    'notdef': lambda pdf: edit(pdf, rb'\[\(..', b'[(\\000\\000'),
    'cmyk': lambda pdf: edit(pdf, rb'^', b'/Artifact BMC 0 0 0 1 k 9 9 1 1 re f EMC\n'),
    'cut-off': lambda pdf: edit(pdf, rb'EMC\s*$', b''),
    # fonts and pictures
    'font-not-embedded': lambda pdf: delete(font(pdf).DescendantFonts[0].FontDescriptor, '/FontFile2'),
    'font-cut': cut_font,
    'font-wrong-widths': wrong_widths,
    'font-no-cidtogid': lambda pdf: delete(font(pdf).DescendantFonts[0], '/CIDToGIDMap'),
    'unicode-missing': lambda pdf: delete(font(pdf), '/ToUnicode'),
    'unicode-replaced': all_unicode_replaced,
    'unicode-zero': lambda pdf: to_unicode(pdf, rb'(beginbfchar\s*<[0-9A-F]+>\s*)<[0-9A-F]+>', rb'\1<0000>'),
    'image-interpolated': lambda pdf: set_(image(pdf), '/Interpolate', True),
    'image-lzw': lambda pdf: set_(image(pdf), '/Filter', Name.LZWDecode),
}


def untag_link(pdf):
    e = first(pdf, 'Link', having=lambda e: any(isinstance(k, Dictionary) and k.get('/Type') == '/OBJR' for k in kids_of(e)))
    e.K = Array([k for k in kids_of(e) if not (isinstance(k, Dictionary) and k.get('/Type') == '/OBJR')])


def save(pdf, path, **how):
    pdf.save(path, fix_metadata_version=False, **{'object_stream_mode': pikepdf.ObjectStreamMode.generate, **how})


def main():
    source, folder = sys.argv[1:3]
    at = lambda name: os.path.join(folder, name + '.pdf')
    save(pikepdf.open(source), at('control'))
    made = 0
    for name, defect in DEFECTS.items():
        pdf = pikepdf.open(source)
        try:
            defect(pdf)
        except Nothing as e:
            sys.exit('mutants: nothing to break for %s: %s' % (name, e))
        save(pdf, at(name))
        made += 1
    # defects of the file as a whole
    save(pikepdf.open(source), at('xref-table'), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    save(pikepdf.open(source), at('encrypted'), encryption=pikepdf.Encryption(owner='o', user=''))
    data = open(at('control'), 'rb').read()
    for name, bytes_ in (('no-id', re.sub(rb'/ID ?\[', b'/IX [', data, count=1)), ('half', data[:len(data) // 2]), ('behind', data + b'\nmore\n' * 300),
                         ('before', b'before\n' + data)):
        if bytes_ == data:
            sys.exit('mutants: nothing to break for %s' % name)
        open(at(name), 'wb').write(bytes_)
    print(made + 6)


if __name__ == '__main__':
    main()
