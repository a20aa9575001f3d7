#!/usr/bin/env python3
"""structure.py BOOK           what the files of an EPUB must say, rule by rule, beyond what EPUBCheck and Ace ask
structure.py --lines BOOK…  one line a book: PASS, or FAIL and the first fault of each rule; exit 1 on a FAIL

The first prints one JSON object, {"rules": [[row, name, [fault, …]], …], "facts": {…}}. Standard library only.

The rows are those of the checklist for the best book that can be made of a feed. For each: who sees that it holds. "here" is a
function of this file; EPUBCheck is both versions; readers are foliate-js, epub-ts and epub.js; tests are named by their files.

  1  mimetype first, stored, exact, without extra field     here, EPUBCheck
  2  names safe on every file system, plain ZIP             here, EPUBCheck
  3  the same bytes from the same feed                      here (one constant time), tests/determinism.sh
  4  a lasting identifier, the NCX's too                    here, EPUBCheck, tests/epub.sh (a feed that grows)
  5  one modification date, no impossible date              here, EPUBCheck, tests/epub.sh, tests/determinism.sh (no clock)
  6  titles and languages                                   here, EPUBCheck, Ace
  7  creators, source, a link to each article               here, tests/epub.sh
  8  accessibility metadata that are true of this book      here, Ace (spelling)
  9  no claim of conformance unasked                        here, tests/epub.sh (--certified-by)
 10  contents: every chapter, in order, labelled            here, EPUBCheck, Ace, readers (each entry followed)
 11  landmarks                                              here, EPUBCheck, readers
 12  no page list without printed pages                     here, EPUBCheck
 13  NCX and guide for old readers                          here, EPUBCheck, MuPDF's outline
 14  a cover                                                here, EPUBCheck, calibre
 15  XML any reader can read                                here, EPUBCheck
 16  ids and links                                          here, EPUBCheck, calibre
 17  one h1 a chapter, no level skipped                     here, Ace
 18  nothing from outside, nothing that runs                here, EPUBCheck, readers and bare Chromium (no request)
 19  alternatives for pictures and drawings                 here, Ace
 20  tables                                                 here, Ace, readers and bare Chromium (none too wide)
 21  code and drawings whole at 320 px … 758 px             here, readers and bare Chromium (no overflow)
 22  a stylesheet of CSS 2.1                                here, EPUBCheck, MuPDF (no complaint), calibre
 23  dark, sepia, grey: no colour of its own                here, bare Chromium (contrast, forced dark)
 24  fonts: none, or embedded openly                        here, EPUBCheck
 25  meanings have roles                                    here, Ace
 26  files small, none empty                                here, readers (empty, blank)
 27  no script, overlay or fixed layout                     here, EPUBCheck
 28  Kindle                                                 calibre → AZW3, titles in order (its own tools do not run here)
 29  Apple Books, Kobo, Adobe's reader                      not testable here: rows 2, 13–15, 22–24 stand in
"""
import collections
import json
import posixpath
import re
import struct
import sys
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

XHTML = '{http://www.w3.org/1999/xhtml}'
SVG = '{http://www.w3.org/2000/svg}'
MATHML = '{http://www.w3.org/1998/Math/MathML}'
EPUB_TYPE = '{http://www.idpf.org/2007/ops}type'
XML_LANG = '{http://www.w3.org/XML/1998/namespace}lang'
XLINK = '{http://www.w3.org/1999/xlink}href'
DC = '{http://purl.org/dc/elements/1.1/}'
NS = {'c': 'urn:oasis:names:tc:opendocument:xmlns:container', 'o': 'http://www.idpf.org/2007/opf', 'h': XHTML[1:-1],
      'n': 'http://www.daisy.org/z3986/2005/ncx/'}
PHONE = 60 * 6 + 2      # of a drawing whose letters are 7 px high on a telephone: 60 columns of 6 units
LARGEST = 260000        # [byte] of one file: e-ink readers load a chapter whole
FRONT = {'cover', 'titlepage', 'halftitlepage', 'toc', 'landmarks', 'copyright-page', 'imprint', 'colophon', 'dedication',
         'epigraph'}


def text(element):
    return re.sub(r'\s+', ' ', ''.join(element.itertext())).strip()


def tags(root):
    return (e for e in root.iter() if isinstance(e.tag, str))


def local(element):
    return element.tag.rpartition('}')[2]


def types(element):
    return set((element.get(EPUB_TYPE) or '').split())


def parse(data):
    """The root of an XML file, its DOCTYPE left out (expat would look for what it names)."""
    return ET.fromstring(re.sub(rb'<!DOCTYPE[^>\[]*(\[[^\]]*\])?>', b'', data, count=1))


