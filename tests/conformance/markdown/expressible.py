"""expressible.py - what pure GFM, without raw HTML, can say at all, as cmark-gfm implements it.

expressible(tree): None, or the reason why not; tree is one that mdnorm.strict has made. The counts of
the "expr" level are counted over what is expressible."""
import re

from mdnorm import Node, _isblock as isblock

INL = set('em strong del code a img br'.split())


def expressible(n):
    try:
        _xb(n.kids, 'top')
    except ValueError as e:
        return str(e)
    return None


def bad(s):
    raise ValueError(s)


def _attrs(k, *ok):
    for a in k.attrs:
        if a not in ok:
            bad('attribute %s on %s' % (a, k.tag))


EMAIL = re.compile(r'[A-Za-z0-9.+_-]@[A-Za-z0-9_-]+\.[A-Za-z0-9]')


def _xi(kids, ctx, link=False):
    for i, k in enumerate(kids):
        if isinstance(k, str):
            if not link and EMAIL.search(k):
                bad('bare e-mail address in text (GFM autolinks it)')
            continue
        nx = kids[i + 1] if i + 1 < len(kids) else ''
        if k.tag in ('code', 'del') and not isinstance(nx, str) and nx.tag == k.tag:
            bad('adjacent <%s>s' % k.tag)
        if k.tag == 'code' and ctx == 'cell' and '\\|' in k.text():
            bad('backslash-pipe in code in a table')
        if k.tag in ('em', 'strong', 'del') and k.kids and any(not isinstance(x, str) and x.tag == 'br' for x in (k.kids[0], k.kids[-1])):
            bad('br at edge of %s' % k.tag)
        if k.tag not in INL:
            bad('element <%s>' % k.tag if k.tag not in ('p', 'ul', 'ol', 'pre', 'blockquote', 'hr', 'table') else 'block <%s> in inline context' % k.tag)
        if k.tag == 'br':
            _attrs(k)
            if ctx == 'cell' or ctx == 'heading':
                bad('<br> in ' + ctx)
        elif k.tag == 'img':
            _attrs(k, 'src', 'alt', 'title')
            if 'src' not in k.attrs or 'alt' not in k.attrs:
                bad('img without src/alt')
        elif k.tag == 'code':
            _attrs(k)
            if any(not isinstance(c, str) for c in k.kids):
                bad('markup in code')
            if not k.text():
                bad('empty code')
        else:
            _attrs(k, *(('href', 'title') if k.tag == 'a' else ()))
            if k.tag == 'a' and 'href' not in k.attrs:
                bad('a without href')
            if not k.kids and k.tag != 'a':
                bad('empty ' + k.tag)
            _xi(k.kids, ctx, link or k.tag == 'a')


def _xb(kids, ctx):
    for k in kids:
        if isinstance(k, str):
            bad('bare text at block level')
        t = k.tag
        if t == 'p':
            _attrs(k)
            if not k.kids:
                bad('empty p')
            _xi(k.kids, 'p')
            if not isinstance(k.kids[-1], str) and k.kids[-1].tag == 'br' or not isinstance(k.kids[0], str) and k.kids[0].tag == 'br':
                bad('br at paragraph edge')
        elif t in ('h1', 'h2', 'h3', 'h4', 'h5', 'h6'):
            _attrs(k)
            _xi(k.kids, 'heading' if t not in ('h1', 'h2') else 'p')
        elif t == 'hr':
            _attrs(k)
        elif t == 'blockquote':
            _attrs(k)
            _xb(k.kids, 'quote')
        elif t == 'pre':
            _attrs(k)
            if len(k.kids) != 1 or isinstance(k.kids[0], str) or k.kids[0].tag != 'code':
                bad('pre without code')
            c = k.kids[0]
            _attrs(c, 'class')
            if 'class' in c.attrs and not re.fullmatch(r'language-\S+', c.attrs['class']):
                bad('class on code')
            if any(not isinstance(x, str) for x in c.kids):
                bad('markup in pre')
        elif t in ('ul', 'ol'):
            _attrs(k, *(('start',) if t == 'ol' else ()))
            if not k.kids:
                bad('empty list')
            tight = loose = False
            for li in k.kids:
                if isinstance(li, str) or li.tag != 'li':
                    bad('non-li in list')
                _attrs(li)
                ks = list(li.kids)
                if ks and not isinstance(ks[0], str) and ks[0].tag == 'input' and ks[0].attrs.get('type') == 'checkbox':
                    ks.pop(0)
                run = []
                seen_block = False
                for c in ks:
                    if isblock(c):
                        seen_block = True
                        if c.tag == 'p':
                            loose = True
                        kk = c
                        if c.tag == 'p' and c.kids and not isinstance(c.kids[0], str) and c.kids[0].tag == 'input':
                            kk = Node('p', {}, c.kids[1:])
                        _xb([kk], 'li')
                    else:
                        if seen_block:
                            bad('text after block in li')
                        run.append(c)
                if run:
                    tight = True
                    _xi(run, 'li')
            if tight and loose:
                bad('mixed tight/loose list')
            if loose and len(k.kids) == 1 and len(k.kids[0].kids) == 1:
                bad('loose list of a single paragraph')
            if tight:
                for li in k.kids:
                    for x, y in zip(li.kids, li.kids[1:]):
                        if not isblock(x) and isblock(y) and (y.tag == 'ol' and y.attrs.get('start', '1') != '1' or y.tag in ('ol', 'ul') and y.kids and not y.kids[0].kids):
                            bad('tight text before a list that cannot interrupt it')
                        if isblock(x) and isblock(y) and x.tag == y.tag == 'blockquote':
                            bad('adjacent blockquotes in a tight item')
        elif t == 'table':
            _attrs(k)
            if not k.kids or isinstance(k.kids[0], str) or k.kids[0].tag != 'thead' or len(k.kids) > 2:
                bad('table without thead')
            if len(k.kids[0].kids) != 1:
                bad('thead rows')
            hdr = k.kids[0].kids[0]
            al = [c.attrs.get('align') for c in hdr.kids]
            for s in k.kids:
                _attrs(s)
                for r in s.kids:
                    _attrs(r)
                    if len(r.kids) != len(al):
                        bad('ragged table')
                    for c, w in zip(r.kids, al):
                        _attrs(c, 'align')
                        if c.attrs.get('align') != w:
                            bad('mixed column alignment')
                        if c.tag != ('th' if s.tag == 'thead' else 'td'):
                            bad('th in body')
                        _xi(c.kids, 'cell')
        else:
            bad('element <%s>' % t if t != 'img' and t not in INL else 'inline <%s> at block level' % t)
