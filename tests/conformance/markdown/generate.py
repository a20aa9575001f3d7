"""generate.py - random documents that pure GFM can express, from a seed: words and nasty marks in every kind of
block and inline. The same seed gives the same documents with every Python."""
import html
import random

from expressible import expressible
from mdnorm import parse, strict

WORDS = 'alpha beta gamma x y 1 2 10 foo bar baz quux Zürich 中文 日本 naïve'.split()
NASTY = ['*', '**', '_', '__', '`', '``', '```', '#', '##', '-', '+', '1.', '1)', '>', '|', '~', '~~', '[', ']', '(', ')',
         '!', '<', '&', '&amp;', '&copy;', '<b>', '</b>', '\\', '\\*', '---', '===', '***', ':', ':-', '[x]', '[ ]',
         '[^1]', '](', '![', 'http://a.org', 'www.a.org', 'a@b.co', '"', "'", '$', '%', '@', '{', '}', '^', '=', '.',
         ',', '…', '“', '”', '\u00a0', '—', '·']
HREFS = ['/u', 'http://a.org/x_y', '/a(b)', '/a)b', '/?a=1&b=2', '#f', '/sp%20ace', '/st*r']
LEVELS = ('mild', .05), ('medium', .2), ('nasty', .5)


def escape(s):
    return html.escape(s, quote=False)


def pre(s, language=''):
    return '<pre><code%s>%s</code></pre>' % (' class="language-%s"' % language if language else '', escape(s))


def table(rows, aligns):
    def row(cells, tag):
        attrs = [' align="%s"' % a if a else '' for a in aligns] + [''] * len(cells)
        return '<tr>%s</tr>' % ''.join('<%s%s>%s</%s>' % (tag, attrs[i], c, tag) for i, c in enumerate(cells))
    body = '<tbody>%s</tbody>' % ''.join(row(r, 'td') for r in rows[1:]) if len(rows) > 1 else ''
    return '<table><thead>%s</thead>%s</table>' % (row(rows[0], 'th'), body)


class Generator:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def text(self, nasty):
        r, out = self.r, []
        for _ in range(r.randint(1, 5)):
            out.append(r.choice(NASTY) if r.random() < nasty else r.choice(WORDS))
            out.append(r.choice(['', ' ', ' ', ' ']))
        return ''.join(out).strip(' ') or 'x'

    def inline(self, depth, in_link, nasty, cell=False, inside=()):
        r, out = self.r, []
        nested = lambda tag: '<%s>%s</%s>' % (tag, self.inline(depth - 1, in_link, nasty, cell, inside + (tag,)).strip(), tag)
        for _ in range(r.randint(1, 4)):
            x = r.random()
            if depth <= 0 or x < .5:
                out.append(escape(self.text(nasty)))
            elif x < .62 and 'em' not in inside:
                out.append(nested('em'))
            elif x < .74 and 'strong' not in inside:
                out.append(nested('strong'))
            elif x < .78 and 'del' not in inside:
                out.append('<del>' + escape(self.text(0)) + '</del>')
            elif x < .87:
                out.append('<code>' + escape(self.text(nasty)) + '</code>')
            elif x < .94 and not in_link:
                href = html.escape(r.choice(HREFS))
                title = r.choice(['', '', ' title="%s"' % html.escape(self.text(nasty)).strip()])
                out.append('<a href="%s"%s>%s</a>' % (href, title, self.inline(depth - 1, True, nasty, cell, inside)))
            elif x < .97:
                out.append('<img src="/i.png" alt="%s">' % html.escape(self.text(nasty)))
            elif not cell and out:
                out.append('<br>\n' + escape(self.text(nasty)))
            else:
                out.append(escape(self.text(nasty)))
            out.append(r.choice(['', ' ', ' ', ' ']))
        return ''.join(out).strip(' ')

    def items(self, tag, depth, nasty):
        r, items = self.r, []
        n = r.randint(1, 4)
        loose = n > 1 and r.random() < .4
        for _ in range(n):
            if loose:
                items.append('<li><p>%s</p>%s</li>' % (self.inline(1, False, nasty), self.blocks(depth - 1, nasty, 0, 1)))
                continue
            below = ''
            if r.random() < .3 and depth > 1:
                below = r.choice([lambda: '<%s><li>%s</li></%s>' % (tag, self.inline(1, False, nasty), tag),
                                  lambda: pre('x\n\n  y\n'), lambda: '<blockquote><p>q</p></blockquote>'])()
            items.append('<li>%s%s</li>' % (self.inline(1, False, nasty), below))
        return ''.join(items)

    def code(self, nasty):
        r = self.r
        lines = [r.choice(['', '  ', '\t', '    ']) + self.text(nasty) if r.random() > .2 else ''
                 for _ in range(r.randint(1, 4))]
        return pre('\n'.join(lines) + '\n', r.choice(['', '', 'c', 'python']))

    def block(self, depth, nasty):
        r = self.r
        x = r.random()
        if x < .35 or depth <= 0:
            return '<p>%s</p>' % self.inline(2, False, nasty)
        if x < .43:
            n = r.randint(1, 6)
            return '<h%d>%s</h%d>' % (n, self.inline(1, False, nasty, True), n)
        if x < .53:
            return self.code(nasty)
        if x < .62:
            return '<blockquote>%s</blockquote>' % self.blocks(depth - 1, nasty, 1, 2)
        if x < .66:
            return '<hr>'
        if x < .76:
            width = r.randint(1, 4)
            aligns = [r.choice(['', '', 'left', 'right', 'center']) for _ in range(width)]
            return table([[self.inline(1, False, nasty, True) if r.random() > .1 or width == 1 else ''
                           for _ in range(width)] for _ in range(r.randint(1, 4))], aligns)
        tag = r.choice(['ul', 'ol'])
        items = self.items(tag, depth, nasty)
        start = ' start="%d"' % r.choice([0, 2, 7, 10, 99]) if tag == 'ol' and r.random() < .3 else ''
        return '<%s%s>%s</%s>' % (tag, start, items, tag)

    def blocks(self, depth, nasty, least, most):
        return '\n'.join(self.block(depth, nasty) for _ in range(self.r.randint(least, most)))