class Book:
    """A book opened: members, package, documents. `broken` holds what could not be parsed."""

    def __init__(self, path):
        with open(path, 'rb') as f:
            self.raw = f.read()
        self.zip = zipfile.ZipFile(path)
        self.members = self.zip.infolist()
        self.names = {m.filename for m in self.members}
        self.opf_name = parse(self.zip.read('META-INF/container.xml')).find('.//c:rootfile', NS).get('full-path')
        self.folder = posixpath.dirname(self.opf_name)
        self.opf = parse(self.zip.read(self.opf_name))
        self.metadata = self.opf.find('o:metadata', NS)
        self.items = {i.get('id'): i for i in self.opf.findall('o:manifest/o:item', NS)}
        self.files = {self.at(self.folder, i.get('href')): i for i in self.items.values()}
        self.spine = [self.at(self.folder, self.items[r.get('idref')].get('href'))
                      for r in self.opf.findall('o:spine/o:itemref', NS) if r.get('idref') in self.items]
        self.broken, self.docs, self.ids, self.order = [], {}, {}, {}
        for name, item in self.files.items():
            if item.get('media-type') in ('application/xhtml+xml', 'image/svg+xml') and name in self.names:
                self.read_document(name)
        self.pages = {n: d for n, d in self.docs.items() if d.tag == XHTML + 'html'}
        self.nav = next((n for n in self.files if 'nav' in self.properties(n)), None)
        self.css = '\n'.join(self.zip.read(n).decode('utf-8', 'replace') for n, i in self.files.items()
                             if i.get('media-type') == 'text/css' and n in self.names)
        self.chapters = [n for n in self.spine if n in self.pages and n != self.nav and self.is_chapter(self.pages[n])]

    @staticmethod
    def at(folder, href):
        return posixpath.normpath(posixpath.join(folder, urllib.parse.unquote(href)))

    def read_document(self, name):
        try:
            root = parse(self.zip.read(name))
        except ET.ParseError as error:
            self.broken.append('%s: %s' % (name, error))
            return
        self.docs[name], self.ids[name] = root, {}
        for k, e in enumerate(tags(root)):
            if e.get('id') is not None:
                self.order.setdefault((name, e.get('id')), k)
                self.ids[name].setdefault(e.get('id'), e)

    @staticmethod
    def is_chapter(page):
        """One that has a heading of its own and is no front matter."""
        return page.find('.//h:h1', NS) is not None and not any(types(e) & FRONT for e in tags(page))

    def properties(self, name):
        return (self.files[name].get('properties') or '').split()

    def metas(self, name):
        """The values of dc:name, or of the property `name`."""
        if name.startswith('dc:'):
            return [(e.text or '').strip() for e in self.metadata.iter(DC + name[3:])]
        return [(e.text or e.get('content') or '').strip() for e in self.metadata.findall('o:meta', NS)
                if name in (e.get('property'), e.get('name'))]

    def all(self, *names):
        """(file, element) of every element of these names in the documents."""
        wanted = {x if x.startswith('{') else XHTML + x for x in names}
        return ((n, e) for n, d in self.docs.items() for e in tags(d) if e.tag in wanted)

    def target(self, folder, href):
        """(file, fragment) a reference leads to, and whether it exists."""
        path, _, fragment = href.partition('#')
        name, fragment = self.at(folder, path), urllib.parse.unquote(fragment)
        return name, fragment, name in self.names and (not fragment or name not in self.ids or fragment in self.ids[name])


# ---- the container -------------------------------------------------------------------------------------------------------

def mimetype(book):
    first = book.members[0]
    if first.filename != 'mimetype' or first.header_offset != 0:
        yield 'it is not the first member'
    elif first.compress_type != zipfile.ZIP_STORED or struct.unpack('<H', book.raw[28:30])[0] or first.extra:
        yield 'it is compressed or has an extra field'
    if 'mimetype' not in book.names or book.zip.read('mimetype') != b'application/epub+zip':
        yield 'it says something else'


def members(book):
    seen = set()
    for m in book.members:
        if not re.fullmatch(r'[A-Za-z0-9._/-]+', m.filename) or m.filename.endswith('/') or '..' in m.filename.split('/'):
            yield 'a name not safe everywhere: %r' % m.filename
        if m.filename.lower() in seen:
            yield 'twice, case apart: ' + m.filename
        seen.add(m.filename.lower())
        if m.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or m.flag_bits & 9 or m.extra:
            yield '%s: method %d, flags %x, %d bytes of extra field' % (m.filename, m.compress_type, m.flag_bits, len(m.extra))
    listed = set(book.files) | {'mimetype', book.opf_name}
    for name in sorted(set(book.files) - book.names):
        yield 'in the manifest only: ' + name
    for name in sorted(n for n in book.names - listed if not n.startswith('META-INF/')):
        yield 'not in the manifest: ' + name
    if book.zip.comment:
        yield 'a comment'


