"""words.py SCRATCH FILE…: words in = words out + words in the ledger.

Every body found in the files (feeds in XML, well-formed or not, JSON feeds, HTML pages) is parsed by
html5lib, those in XHTML by Python's XML; all of a kind make one feed, which PROGRAM turns into its
model as text (-t tree), once as it is and once with --no-clean. For each body two things are
compared, letter by letter:
  nothing is lost       words of html5lib's text are in the model's text or in the ledger
  nothing is invented   words of the model's text are in html5lib's text or in an attribute
Words are compared as a bag; where the two sides cut words differently (a number that stood in a
cell beside code), the letters of what is left over decide."""
import html
import json
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from xml.sax.saxutils import escape

import html5lib

ENCODED = '{http://purl.org/rss/1.0/modules/content/}encoded'
ATOM = '{http://www.w3.org/2005/Atom}'
SILENT = {'script', 'style', 'link', 'meta', 'base', 'param', 'source', 'track', 'area', 'col'}
INLINE = set('''a abbr acronym b bdi bdo big blink button cite code data del dfn em font i img input ins kbd label map mark
math meter nobr noscript output picture progress q rb rp rt rtc ruby s samp slot small span strike strong sub sup svg time tt u
var wbr'''.split())
BLOCK_NODES = set('''article paragraph heading list item code-block quote callout table caption row cell figure rule
definitions term description details summary footnote math-block media raw break'''.split())
WORD = re.compile(r'[^\W_]+')


XHTML = '{http://www.w3.org/1999/xhtml}'
ELEMENT = re.compile(r'<(content:encoded|description|content|summary)\b[^>]*>(.*?)</\1>', re.S)
CDATA = re.compile(r'<!\[CDATA\[(.*?)(?:\]\]>|$)', re.S)


def decoded(data):
    for encoding in re.findall(rb'(?:encoding|charset)=["\']?([\w-]+)', data[:1000])[:1] + [b'utf-8']:
        try:
            return data.decode(encoding.decode(), 'replace')
        except LookupError:
            pass


def strings_of(value):
    """The bodies of a JSON feed, wherever they stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == 'content_html' and isinstance(inner, str):
                yield inner
            yield from strings_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner)


def xhtml_of(e):
    """What stands in an Atom <content type="xhtml">, as XML without prefixes; None when it is not XHTML."""
    if not len(e) or e[0].tag != XHTML + 'div':
        return None
    ET.register_namespace('', XHTML[1:-1])
    return ET.tostring(e[0], encoding='unicode')


def bodies_of(path):
    """(kind, body) of each: kind is 'html' or 'xhtml'."""
    data = open(path, 'rb').read()
    if path.endswith(('.html', '.htm')):
        yield 'html', re.sub(r'(?is)^.*?<body[^>]*>|</body>.*$', '', decoded(data))
        return
    if path.endswith('.json'):
        try:
            for body in strings_of(json.loads(data)):
                yield 'html', body
        except ValueError:
            pass
        return
    try:
        root = ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError):
        for _, body in ELEMENT.findall(decoded(data)):
            cdata = CDATA.search(body)
            yield 'html', cdata[1] if cdata else html.unescape(body)
        return
    for e in root.iter():
        if e.tag in (ENCODED, 'description') and len(e) == 0 and e.text:
            yield 'html', e.text
        elif e.tag in (ATOM + 'content', ATOM + 'summary') and e.get('type') in ('html', 'text/html') and e.text:
            yield 'html', e.text
        elif e.tag in (ATOM + 'content', ATOM + 'summary') and e.get('type') == 'xhtml' and xhtml_of(e):
            yield 'xhtml', xhtml_of(e)


def xml_safe(text):
    return re.sub('[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]', '\ufffd', text)


def words(text):
    return Counter(WORD.findall(unicodedata.normalize('NFC', text)))


def local(name):
    return name.rpartition('}')[2] if isinstance(name, str) else ''


def text_in(root):
    """All text that is not a script's, and all attribute values."""
    text, attributes, scripts = [], [], []

    def walk(e, silent):
        name = local(e.tag)
        if not name:
            return
        attributes.extend(e.attrib.values())
        silent = silent or name in SILENT
        foreign = e.tag.startswith('{') and 'xhtml' not in e.tag
        border = '' if name in INLINE or foreign or name not in KNOWN else ' '
        text.append(border)
        (scripts if silent else text).append(e.text or '')
        for child in e:
            walk(child, silent)
            (scripts if silent else text).append(child.tail or '')
        text.append(border)

    walk(root, False)
    return ''.join(text), ' '.join(attributes + scripts)


KNOWN = set('''address applet article aside audio blockquote body br canvas caption center dd details dialog dir div dl dt
embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li
listing main marquee menu menuitem nav noembed noframes object ol optgroup option p plaintext pre search section select
summary table tbody td template textarea tfoot th thead title tr ul video xmp datalist'''.split())

FIELD = re.compile(r' ([a-z-]+)="((?:[^"\\]|\\.)*)"')
BARE = re.compile(r'^ *(?:text|code) "((?:[^"\\]|\\.)*)"$')
ESCAPE = re.compile(r'\\(n|t|_|x[0-9A-F]{2}|.)')


def unquote(s):
    plain = {'n': '\n', 't': '\t', '_': '\xa0'}
    return ESCAPE.sub(lambda m: plain.get(m[1], chr(int(m[1][1:], 16)) if len(m[1]) == 3 else m[1]), s)