class Wild(Generator):
    """What Markdown has no words for as well, tags left open or closed too often."""
    INLINE = ('sub', 'sup', 'kbd', 'ins', 'mark', 'q', 'small', 'abbr title="a | b"', 'span lang="fr"', 'var', 'ruby', 'unknown', 'b', 'i')
    BLOCK = ('div', 'section', 'details', 'figure', 'center', 'aside', 'dl', 'blockquote', 'li', 'td', 'p', 'h3', 'table', 'pre')

    def inline(self, depth, in_link, nasty, cell=False, inside=()):
        text = super().inline(depth, in_link, nasty, cell, inside)
        if self.r.random() < .3:
            tag = self.r.choice(self.INLINE)
            text = '<%s>%s%s' % (tag, text, '</%s>' % tag.split()[0] if self.r.random() < .9 else '')
        return text if self.r.random() < .9 else '<br>%s<br>' % text

    def block(self, depth, nasty):
        r = self.r
        if r.random() < .7 or depth <= 0:
            return super().block(depth, nasty)
        if r.random() < .3:
            cell = lambda: '<td colspan="%d" rowspan="%d">%s</td>' % (r.randint(0, 3), r.randint(0, 3), self.blocks(depth - 1, nasty, 0, 2))
            return '<table>%s</table>' % ''.join('<tr>%s</tr>' % ''.join(cell() for _ in range(r.randint(0, 3))) for _ in range(r.randint(0, 3)))
        if r.random() < .3:
            return '<dl>%s</dl>' % ''.join('<dt>%s<dd>%s' % (self.inline(1, False, nasty), self.blocks(depth - 1, nasty, 0, 1)) for _ in range(r.randint(1, 3)))
        tag = r.choice(self.BLOCK)
        return '<%s>%s%s' % (tag, self.blocks(depth - 1, nasty, 0, 2), '</%s>' % tag if r.random() < .9 else '')


def wild_documents(seed, count):
    g = Wild(seed)
    return [dict(id='wild %d/%d' % (seed, i + 1), section=LEVELS[i % 3][0], html=g.blocks(3, LEVELS[i % 3][1], 1, 4)) for i in range(count)]


def documents(seed, count):
    g, out = Generator(seed), []
    while len(out) < count:
        name, nasty = LEVELS[len(out) % 3]
        body = g.blocks(3, nasty, 1, 4)
        if expressible(strict(parse(body))) is None:
            out.append(dict(id='%d/%d' % (seed, len(out) + 1), section=name, html=body))
    return out