def times(book):
    other = {m.date_time for m in book.members} - {(1980, 1, 1, 12, 0, 0)}
    if other:
        yield 'times of files: %s' % sorted(other)[:2]


# ---- the package -----------------------------------------------------------------------------------------------------------

def identifier(book):
    ids = [e for e in book.metadata.iter(DC + 'identifier') if e.get('id') == book.opf.get('unique-identifier')]
    if len(ids) != 1 or not (ids[0].text or '').strip():
        yield 'the unique identifier is not there'
    elif ids[0].text.startswith('urn:uuid:') and not re.fullmatch(r'urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-'
                                                                  r'[0-9a-f]{12}', ids[0].text):
        yield 'a UUID that is not made from a name: ' + ids[0].text
    else:
        for meta in (ncx(book) or ET.Element('none')).iter('{%s}meta' % NS['n']):
            if meta.get('name') == 'dtb:uid' and meta.get('content') != ids[0].text:
                yield 'the NCX has another: %s' % meta.get('content')


def dates(book):
    modified = [e for e in book.metadata.findall('o:meta', NS) if e.get('property') == 'dcterms:modified']
    if len(modified) != 1 or not re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', modified[0].text or ''):
        yield 'dcterms:modified: %s' % [e.text for e in modified]
    for value in book.metas('dc:date') + [e.text or '' for e in modified]:
        if not re.match(r'(1[5-9]|2\d)\d\d(-\d\d(-\d\d|$)|$)', value):
            yield 'impossible: %s' % value


def languages(book):
    for name, want in (('dc:title', r'.*\S.*'), ('dc:language', r'[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-.*)?')):
        if not book.metas(name) or not all(re.fullmatch(want, v) for v in book.metas(name)):
            yield '%s: %s' % (name, book.metas(name))
    if book.opf.get(XML_LANG) not in book.metas('dc:language'):
        yield 'the package is in %s' % book.opf.get(XML_LANG)
    for name, page in book.pages.items():
        title = page.find('h:head/h:title', NS)
        if not page.get('lang') or page.get('lang') != page.get(XML_LANG):
            yield '%s: language %s, %s' % (name, page.get('lang'), page.get(XML_LANG))
        if title is None or not text(title):
            yield name + ': no title'
        elif name in book.chapters and text(title) != text(page.find('.//h:h1', NS)).replace('\u200b', ''):
            yield '%s: the title is %r' % (name, text(title))
    for name, e in book.all('span', 'p', 'div', 'blockquote', 'q', 'a'):
        if e.get('lang') != e.get(XML_LANG):
            yield '%s: lang %s, xml:lang %s' % (name, e.get('lang'), e.get(XML_LANG))


def description(book):
    refined = {e.get('refines') for e in book.metadata.findall('o:meta', NS) if e.get('property') == 'role'}
    for e in book.metadata.iter(DC + 'creator'):
        if '#%s' % e.get('id') not in refined:
            yield 'a creator without a role: %s' % e.text
    for name in ('dc:source', 'dc:publisher', 'dc:rights', 'dc:description', 'dc:subject', 'dc:creator'):
        if '' in book.metas(name):
            yield name + ' is empty'
    if 'generator' not in {e.get('name') for e in book.metadata.findall('o:meta', NS)}:
        yield 'no generator'


def has(book, *names):
    return next(book.all(*names), None) is not None


def accessibility(book):
    """What schema.org's terms say, beside what is in the book."""
    said = {k: book.metas('schema:' + k) for k in ('accessMode', 'accessModeSufficient', 'accessibilityFeature',
                                                   'accessibilityHazard', 'accessibilitySummary')}
    for k, values in said.items():
        if not values or '' in values:
            yield 'no ' + k
    features = set(said['accessibilityFeature'])
    cover = any('cover-image' in book.properties(n) for n in book.files)
    visual = cover or has(book, 'img', SVG + 'svg')
    if ('visual' in said['accessMode']) != visual:
        yield 'accessMode %s, and pictures: %s' % (said['accessMode'], visual)
    if 'textual' not in said['accessMode']:
        yield 'not textual?'
    for feature, there in (('MathML', has(book, MATHML + 'math')), ('pageBreakMarkers', has_page_breaks(book)),
                           ('pageNavigation', 'page-list' in navs(book))):
        if (feature in features) != there:
            yield '%s is %s' % (feature, 'not there' if feature in features else 'left unsaid')
    for feature in sorted({'tableOfContents', 'structuralNavigation', 'readingOrder'} - features):
        yield 'no ' + feature
    if features & {'highContrastDisplay', 'signLanguage', 'captions', 'transcript', 'braille', 'largePrint'}:
        yield 'claims %s' % features
    if len(said['accessibilityHazard']) != 1 or said['accessibilityHazard'][0] not in ('none', 'unknown'):
        yield 'hazard: %s' % said['accessibilityHazard']


