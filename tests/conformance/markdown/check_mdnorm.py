#!/usr/bin/python3
"""check_mdnorm.py - what judges must be judged: pairs that mdnorm has to take for equal, and pairs it must not."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mdnorm

STRICTLY_EQUAL = [
    ('<p>a\n b</p>', '<p>a b</p>'),
    ('<p> a </p>', '<p>a</p>'),
    ('<p>a <em> b</em></p>', '<p>a <em>b</em></p>'),
    ('<p>a <br /> b</p>', '<p>a<br>b</p>'),
    ('<a title=x href=/u>a</a>', '<a href="/u" title="x">a</a>'),
    ('<pre>x\n</pre>', '<pre>x</pre>'),
    ('<!-- c --><p>a</p>', '<p>a</p>'),
    ('<p>a<!-- c -->b</p>', '<p>ab</p>'),
    ('<td style="text-align: right">', '<td align="right">'),
    ('<table><tr><td style="text-align: right">x', '<table><tr><td align="right">x'),
    ('<a href="/ä b">x</a>', '<a href="/%C3%A4%20b">x</a>'),
    ('<a href="/%7Ex">x</a>', '<a href="/~x">x</a>'),
    ('<h2 id="a">x</h2>', '<h2>x</h2>'),
    ('<ul>\n<li>a</li>\n</ul>', '<ul><li>a</li></ul>'),
    ('<input type=checkbox disabled checked>', '<input checked="" disabled="" type="checkbox">'),
    ('<p>&amp;&#x41;</p>', '<p>&amp;A</p>'),
    ('<ol start=1><li>a</ol>', '<ol><li>a</ol>'),
]
STRICTLY_OTHER = [
    ('<p>a b</p>', '<p>ab</p>'),
    ('<pre>a  b</pre>', '<pre>a b</pre>'),
    ('<pre>x\n\n</pre>', '<pre>x</pre>'),
    ('<p>a\xa0b</p>', '<p>a b</p>'),
    ('<p>a</p><p>b</p>', '<p>a b</p>'),
    ('<b>a</b>', '<strong>a</strong>'),
    ('<ul><li>a</ul>', '<ul><li><p>a</p></ul>'),
    ('<p><em>a</em> b</p>', '<p><em>a </em>b</p>'),
    ('<a href="/a%2Fb">x</a>', '<a href="/a/b">x</a>'),
    ('<ol start=2><li>a</ol>', '<ol><li>a</ol>'),
    ('<p>a</p>', '<p class=x>a</p>'),
    ('<em>a</em>b', 'a<em>b</em>'),
    ('<p><code>a</code></p>', '<p>a</p>'),
]
EQUAL_IN_CONTENT = [
    ('<b>a</b>', '<strong>a</strong>'),
    ('<ul><li>a</ul>', '<ul><li><p>a</p></ul>'),
    ('<p><em>a </em>b</p>', '<p><em>a</em> b</p>'),
    ('<div><p>a</p></div>', '<p>a</p>'),
    ('<p class=x>a</p>', '<p>a</p>'),
    ('<div>a<div>b</div></div>', '<p>a</p><p>b</p>'),
    ('a<br><br>b', '<p>a</p><p>b</p>'),
    ('<table><tr><td>a<tr><td>b</table>',
     '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'),
    ('<pre>x</pre>', '<pre><code>x</code></pre>'),
    ('<p>a <a href="http://x.org">http://x.org</a></p>', '<p>a http://x.org</p>'),
    ('<a href="/u"><h2>x</h2></a>', '<h2><a href="/u">x</a></h2>'),
    ('<p>a</p><p></p>', '<p>a</p>'),
    ('<ul><li>a</li><ul><li>b</li></ul></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'),
    ('<em>a<del>b</del></em><em><del>c</del>d</em>', '<em>a<del>bc</del>d</em>'),
    ('<em><blockquote>a</blockquote></em>', '<blockquote><p><em>a</em></p></blockquote>'),
    ('<strong> <ul> <li>a</li> <li>b</li> </ul> </strong>', '<ul><li><b>a</b><li><b>b</b></ul>'),
    ('<i><table><tr><td>a<td>b</table></i>', '<table><tr><td><em>a</em><td><em>b</em></table>'),
    ('<table><tr><pre>a</pre></tr><tr><td>b</table>', '<pre>a</pre><table><tr><td>b</table>'),
]
OTHER_IN_CONTENT = [
    ('<p>a</p>', '<p>b</p>'),
    ('<h2>a</h2>', '<h3>a</h3>'),
    ('<a href="/u">a</a>', 'a'),
    ('<em>a</em>', 'a'),
    ('x<sup>2</sup>', 'x2'),
    ('<ul><li>a</ul>', '<ol><li>a</ol>'),
    ('<img src=a alt=b>', 'b'),
    ('<pre>a\nb</pre>', '<pre>a b</pre>'),
    ('<p>a<br>b</p>', '<p>a b</p>'),
    ('<ul><li>a<ul><li>b</ul></ul>', '<ul><li>a<li>b</ul>'),
    ('<em><blockquote>a</blockquote></em>', '<blockquote>a</blockquote>'),
    ('<table><tr><pre>a</pre></tr></table>', '<table><tr></tr></table>'),
    ('<table>a<tr><td>b</table>', '<table><tr><td>b</table>'),
]


def strict(source):
    return mdnorm.dump(mdnorm.strict(mdnorm.parse(source)))


def content(source):
    return mdnorm.dump(mdnorm.semantic(mdnorm.parse(source)))


failed = 0
for form, pairs, want in ((strict, STRICTLY_EQUAL, True), (strict, STRICTLY_OTHER, False),
                          (content, EQUAL_IN_CONTENT, True), (content, OTHER_IN_CONTENT, False)):
    for a, b in pairs:
        if (form(a) == form(b)) != want:
            failed += 1
            print('not ok - the normaliser: %s and %s %s' % (a, b, 'are equal' if want else 'differ'))
if not failed:
    print('ok - the normaliser tells what differs')