def entries_of(tree):
    entry = None
    for line in tree.split('\n'):
        if line.startswith('entry '):
            if entry is not None:
                yield entry
            entry = []
        elif entry is not None:
            entry.append(line)
    if entry is not None:
        yield entry


def text_out(lines):
    """The text of a model, what else it says (titles, alternative texts), and its ledger."""
    text, extra, ledger = [], [], []
    for line in lines:
        bare = BARE.match(line)
        if bare:
            text.append(unquote(bare[1]))
            continue
        name = line.strip().partition(' ')[0]
        fields = {k: unquote(v) for k, v in FIELD.findall(line)}
        if name == 'ledger':
            ledger.append(fields.get('text', ''))
            continue
        if name in BLOCK_NODES:
            text.append(' ')
        if name == 'code-block':
            text.append(fields.get('text', '') + ' ')
        elif name in ('math', 'math-block'):
            text.append(re.sub('<[^>]*>', '', fields.get('mathml', '')).replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&'))
            extra.append(fields.get('tex', ''))
        elif name == 'image':
            extra.append(fields.get('alt', ''))
        elif name == 'callout':
            extra.append(fields.get('title', ''))
        elif name == 'media':
            extra.append(fields.get('title', ''))
    return ''.join(text), ' '.join(extra), ' '.join(ledger)


def letters(counter):
    out = Counter()
    for word, n in counter.items():
        for c in word:
            out[c] += n
    return out


NOTICE = 'The feed has no text for this article; it is at its address.'


def compare(kind, body, lines):
    """(what was lost, what was invented), as text, empty when all is well."""
    root = html5lib.parseFragment(body, container='div', namespaceHTMLElements=True) if kind == 'html' else ET.fromstring(body)
    text, attributes = text_in(root)
    out, extra, ledger = text_out(lines)
    want, have = words(text), words(out) + words(ledger)
    if not want:
        have -= words(NOTICE)
    lost, invented = want - (have + words(extra)), have - (want + words(attributes))
    if lost:
        short = letters(want - have) - letters(have - want) - letters(words(extra))
        lost = lost if short else None
    if invented:
        short = letters(have - want) - letters(want - have) - letters(words(attributes))
        invented = invented if short else None
    return ' '.join(lost or ()), ' '.join(invented or ())


RSS = ('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title>'
       '<link>https://example.org/</link><description>d</description>\n',
       '<item><title>zq%d</title><guid>zq%d</guid><link>https://example.org/zq%d</link><content:encoded>%s</content:encoded></item>\n',
       '</channel></rss>\n')
ATOM_FEED = ('<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><id>https://example.org/</id><updated>2020-01-01T00:00:00Z</updated>\n',
             '<entry><title>zq%d</title><id>zq%d</id><link href="https://example.org/zq%d"/><updated>2020-01-01T00:00:00Z</updated>'
             '<content type="xhtml">%s</content></entry>\n',
             '</feed>\n')


def run(scratch, kind, bodies, clean):
    feed = os.path.join(scratch, 'words.xml')
    begin, entry, end = RSS if kind == 'html' else ATOM_FEED
    with open(feed, 'w', encoding='utf-8') as f:
        f.write(begin)
        for i, body in enumerate(bodies):
            f.write(entry % (i, i, i, escape(body) if kind == 'html' else body))
        f.write(end)
    options = [] if clean else ['--no-clean']
    p = subprocess.run([os.environ['PROGRAM'], '-q', '-t', 'tree', *options, '-o', '-', feed], capture_output=True, timeout=560)
    if p.returncode or b'Sanitizer' in p.stderr or b'runtime error' in p.stderr:
        print('not ok - words: exit %d: %s' % (p.returncode, p.stderr[:300]))
        sys.exit(1)
    return [(lines) for lines in entries_of(p.stdout.decode('utf-8'))]


def judge(scratch, kind, bodies, names, clean):
    entries = run(scratch, kind, bodies, clean)
    what = '%s, %s' % (kind, 'clean' if clean else '--no-clean')
    if len(entries) != len(bodies):
        print('not ok - %s: %d entries of %d' % (what, len(entries), len(bodies)))
        return
    bad = 0
    for name, body, lines in zip(names, bodies, entries):
        lost, invented = compare(kind, body, lines)
        if lost or invented:
            bad += 1
            print('not ok - %s, %s: %s%s' % (what, name, lost and 'lost: ' + lost[:300], invented and ' invented: ' + invented[:300]))
    print('%s - %s: words in = words out + words in the ledger (%d bodies, %d bytes)' % (
        'not ok' if bad or not bodies else 'ok', what, len(bodies), sum(len(b) for b in bodies)))


def main():
    scratch, paths = sys.argv[1], sys.argv[2:]
    found = {'html': {}, 'xhtml': {}}
    for path in paths:
        for i, (kind, body) in enumerate(bodies_of(path), 1):
            body = xml_safe(body.replace('\r\n', '\n').replace('\r', '\n'))
            if body.strip():
                found[kind].setdefault(body, '%s, body %d' % (os.path.basename(path), i))
    for kind, bodies in found.items():
        if bodies or kind == 'html':
            for clean in (True, False):
                judge(scratch, kind, list(bodies), list(bodies.values()), clean)


main()