def claims(book):
    """Only an evaluator may claim: both together, in the words of the standard, or neither."""
    conforms, by = book.metas('dcterms:conformsTo'), book.metas('a11y:certifiedBy')
    if bool(conforms) != bool(by) or any(not re.fullmatch(r'EPUB Accessibility 1\.1 - WCAG 2\.\d Level A{1,3}', c) for c in conforms):
        yield 'conformsTo %s, certifiedBy %s' % (conforms, by)


# ---- contents -------------------------------------------------------------------------------------------------------------------

def navs(book):
    """epub:type → nav element of the navigation document."""
    return {e.get(EPUB_TYPE): e for e in book.pages[book.nav].iter(XHTML + 'nav')} if book.nav in book.pages else {}


def nav_entries(item_list, depth=1):
    """(depth, label, href) of each line of a nav's list."""
    for li in item_list.findall('h:li', NS) if item_list is not None else ():
        a = li.find('h:a', NS)
        label = a if a is not None else li.find('h:span', NS)
        yield depth, text(label) if label is not None else '', a.get('href') if a is not None else None
        yield from nav_entries(li.find('h:ol', NS), depth + 1)


def ncx(book):
    for name, item in book.files.items():
        if item.get('media-type') == 'application/x-dtbncx+xml' and name in book.names:
            try:
                return parse(book.zip.read(name))
            except ET.ParseError as error:
                book.broken.append('%s: %s' % (name, error))
    return None


def ncx_entries(parent, depth=1):
    for point in parent.findall('n:navPoint', NS):
        yield depth, text(point.find('n:navLabel', NS)), point.find('n:content', NS).get('src')
        yield from ncx_entries(point, depth + 1)


def heading_at(book, name, fragment):
    if fragment:
        return book.ids[name][fragment]
    return next((e for e in tags(book.docs[name]) if re.fullmatch(XHTML + 'h[1-6]', e.tag)), None)


def follow(book, entries):
    """Each line leads to its own heading, further on than the line before."""
    last, seen = (-1, -1), set()
    for depth, label, href in entries:
        if not label:
            yield 'no label: %s' % href
        if not href:
            continue
        name, fragment, found = book.target(book.folder, href)
        if not found or name not in book.spine:
            yield 'leads nowhere: ' + href
            continue
        place = (book.spine.index(name), book.order.get((name, fragment), 0))
        if place <= last:
            yield 'out of order, or twice: ' + href
        last = place
        seen.add(name)
        heading = heading_at(book, name, fragment) if name in book.docs else None
        if heading is None or text(heading).replace('\u200b', '') != label:
            yield '%r leads to %r' % (label, heading is not None and text(heading)[:40])
    for name in book.chapters:
        if name not in seen:
            yield 'not listed: ' + name


def contents(book):
    toc = navs(book).get('toc')
    if toc is None:
        yield 'no contents'
        return
    kinds = [re.sub(r'h\d', 'h', local(e)) for e in list(toc)[:2]]
    if kinds != ['h', 'ol']:
        yield 'begins with %s' % kinds
    if book.nav not in book.spine:
        yield 'not a page of the book'
    yield from follow(book, nav_entries(toc.find('h:ol', NS)))


def landmarks(book):
    nav = navs(book).get('landmarks')
    if nav is None:
        yield 'none'
        return
    if len(list(nav.iter(XHTML + 'ol'))) != 1:
        yield 'nested'
    found = {}
    for a in nav.iter(XHTML + 'a'):
        found[a.get(EPUB_TYPE)] = a.get('href')
        if a.get('href').startswith('#') or not book.target(book.folder, a.get('href'))[2]:
            yield 'leads nowhere: ' + a.get('href')
    for wanted in ['toc', 'bodymatter'] + ['cover'] * any('cover-image' in book.properties(n) for n in book.files):
        if wanted not in found:
            yield 'no ' + wanted
    if book.chapters and 'bodymatter' in found:
        name = book.target(book.folder, found['bodymatter'])[0]
        if name in book.chapters and name != book.chapters[0]:
            yield 'bodymatter is ' + name


def has_page_breaks(book):
    return any('pagebreak' in types(e) for page in book.pages.values() for e in tags(page))


