"""typst_source.py PAGE OUT: the HTML page as Typst source, for the bench: Typst reads no HTML. Headings, paragraphs,
lists, code, tables and marks are enough for the reference feed."""
import sys

import html5lib

X = '{http://www.w3.org/1999/xhtml}'
quote = lambda s: '"%s"' % s.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n')
words = lambda s: '#%s;' % quote(' '.join(s.split(' '))) if s and s.strip() else ' ' if s else ''
MARKS = {'strong': 'strong', 'b': 'strong', 'em': 'emph', 'i': 'emph', 'sub': 'sub', 'sup': 'super'}


def inline(e):
    out = words(e.text)
    for child in e:
        name = child.tag[len(X):] if isinstance(child.tag, str) else ''
        if name == 'code':
            out += '#raw(%s);' % quote(''.join(child.itertext()))
        elif name in MARKS:
            out += '#%s[%s]' % (MARKS[name], inline(child))
        else:
            out += inline(child)
        out += words(child.tail)
    return out


def block(e, out):
    name = e.tag[len(X):] if isinstance(e.tag, str) else ''
    if name in ('h1', 'h2', 'h3', 'h4', 'h5', 'h6'):
        out.append('%s %s\n' % ('=' * int(name[1]), inline(e)))
    elif name == 'pre':
        out.append('#raw(%s, block: true)\n' % quote(''.join(e.itertext())))
    elif name in ('ul', 'ol'):
        out.append('#%s(%s)\n' % ('list' if name == 'ul' else 'enum', ', '.join('[%s]' % inline(i) for i in e)))
    elif name == 'table':
        rows = [[c for c in r if c.tag in (X + 'td', X + 'th')] for r in e.iter(X + 'tr')]
        columns = max((len(r) for r in rows), default=1)
        cells = ', '.join('[%s]' % inline(r[i]) if i < len(r) else '[]' for r in rows for i in range(columns))
        out.append('#table(columns: %d, %s)\n' % (columns, cells))
    elif name in ('div', 'section', 'blockquote', 'body', 'html'):
        for child in e:
            block(child, out)
    elif name != 'head':
        out.append(inline(e) + '\n')


source = ['#set page(paper: "a4", numbering: "1")\n#set par(justify: true)\n#outline(depth: 1)\n']
block(html5lib.parse(open(sys.argv[1], encoding='utf-8').read()), source)
open(sys.argv[2], 'w', encoding='utf-8').write('\n'.join(source))
