#!/usr/bin/python3
"""pathological.py FOLDER [NAME...]: inputs that make a quadratic or recursive program slow or dead, one file each, about a
megabyte. RSS unless the name says html. Each must be done in seconds, whatever comes out."""
import os
import sys
from xml.sax.saxutils import escape

out, only = sys.argv[1], set(sys.argv[2:])
wanted = lambda name: not only or name in only
N = 1_000_000


def rss(items, title='t'):
    return ('<rss version="2.0"><channel><title>%s</title><link>http://a.example/</link><description>d</description>%s</channel></rss>'
            % (title, ''.join(items)))


def item(body, title='t', more=''):
    return '<item><title>%s</title>%s<description>%s</description></item>' % (title, more, escape(body))


def times(unit, size=N):
    return unit * (size // len(unit))


bodies = {
    'open-divs': times('<div>'), 'open-b': times('<b>'), 'open-a': times('<a href=x>'), 'open-p-b': times('<p><b>'),
    'open-lists': times('<ul><li>'), 'open-tables': times('<table><tr><td>'), 'open-quotes': times('<blockquote>'),
    'close-only': times('</div></p></b>'), 'misnested': times('<b><i></b></i>'), 'adoption': times('<a><p>'),
    'formatting': times('<b><i><u><s><em><p>'), 'font-nest': times('<font size=%d>' % 1, 200000) + 'x',
    'comments': times('<!-- -->'), 'open-comment': '<!--' + 'x' * N, 'comment-dashes': '<!--' + '-' * N,
    'lt': '<' * N, 'amp': '&' * N, 'amp-hash': times('&#'), 'entity': times('&lt;'), 'long-entity': '&' + 'a' * N,
    'attributes': '<p ' + ''.join('a%d=1 ' % i for i in range(N // 8)) + '>x', 'long-attribute': '<p title="' + 'x' * N + '">x',
    'same-attribute': '<p ' + times('a=1 ') + '>x', 'ids': times('<p id=x>a</p>'), 'open-attribute': '<p title="' + 'x<p>' * (N // 4),
    'long-word': 'x' * N, 'words': times('word '), 'spaces': ' ' * N, 'newlines': '\n' * N, 'breaks': times('<br>'),
    'nbsp': '\u00a0' * (N // 2), 'zero-width': '\u200b' * (N // 3), 'combining': 'a' + '\u0301' * (N // 2), 'rtl': 'א' * (N // 2),
    'bidi-nest': '\u202b' * 10000 + 'a' + '\u202c' * 10000, 'cjk': '漢' * (N // 3), 'emoji': '👨‍👩‍👧' * (N // 30), 'soft-hyphens': 'a\u00ad' * (N // 3),
    'long-code-line': '<pre>' + 'x' * N + '</pre>', 'code-lines': '<pre>' + 'x\n' * (N // 2) + '</pre>', 'code-spaces': '<pre>' + ' ' * N + '</pre>',
    'code-tabs': '<pre>' + '\t' * N + 'x</pre>', 'backticks': '<pre>' + '`' * N + '</pre>', 'inline-backticks': '<code>' + '`' * N + '</code>',
    'box-drawing': '<pre>' + '│ ' * (N // 8) + '\n' + '┌─┐\n' * (N // 20) + '</pre>', 'highlight-spans': '<pre><code>' + times('<span class=k>if</span>') + '</code></pre>',
    'wide-table': '<table><tr>' + times('<td>x', N // 4) + '</table>', 'tall-table': '<table>' + times('<tr><td>x<td>y') + '</table>',
    'colspans': '<table>' + times('<tr><td colspan=1000>x', 200000) + '</table>', 'rowspans': '<table>' + times('<tr><td rowspan=65534>x', 200000) + '</table>',
    'huge-span': '<table><tr><td colspan=999999999 rowspan=999999999>x<td>y</table>', 'nested-tables': times('<table><tr><td>', 30000) + 'x',
    'one-long-cell': '<table><tr><td>' + times('word ', N // 2) + '<td>y</table>', 'foster': '<table>' + times('x<tr>') + '</table>',
    'headings': times('<h2>a</h2>'), 'deep-headings': times('<h1>a</h1><h6>b</h6>'), 'long-heading': '<h2>' + times('word ') + '</h2>',
    'links': times('<a href="http://b.example/x">y</a> '), 'long-url': '<a href="http://b.example/' + 'x' * N + '">y</a>',
    'images': times('<img src=x.png alt=y>'), 'data-url': '<img src="data:image/png;base64,' + 'A' * N + '">', 'stars': '*' * N, 'underscores': times('_a '),
    'brackets': '[' * N, 'bracket-pairs': times('[]('), 'pipes': '|' * N, 'hashes': '#' * N, 'em-nest': times('<em>a', 200000), 'strong-em': times('<strong><em>a</em></strong>'),
    'footnotes': ''.join('<sup id="r%d"><a href="#n%d">%d</a></sup>' % (i, i, i) for i in range(5000)) + '<ol>' + ''.join('<li id="n%d">note <a href="#r%d">back</a></li>' % (i, i) for i in range(5000)) + '</ol>',
    'list-items': '<ul>' + times('<li>x') + '</ul>', 'list-numbers': '<ol start=2147483647>' + times('<li>x', 100000) + '</ol>', 'reversed-list': '<ol reversed start=-2147483648>' + times('<li value=9>x', 100000) + '</ol>',
    'definitions': '<dl>' + times('<dt>a<dd>b') + '</dl>', 'ruby': '<ruby>' + times('a<rt>b') + '</ruby>', 'details': times('<details><summary>a', 100000), 'svg': times('<svg>', 100000), 'math': times('<math><mi>', 100000),
    'templates': times('<template>', 100000), 'selects': times('<select><option>x', 100000), 'script': '<script>' + times('</scrip') + '</script>x', 'plaintext': '<plaintext>' + times('<p>', 100000), 'textarea': '<textarea>' + times('<p>', 100000),
    'nul': 'a\x01b\x02' * 1000, 'surrogates': '&#xD800;' * 1000, 'big-reference': '&#' + '9' * N + ';', 'null-reference': '&#0;' * (N // 4),
}
for name, body in bodies.items():
    if not wanted(name):
        continue
    with open(os.path.join(out, name + '.html'), 'w', encoding='utf-8') as f:
        f.write(body)

feeds = {
    'many-items': rss([item('<p>x</p>', 'i%d' % i, '<guid>%d</guid>' % i) for i in range(8000)]),
    'same-items': rss([item('<p>x</p>', 't', '<guid>same</guid>')] * 8000),
    'same-guids': rss([item('<p>x%d</p>' % i, 't%d' % i, '<guid>same</guid>') for i in range(8000)]),
    'same-titles': rss([item('<p>x%d</p>' % i, 'same', '<guid>%d</guid>' % i) for i in range(8000)]),
    'empty-items': rss(['<item/>'] * 20000),
    'long-title': rss([item('x', 'w ' * (N // 2))]),
    'long-book-title': rss([item('x')], 'w' * N),
    'many-categories': rss([item('x', 't', '<category>c</category>' * 50000)]),
    'many-categories-apart': rss([item('x', 't', ''.join('<category>c%d</category>' % i for i in range(30000)))]),
    'many-authors': rss([item('x', 't', ''.join('<author>a%d@b.example</author>' % i for i in range(20000)))]),
    'many-enclosures': rss([item('x', 't', '<enclosure url="http://a.example/x.mp3" type="audio/mpeg" length="1"/>' * 10000)]),
    'deep-xml': '<rss version="2.0"><channel><item><description>' + '<a>' * 200000,
    'many-attributes': '<rss version="2.0" ' + ''.join('a%d="1" ' % i for i in range(60000)) + '><channel><item><title>x</title></item></channel></rss>',
    'many-namespaces': '<rss version="2.0" ' + ''.join('xmlns:a%d="u%d" ' % (i, i) for i in range(30000)) + '><channel><item><title>x</title></item></channel></rss>',
    'laughs': '<!DOCTYPE rss [<!ENTITY a "lol">' + ''.join('<!ENTITY %s "%s">' % (chr(98 + i), ('&%s;' % chr(97 + i)) * 10) for i in range(9)) + ']><rss version="2.0"><channel><title>&j;</title><item><title>&j;</title></item></channel></rss>',
    'quadratic-entity': '<!DOCTYPE rss [<!ENTITY a "' + 'x' * 100000 + '">]><rss version="2.0"><channel><item><description>' + '&a;' * 20000 + '</description></item></channel></rss>',
    'parameter-entity': '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
    'cdata-pieces': rss(['<item><title>x</title><description>' + '<![CDATA[a]]>' * 70000 + '</description></item>']),
    'big-cdata': rss(['<item><title>x</title><description><![CDATA[' + 'y <b>z</b> ' * 300000 + ']]></description></item>']),
    'ten-megabytes': rss(['<item><title>x</title><description><![CDATA[' + '<p>y <b>z</b> ' * 800000 + ']]></description></item>']),
    'open-cdata': '<rss version="2.0"><channel><item><description><![CDATA[' + 'x' * N,
    'open-comment': '<rss version="2.0"><channel><!--' + 'x' * N,
    'bare-amps': rss(['<item><title>x</title><description>' + '& ' * (N // 2) + '</description></item>']),
    'junk-first': 'x' * N + rss([item('y')]),
    'spaces-first': ' ' * N + rss([item('y')]),
    'link-web': rss([item(''.join('<a href="http://a.example/%d">x</a>' % j for j in range(0, 600)), 'i%d' % i, '<link>http://a.example/%d</link>' % i) for i in range(60)]),
    'link-fragments': rss([item(''.join('<a href="http://a.example/%d#f%d">x</a>' % (j, i) for j in range(0, 600)), 'i%d' % i, '<link>http://a.example/%d</link>' % i) for i in range(60)]),
}
for name, text in feeds.items():
    if not wanted(name):
        continue
    with open(os.path.join(out, name + '.xml'), 'w', encoding='utf-8') as f:
        f.write(text)
# Bytes that are no UTF-8
raw = {'bad-utf8': b'<rss version="2.0"><channel><item><title>x</title><description>' + b'\xff\xfe\x80' * 100000 + b'</description></item></channel></rss>',
       'utf16': rss([item('<p>x</p>' * 10000)]).encode('utf-16'), 'utf32': rss([item('<p>x</p>' * 10000)]).encode('utf-32'), 'nuls': b'\0' * N, 'gzip-bomb': None}
import gzip
raw['gzip-bomb'] = gzip.compress(b'<rss version="2.0"><channel><title>' + b' ' * 300_000_000)
for name, data in raw.items():
    if not wanted(name):
        continue
    with open(os.path.join(out, name + '.xml'), 'wb') as f:
        f.write(data)