def page_list(book):
    nav = navs(book).get('page-list')
    if (nav is not None) != has_page_breaks(book):
        yield 'a list without page breaks, or the reverse'
    for _, label, href in nav_entries(nav.find('h:ol', NS)) if nav is not None else ():
        name, fragment, found = book.target(book.folder, href)
        if not found or 'pagebreak' not in types(book.ids[name].get(fragment, ET.Element('none'))):
            yield 'page %s leads nowhere' % label


def old_contents(book):
    root, toc = ncx(book), navs(book).get('toc')
    if root is None:
        yield 'no NCX'
        return
    lines = list(ncx_entries(root.find('n:navMap', NS)))
    if toc is not None and lines != list(nav_entries(toc.find('h:ol', NS))):
        yield 'NCX and nav differ'
    order = [int(p.get('playOrder') or 0) for p in root.iter('{%s}navPoint' % NS['n'])]
    if order != list(range(1, len(order) + 1)):
        yield 'playOrder'
    depth = [m.get('content') for m in root.iter('{%s}meta' % NS['n']) if m.get('name') == 'dtb:depth']
    if depth != [str(max([d for d, _, _ in lines] or [0]))]:
        yield 'dtb:depth %s' % depth
    spine = book.opf.find('o:spine', NS)
    if spine.get('toc') not in book.items:
        yield 'the spine does not name it'
    guide = {r.get('type'): r.get('href') for r in book.opf.findall('o:guide/o:reference', NS)}
    for wanted in ['toc', 'text']:
        if wanted not in guide:
            yield 'no %s in the guide' % wanted
    for href in guide.values():
        if not book.target(book.folder, href)[2]:
            yield 'the guide leads nowhere: ' + href


def picture_size(data):
    """Width and height of a PNG or JPEG [px], or None."""
    if data[:8] == b'\x89PNG\r\n\x1a\n':
        return struct.unpack('>II', data[16:24])
    at = 2
    while data[:2] == b'\xff\xd8' and at + 9 < len(data) and data[at] == 0xff:
        if data[at + 1] in (0xc0, 0xc1, 0xc2):
            return struct.unpack('>HH', data[at + 5:at + 9])[::-1]
        at += 2 + struct.unpack('>H', data[at + 2:at + 4])[0]
    return None


def cover(book):
    images = [n for n in book.files if 'cover-image' in book.properties(n)]
    if len(images) != 1:
        yield '%d pictures' % len(images)
        return
    size = picture_size(book.zip.read(images[0])) if images[0] in book.names else None
    if not size or size[0] < 1400 or not 1.3 <= size[1] / size[0] <= 1.65:
        yield 'size %s' % (size,)
    if book.metas('cover') != [book.files[images[0]].get('id')]:
        yield 'no meta name="cover" for it'
    page = book.pages.get(book.spine[0])
    shown = [book.at(posixpath.dirname(book.spine[0]), e.get('src') or '') for e in page.iter(XHTML + 'img')] if page is not None else []
    if shown != images or any(True for _ in page.iter(XHTML + 'a')):
        yield 'the first page shows %s' % shown


# ---- the documents ---------------------------------------------------------------------------------------------------------------

def xml(book):
    yield from book.broken
    for name, item in book.files.items():
        if not item.get('media-type', '').endswith('xml') or item.get('media-type') == 'image/svg+xml' or name not in book.names:
            continue
        data = book.zip.read(name)
        try:
            data.decode('utf-8')
        except UnicodeDecodeError:
            yield name + ': not UTF-8'
        if not data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'):
            yield name + ': no declaration'
        named = set(re.findall(rb'&([A-Za-z]\w*);', data)) - {b'amp', b'lt', b'gt', b'quot', b'apos'}
        if named or re.search(rb'[\0-\x08\x0b\x0c\x0e-\x1f]', data):
            yield '%s: %s' % (name, sorted(named) or 'control characters')
    if book.zip.read(book.opf_name)[:38] != b'<?xml version="1.0" encoding="UTF-8"?>':
        yield 'the package has no declaration'
    for name, page in book.pages.items():
        if page.find('h:body', NS) is None or page.find('h:body', NS).get('id'):
            yield name + ': an id on body, or no body'


def links(book):
    for name, root in book.docs.items():
        seen = set()
        for e in tags(root):
            value = e.get('id')
            if value is not None and (value in seen or not re.fullmatch(r'[^\W\d][\w.-]*', value)):
                yield '%s: id %r' % (name, value)
            seen.add(value)
            for a in ('href', 'src', XLINK):
                href = e.get(a)
                if href is None or re.match(r'[A-Za-z][A-Za-z0-9+.-]*:', href):
                    continue
                if not href or not book.target(posixpath.dirname(name), '' if href.startswith('#') else href)[2] and href[0] != '#':
                    yield '%s -> %s' % (name, href)
                elif href[0] == '#' and urllib.parse.unquote(href[1:]) not in book.ids[name]:
                    yield '%s -> %s' % (name, href)


