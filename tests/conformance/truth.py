"""truth.py - what a feed says, read without any part of designconv: the XML by Python's own parser,
each body by html5lib. An article is its title and a list of blocks in document order.

A block is (kind, text, …): heading (text, level), code (text, verbatim), cell (text, row number),
item (the text of an <li> up to its first nested block), text (a paragraph or loose text). The text of an SVG drawing
is a code block marked 'drawn': its lines and arrows are strokes (undrawn takes them out of what is compared)."""
import re
import unicodedata
import xml.etree.ElementTree as ET

import html5lib

ENCODED = '{http://purl.org/rss/1.0/modules/content/}encoded'
ATOM = '{http://www.w3.org/2005/Atom}'
HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')
BLOCKS = HEADINGS + ('p', 'li', 'ul', 'ol', 'dl', 'dt', 'dd', 'td', 'th', 'tr', 'table', 'thead', 'tbody', 'tfoot',
                     'caption', 'blockquote', 'pre', 'div', 'hr', 'figure', 'figcaption', 'details', 'summary',
                     'section', 'article', 'header', 'footer', 'aside', 'address', 'br')
SILENT = ('script', 'style', 'template', 'noscript')
KINDS = {'li': 'item', 'td': 'cell', 'th': 'cell'}


def words(text):
    return unicodedata.normalize('NFC', text).split()


class Article:
    def __init__(self, title, url, blocks):
        self.title, self.url, self.blocks = title, url, blocks

    def of(self, kind):
        return [b for b in self.blocks if b[0] == kind]

    def words(self):
        return [w for b in self.blocks for w in words(b[1])]


def blocks(root):
    """The blocks of a parsed tree (html5lib's etree without namespaces, or XHTML's local names)."""
    out = []
    state = dict(kind='text', extra=None, text='', row=0)

    def flush(kind='text', extra=None):
        if state['text'].strip():
            out.append((state['kind'], state['text'].strip(), state['extra']))
        elif state['kind'] == 'cell':
            out.append(('cell', '', state['extra']))
        state.update(kind=kind, extra=extra, text='')

    def walk(e):
        name = e.tag if isinstance(e.tag, str) else ''
        name = name.rpartition('}')[2]
        if name in SILENT or not name:
            return
        if name == 'svg':                               # a drawing: its words, row by row
            flush()
            rows = {}
            for t in e.iter():
                if isinstance(t.tag, str) and t.tag.rpartition('}')[2] == 'text':
                    rows.setdefault(float(t.get('y')), []).append((float(t.get('x')), ''.join(t.itertext())))
            out.append(('code', '\n'.join(' '.join(w for _, w in sorted(rows[y])) for y in sorted(rows)), 'drawn'))
            return
        if name == 'pre':
            flush()
            text = ''.join(e.itertext())
            out.append(('code', text, None))
            return
        if name in HEADINGS:
            flush('heading', int(name[1]))
        elif name in ('td', 'th'):
            flush('cell', state['row'])
        elif name == 'tr':
            state['row'] += 1
            flush()
        elif name in ('p', 'div') and not state['text'].strip() and state['kind'] in ('item', 'cell'):
            pass                                        # the first paragraph of an item is the item's text
        elif name in BLOCKS:
            flush(KINDS.get(name, 'text'))
        if name == 'br':
            state['text'] += '\n'
        state['text'] += e.text or ''
        for child in e:
            walk(child)
            state['text'] += child.tail or ''
        if name in BLOCKS and name != 'br':
            flush()

    walk(root)
    flush()
    return out


def fragment(html):
    return html5lib.parseFragment(html, container='div', namespaceHTMLElements=False)


def body_blocks(html):
    root = fragment(html)
    root.tag = 'div'
    return blocks(root)


def read(path):
    """The articles of an RSS or Atom feed that is well-formed."""
    root = ET.parse(path).getroot()
    out = []
    for item in root.iter('item'):
        body = item.findtext(ENCODED) or item.findtext('description') or ''
        title = ' '.join(words(''.join(fragment(item.findtext('title') or '').itertext())))
        out.append(Article(title, (item.findtext('link') or '').strip(), body_blocks(body)))
    return out


def code_lines(text):
    """Lines as they are seen: without trailing blanks, and none empty at either end."""
    return [line.rstrip() for line in re.sub(r'\r\n?', '\n', text).strip('\n').split('\n')]


STROKES = re.compile('[\u2190-\u21ff\u2500-\u257f\u25b2-\u25c5+|<>_-]|(?<!\\S)[v^](?!\\S)')


def undrawn(text):
    """What is left of a drawing when its strokes are taken away: each line's words; lines of strokes alone go."""
    rows = [STROKES.sub(' ', line).split() for line in text.split('\n')]
    return [' '.join(row) for row in rows if row]