def headings(book):
    for name in book.spine:
        levels = [int(e.tag[-1]) for e in tags(book.docs[name]) if re.fullmatch(XHTML + 'h[1-6]', e.tag)] if name in book.pages else []
        if levels.count(1) > 1:
            yield '%s: %d h1' % (name, levels.count(1))
        for a, b in zip([0] + levels if name in book.chapters else levels, levels if name in book.chapters else levels[1:]):
            if b > a + 1:
                yield '%s: h%d below h%d' % (name, b, a)


def outside(book):
    for name, root in book.docs.items():
        for e in tags(root):
            if local(e) in ('script', 'iframe', 'object', 'embed', 'form', 'input', 'button', 'base', 'link') and \
                    (local(e) != 'link' or e.get('rel') != 'stylesheet'):
                yield '%s: <%s>' % (name, local(e))
            for a, value in e.attrib.items():
                scheme = re.match(r'\s*([A-Za-z][A-Za-z0-9+.-]*):', value) if a.rpartition('}')[2] in ('href', 'src', 'poster', 'data') else None
                if a.lower().startswith('on') or (a == 'style' and name in book.pages):
                    yield '%s: %s="%s"' % (name, a, value[:40])
                elif scheme and (e.tag != XHTML + 'a' or scheme.group(1) not in ('http', 'https', 'mailto', 'tel')) and \
                        not (name.endswith('.svg') and value.startswith('data:image/')):
                    yield '%s: %s' % (name, value[:60])
                elif scheme is None and value.startswith('//') and a in ('href', 'src'):
                    yield '%s: %s' % (name, value[:60])
    if re.search(r'@import|url\(\s*["\']?\s*(?!fonts/)[^)]', book.css):
        yield 'the stylesheet loads something'


def alternatives(book):
    for name, e in book.all('img'):
        if e.get('alt') is None or e.get('alt').startswith(('http:', 'https:')):
            yield '%s: %s' % (name, e.get('src'))
    for name, e in book.all(SVG + 'svg'):
        if name in book.pages and (e.get('role') != 'img' or not (e.get('aria-label') or '').strip()):
            yield name + ': a drawing without words'
    for name, e in book.all(MATHML + 'math'):
        if not (e.get('alttext') or '').strip():
            yield name + ': a formula without alttext'


def tables(book):
    for name, e in book.all('th'):
        if e.get('scope') not in ('col', 'row', 'colgroup', 'rowgroup') or not (text(e) or list(e)):
            yield '%s: a head %r without scope or words' % (name, text(e)[:20])
    for name, e in book.all('table', 'td', 'th', 'col'):
        if set(e.attrib) & {'width', 'height', 'border', 'align', 'bgcolor'}:
            yield '%s: %s' % (name, sorted(e.attrib))
    for name, table in book.all('table'):
        if table.find('h:tbody', NS) is None and table.find('h:tr', NS) is not None:
            yield name + ': rows without a body'


def listings(book):
    for name, e in book.all('pre'):
        lines = [''.join(s.itertext()) for s in e.findall('.//h:span[@class]', NS) if 'l' in s.get('class').split()]
        if ''.join(lines) != ''.join(e.itertext()) or any(x.count('\n') > 1 for x in lines):
            yield '%s: not a line each: %s' % (name, text(e)[:40])
    for name, root in book.pages.items():
        drawn = list(root.iter(SVG + 'svg'))
        for e in drawn:
            if not e.get('viewBox') or not e.get('width') or not e.get('height'):
                yield name + ': a drawing without its size'
            drawing = re.fullmatch(r'0 0 (\d+) \d+', e.get('viewBox') or '')
            if name in book.chapters and drawing and int(drawing.group(1)) > PHONE and '-drawing-' not in name and \
                    not any('-drawing-' in (a.get('href') or '') for a in root.iter(XHTML + 'a')):
                yield name + ': letters too small to read on a telephone, and no page of its own'
            if any(not t.get('font-family') for t in e.iter(SVG + 'text')):
                yield name + ': words of a drawing without a face'
        for what, there in (('svg', bool(drawn)), ('mathml', root.find('.//' + MATHML + 'math') is not None)):
            if (what in book.properties(name)) != there:
                yield '%s: the manifest is wrong about %s' % (name, what)


# ---- the stylesheet ----------------------------------------------------------------------------------------------------------------

MODERN = {      # one of these, and Adobe's engine drops the whole sheet
    'functions': r'\b(?:calc|min|max|clamp|var|env|rgba|hsla?)\s*\(', 'custom properties': r'(?<![\w-])--[a-z][\w-]*\s*:',
    'units': r'(?<![\w.#-])\d*\.?\d+(?:rem|vw|vh|vmin|vmax|ch|cqi|cqw|lh)\b', 'at-rules': r'@(?!font-face)[a-z-]+',
    'layout': r'display\s*:\s*(?:inline-)?(?:flex|grid)|(?<![\w-])position\s*:|float\s*:', 'direction': r'(?<![\w-])(?:direction|unicode-bidi)\s*:',
    'selectors': r'[>+~\[][^{}]*\{|:(?!first-line|first-letter)[a-z-]+[^;{}]*\{', 'no rules': r'[^{}@;]+\{\s*\}',
    'sizes in percent': r'font-size\s*:\s*[\d.]+(?:%|px|pt)', 'important': r'!important', 'newer properties': r'(?<![\w-])(?:break-(?:after|before|inside)|columns|inset|gap|aspect-)',
}
READERS_OWN = {'html', 'body', 'p', 'li', 'div', 'section'}


def rules_of(css):
    """(selectors, {property: value}) of each rule."""
    for selectors, body in re.findall(r'([^{}]+)\{([^{}]*)\}', css):
        yield [s.strip() for s in selectors.split(',')], {k.strip().lower(): v.strip() for k, _, v in
                                                          (d.partition(':') for d in body.split(';')) if k.strip()}


def stylesheet(book):
    css = re.sub(r'(?s)/\*.*?\*/', '', book.css)
    for name, pattern in MODERN.items():
        found = re.search(pattern, css, re.I)
        if found:
            yield '%s: %s' % (name, found.group(0).strip()[:40])
    if css.count('{') != css.count('}') or re.search(r';\s*;|:\s*;|[^\x09\x0a\x20-\x7e]', css):
        yield 'syntax'
    for name, page in book.pages.items():
        sheets = [e.get('href') for e in page.iter(XHTML + 'link') if e.get('rel') == 'stylesheet']
        if len(sheets) != 1 or page.find('.//h:style', NS) is not None:
            yield '%s: stylesheets %s' % (name, sheets)
    for selectors, body in rules_of(css):
        if READERS_OWN & set(selectors) and set(body) & {'font-size', 'font-family', 'line-height', 'font'}:
            yield 'the text itself: %s' % selectors
        if 'line-height' in body and body['line-height'] not in ('0', '1'):
            yield 'line-height: %s' % body['line-height']
    pre = [b for s, b in rules_of(css) if 'pre' in s]
    if not any(b.get('white-space') == 'pre-wrap' and 'overflow-wrap' in b and 'word-wrap' in b for b in pre):
        yield 'code does not wrap'


def colours(book):
    for selectors, body in rules_of(re.sub(r'(?s)/\*.*?\*/', '', book.css)):
        for name, value in body.items():
            if name.startswith('background') or (name == 'color' and value != 'inherit'):
                yield '%s { %s: %s }' % (selectors[0], name, value)
            elif re.search(r'#[0-9a-f]{3}|\b(?:red|blue|green|black|white|gr[ae]y|silver)\b|rgb', value, re.I):
                yield '%s { %s: %s }' % (selectors[0], name, value)
    for name, e in ((n, e) for n, root in book.pages.items() for e in tags(root)):
        for a in ('fill', 'stroke', 'color', 'bgcolor'):
            if e.get(a) not in (None, 'none', 'currentColor'):
                yield '%s: %s="%s"' % (name, a, e.get(a))


def fonts(book):
    embedded = [n for n, i in book.files.items() if re.match(r'font/|application/(vnd\.ms-opentype|font|x-font)', i.get('media-type', ''))]
    declared = book.css.count('@font-face')
    if bool(embedded) != bool(declared):
        yield '%d fonts, %d @font-face' % (len(embedded), declared)
    if 'META-INF/encryption.xml' in book.names:
        yield 'encrypted'
    if bool(embedded) != ('META-INF/com.apple.ibooks.display-options.xml' in book.names):
        yield "Apple's options and the fonts do not agree"
    for name in embedded:
        if name in book.names and book.zip.read(name)[:4] not in (b'\0\1\0\0', b'OTTO', b'wOFF', b'wOF2'):
            yield name + ': not a font'


# ---- meaning, size -------------------------------------------------------------------------------------------------------------------

ROLES = {'chapter': 'doc-chapter', 'part': 'doc-part', 'toc': 'doc-toc', 'noteref': 'doc-noteref', 'footnote': 'doc-footnote',
         'pagebreak': 'doc-pagebreak', 'page-list': 'doc-pagelist', 'endnotes': 'doc-endnotes', 'abstract': 'doc-abstract'}


def roles(book):
    for name, page in book.pages.items():
        for e in tags(page):
            for kind in types(e):
                if kind in ROLES and e.get('role') != ROLES[kind] and e.tag != XHTML + 'a' or \
                        kind == 'noteref' and e.get('role') != 'doc-noteref':
                    yield '%s: epub:type="%s" role="%s"' % (name, kind, e.get('role'))
            if 'noteref' in types(e):
                target = book.ids[name].get(urllib.parse.unquote((e.get('href') or '#').partition('#')[2]))
                if target is None or 'footnote' not in types(target):
                    yield '%s: a note mark leads to no note' % name
                elif not any(a.get('href') == '#' + (e.get('id') or ' ') for a in target.iter(XHTML + 'a')):
                    yield '%s: a note leads not back to %s' % (name, e.get('id'))
    for name in book.chapters:
        if not any(types(e) & {'chapter', 'part'} for e in tags(book.pages[name])):
            yield name + ': neither chapter nor part'


def sizes(book):
    for name in book.docs:
        if len(book.zip.read(name)) > LARGEST and name in book.spine:
            yield '%s: %d bytes' % (name, len(book.zip.read(name)))
    for name in book.spine:
        page = book.pages.get(name)
        if page is not None and not text(page.find('h:body', NS)) and page.find('.//h:img', NS) is None:
            yield name + ': empty'
    for name in book.chapters:
        said = text(book.pages[name].find('h:body', NS))
        if said == text(book.pages[name].find('.//h:h1', NS)) and not any('part' in types(e) for e in tags(book.pages[name])) \
                and next(iter(book.pages[name].iter(XHTML + 'img')), None) is None:
            yield name + ': a title and nothing else'


def still(book):
    for name, item in book.files.items():
        if item.get('media-overlay') or {'scripted', 'remote-resources', 'switch'} & set(book.properties(name)):
            yield '%s: %s' % (name, item.attrib)
    if any((e.get('property') or '').startswith(('rendition:', 'media:')) for e in book.metadata.findall('o:meta', NS)):
        yield 'a layout of its own'


RULES = [
    (1, 'mimetype', mimetype), (2, 'members', members), (3, 'times', times), (4, 'identifier', identifier), (5, 'dates', dates),
    (6, 'titles, languages', languages), (7, 'description', description), (8, 'accessibility', accessibility), (9, 'claims', claims),
    (10, 'contents', contents), (11, 'landmarks', landmarks), (12, 'page list', page_list), (13, 'NCX, guide', old_contents),
    (14, 'cover', cover), (15, 'XML', xml), (16, 'ids, links', links), (17, 'headings', headings), (18, 'outside', outside),
    (19, 'alternatives', alternatives), (20, 'tables', tables), (21, 'listings, drawings', listings), (22, 'stylesheet', stylesheet),
    (23, 'colours', colours), (24, 'fonts', fonts), (25, 'roles', roles), (26, 'sizes', sizes), (27, 'no script', still),
]


def faults_of(rule, book):
    try:
        return list(dict.fromkeys(rule(book)))
    except Exception as error:      # a book so broken that the rule cannot be read does not hold to it
        return ['%s: %s' % (type(error).__name__, error)]


def judge(path):
    try:
        book = Book(path)
    except Exception as error:
        return {'rules': [[0, 'the book', ['%s: %s' % (type(error).__name__, error)]]], 'facts': {}}
    toc = navs(book).get('toc')
    entries = list(nav_entries(toc.find('h:ol', NS))) if toc is not None else []
    return {'rules': [[row, name, faults_of(rule, book)] for row, name, rule in RULES],
            'facts': {'bytes': len(book.raw), 'documents': len(book.pages), 'chapters': len(book.chapters), 'entries': len(entries),
                      'depth': max([d for d, _, _ in entries] or [0]),
                      'media': dict(collections.Counter(i.get('media-type') for i in book.files.values()))}}


def line(path):
    faults = ['%d %s: %s%s' % (row, name, found[0], ' and %d more' % (len(found) - 1) if len(found) > 1 else '')
              for row, name, found in judge(path)['rules'] if found]
    print('%s %s %s' % (posixpath.basename(path).removesuffix('.epub'), 'FAIL' if faults else 'PASS', '; '.join(faults)))
    return not faults


if __name__ == '__main__':
    if sys.argv[1] == '--lines':
        sys.exit(0 if all([line(path) for path in sys.argv[2:]]) else 1)
    print(json.dumps(judge(sys.argv[1]), indent=1, ensure_ascii=False))
