"""DOM normaliser for HTML -> Markdown -> HTML round-trip comparison.

parse(html)            HTML fragment -> Node tree (html5lib, <div> context; comments dropped)
strict(tree)           whitespace + attribute-order insensitive form; every element/attribute counts
semantic(tree)         additionally forgets what Markdown has no notion of (ids, classes, wrappers,
                       tight/loose, b/strong, thead/tbody, ...) but keeps all visible content
dump(tree) -> str      canonical one-node-per-line text (compare these strings)

Whitespace follows CSS `white-space: normal`: runs collapse to one space across inline element
boundaries, and vanish at block edges and around <br>.  Inside <pre>/<textarea> it is kept, except that
one final newline of <pre> is ignored.  U+00A0 is not whitespace.
"""
import re
import sys
from urllib.parse import quote
try:
    import html5lib
except ImportError:
    sys.exit('mdnorm.py: html5lib is missing for this Python: apt-get install python3-html5lib cmark-gfm, and run with /usr/bin/python3')

WS = ' \t\n\r\f'
WSRE = re.compile('[ \t\n\r\f]+')
BLOCK = set('''address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noframes ol optgroup option p
pre search section summary table caption colgroup col thead tbody tfoot tr th td ul script style template title
head base link meta param source track noembed noscript math-block'''.split())
VOID_INLINE = set('img input embed object iframe video audio canvas svg math button select textarea wbr picture'.split())


class Node:
    __slots__ = ('tag', 'attrs', 'kids')

    def __init__(self, tag, attrs=None, kids=None):
        self.tag, self.attrs, self.kids = tag, attrs or {}, kids if kids is not None else []

    def text(self):
        return ''.join(k if isinstance(k, str) else k.text() for k in self.kids)


class _Element(html5lib.getTreeBuilder('etree').elementClass):
    """html5lib puts what stands in a table but in no cell before the table, and forgets to note it as a child; a fragment,
    which is made of the children, then lacks those words."""

    def insertBefore(self, node, refNode):
        super().insertBefore(node, refNode)
        self._childNodes.insert(self._childNodes.index(refNode), node)


class _Tree(html5lib.getTreeBuilder('etree')):
    elementClass = _Element


def parse(html):
    p = html5lib.HTMLParser(tree=_Tree, namespaceHTMLElements=False)
    frag = p.parseFragment(html.replace('\0', '\ufffd'), container='div')

    def conv(e):
        kids = [e.text] if e.text else []
        for c in e:
            if isinstance(c.tag, str):
                kids.append(conv(c))
            if c.tail:
                kids.append(c.tail)
        return Node(e.tag, {(k if isinstance(k, str) else ':'.join(str(x) for x in k if x)): v for k, v in e.attrib.items()}, kids)
    return merge(conv(frag))


def merge(n):
    """join adjacent strings (comments leave them split), drop empty ones"""
    out = []
    for k in n.kids:
        if isinstance(k, str):
            if not k:
                continue
            if out and isinstance(out[-1], str):
                out[-1] += k
                continue
        else:
            merge(k)
        out.append(k)
    n.kids = out
    return n


UNRES = set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~')


def normurl(u):
    u = u.strip(WS)
    u = quote(u.encode('utf-8', 'surrogatepass'), safe="%/:?#[]@!$&'()*+,;=-._~")  # encode what must be, leave % alone
    u = u.replace('[', '%5B').replace(']', '%5D')

    def f(m):
        c = chr(int(m.group(1), 16))
        return c if c in UNRES else m.group(0).upper()
    u = re.sub(r'%([0-9A-Fa-f]{2})', f, u)
    return re.sub(r'%(?![0-9A-F]{2})', '%25', u)


def norm_attrs(n):
    a = n.attrs
    for k in ('href', 'src', 'cite', 'data', 'poster'):
        if k in a:
            a[k] = normurl(a[k])
    if n.tag in ('td', 'th'):
        m = re.search(r'text-align:\s*(left|right|center)', a.get('style', ''))
        if m:
            a['align'] = m.group(1)
            st = re.sub(r'\s*text-align:\s*(left|right|center)\s*;?\s*', '', a['style'])
            if st.strip():
                a['style'] = st
            else:
                a.pop('style')
    if n.tag == 'ol' and a.get('start') == '1':
        a.pop('start')
    if a.get('title') == '':
        a.pop('title')
    if 'class' in a:
        c = ' '.join(sorted(a['class'].split()))
        if c:
            a['class'] = c
        else:
            a.pop('class')
    if n.tag in ('h1', 'h2', 'h3', 'h4', 'h5', 'h6'):
        a.pop('id', None)       # Markdown has no heading ids; renderers make their own
    a.pop('tabindex', None)
    for k in ('checked', 'disabled'):
        if k in a:
            a[k] = ''


class _St:
    __slots__ = ('sp', 'last')

    def __init__(self):
        self.sp, self.last = True, None

    def rstrip(self):
        if self.last is not None:
            lst, i = self.last
            lst[i] = lst[i].rstrip(WS)
        self.last = None
        self.sp = True


def ws(n, st=None, pre=False):
    own = st is None
    if own:
        st = _St()
    kids = n.kids
    for i, k in enumerate(kids):
        if isinstance(k, str):
            if pre:
                st.sp, st.last = False, None
                continue
            t = WSRE.sub(' ', k)
            if st.sp:
                t = t.lstrip(' ')
            kids[i] = t
            if t:
                st.sp = t.endswith(' ')
                st.last = (kids, i)
        else:
            norm_attrs(k)
            if k.tag in BLOCK:
                st.rstrip()
                ws(k, None, pre or k.tag == 'pre')
                if k.tag == 'pre':
                    chomp(k)
            elif k.tag == 'br':
                st.rstrip()
            elif k.tag in VOID_INLINE:
                ws(k, None, pre or k.tag == 'textarea')
                st.sp, st.last = False, None
            else:
                ws(k, st, pre)
    if own and not pre:
        st.rstrip()
    return merge(n) if own else n


def chomp(n):
    """drop one final newline of a <pre>"""
    while n.kids:
        k = n.kids[-1]
        if isinstance(k, str):
            if k.endswith('\n'):
                n.kids[-1] = k[:-1]
            return
        n = k


def strict(n):
    ws(n)
    prune(n)
    return merge(n)


def prune(n):
    for k in list(n.kids):
        if isinstance(k, str):
            continue
        prune(k)
        if k.tag in ('thead', 'tbody', 'tfoot') and not k.kids:
            n.kids.remove(k)
        if k.tag == 'input' and k.attrs.get('type') == 'checkbox':
            k.attrs = {a: v for a, v in k.attrs.items() if a in ('type', 'checked')}


# ---------------------------------------------------------------- semantic
REN = dict(b='strong', i='em', strike='del', s='del', tt='code', samp='code', kbd='code', var='em', cite='em', dfn='em', menu='ul', dir='ul', tfoot='tbody', th='td')
DROP = set('script style template title head base link meta noscript col colgroup'.split())
UNWRAP_INLINE = set('span font u small big mark abbr acronym q ins bdi bdo time data label nobr blink output ruby rb rp rt wbr picture a-name center-inline'.split())
BOX = set('div section article header footer main figure figcaption center nav aside hgroup address details summary form fieldset legend dialog search dl dt dd caption body html'.split())
KEEP = dict(a=('href', 'title'), img=('src', 'alt', 'title'), ol=('start',), td=('align',), input=('type', 'checked'), code=('class',), iframe=('src',), video=('src',), audio=('src',), source=('src',))


def semantic(n):
    n = _sem(n, False)
    ws(n)
    _hoist(n)
    ws(n)
    _para(n)
    ws(n)
    _empties(n)
    return merge(n)


def _sem(n, pre):
    kids = []
    for k in n.kids:
        if isinstance(k, str):
            kids.append(k)
            continue
        t = k.tag
        if t in DROP:
            continue
        if t == 'pre':
            lang = ''
            for d in [k] + [c for c in k.kids if not isinstance(c, str)]:
                m = re.search(r'(?:^|\s)lang(?:uage)?-(\S+)', d.attrs.get('class', ''))
                if m:
                    lang = m.group(1)
                elif d.attrs.get('lang') or d.attrs.get('data-lang'):
                    lang = d.attrs.get('lang') or d.attrs.get('data-lang')
            txt = _pretext(k).rstrip(' \n\t')
            kids.append(Node('pre', {}, [Node('code', {'class': 'language-' + lang} if lang else {}, [txt] if txt else [])]))
            continue
        _sem(k, pre)
        if t == 'a' and 'href' not in k.attrs or t in UNWRAP_INLINE:
            kids.extend(k.kids)
            continue
        if t in ('thead', 'tbody', 'tfoot'):
            kids.extend(k.kids)
            continue
        k.tag = REN.get(t, t)
        keep = KEEP.get(k.tag, ())
        k.attrs = {a: v for a, v in k.attrs.items() if a in keep}
        if k.tag == 'code':
            k.attrs = {}
            k.kids = [k.text()] if k.text() else []
        if k.tag in ('a', 'img') and not k.attrs.get('title', 'x').strip():
            k.attrs.pop('title')
        if k.tag == 'a':                    # autolinks: a link that only repeats its target is the same as its text
            u, v = k.attrs.get('href', ''), normurl(k.text())
            if all(isinstance(c, str) for c in k.kids) and 'title' not in k.attrs and normurl(u) in (v, 'mailto:' + v, 'http://' + v):
                kids.extend(k.kids)
                continue
        if k.tag == 'img' and 'alt' not in k.attrs:
            k.attrs['alt'] = ''
        if k.tag == 'img' and k.attrs.get('alt'):
            k.attrs['alt'] = WSRE.sub(' ', k.attrs['alt']).strip()
        if k.tag in ('a', 'img') and 'title' in k.attrs:
            k.attrs['title'] = WSRE.sub(' ', k.attrs['title']).strip()
        kids.append(k)
    n.kids = kids
    return merge_shallow(n)


def _pretext(n):
    return ''.join(k if isinstance(k, str) else '\n' if k.tag == 'br' else _pretext(k) for k in n.kids)


def merge_shallow(n):
    out = []
    for k in n.kids:
        if isinstance(k, str) and out and isinstance(out[-1], str):
            out[-1] += k
        elif k != '':
            out.append(k)
    n.kids = out
    return n


SPAN = ('em', 'strong', 'del', 'a')
EDGE = ' \u00a0'


def _hoist(n):
    """move edge whitespace out of em/strong/del/a; merge adjacent identical em/strong/del; drop empty ones"""
    changed = True
    for k in n.kids:
        if not isinstance(k, str) and k.tag != 'pre':
            _hoist(k)
    while changed:
        changed = False
        out = []
        for k in n.kids:
            if not isinstance(k, str) and k.tag in SPAN and k.tag not in ('pre',):
                if not k.kids:
                    changed = True
                    continue
                if isinstance(k.kids[0], str) and k.kids[0][:1] in EDGE:
                    t = k.kids[0].lstrip(EDGE)
                    out.append(k.kids[0][:len(k.kids[0]) - len(t)])
                    k.kids[0] = t
                    merge_shallow(k)
                    changed = True
                tail = ''
                if k.kids and isinstance(k.kids[-1], str) and k.kids[-1][-1:] in EDGE:
                    t = k.kids[-1].rstrip(EDGE)
                    tail = k.kids[-1][len(t):]
                    k.kids[-1] = t
                    merge_shallow(k)
                    changed = True
                if k.kids:
                    if out and not isinstance(out[-1], str) and out[-1].tag == k.tag and k.tag in ('em', 'strong', 'del'):
                        out[-1].kids.extend(k.kids)
                        _hoist(merge_shallow(out[-1]))
                        changed = True
                    elif k.tag in ('em', 'strong', 'del') and n.tag == k.tag:
                        out.extend(k.kids)      # em in em
                        changed = True
                    else:
                        out.append(k)
                if tail:
                    out.append(tail)
            else:
                out.append(k)
        n.kids = out
        merge_shallow(n)


def _isblock(k):
    return not isinstance(k, str) and k.tag in BLOCK


def _para(n):
    """unwrap boxes; wrap inline runs of containers in <p>, so tight == loose"""
    out, run = [], []

    def flush():
        while run and isinstance(run[0], str) and not run[0].strip(WS):
            run.pop(0)
        while run and (isinstance(run[-1], str) and not run[-1].strip(WS)):
            run.pop()
        while run and not isinstance(run[0], str) and run[0].tag == 'br':
            run.pop(0)
        while run and not isinstance(run[-1], str) and run[-1].tag == 'br':
            run.pop()
        if run:
            # <br><br> = paragraph break
            seg = [[]]
            i = 0
            while i < len(run):
                if not isinstance(run[i], str) and run[i].tag == 'br' and i + 1 < len(run) and not isinstance(run[i + 1], str) and run[i + 1].tag == 'br':
                    while i < len(run) and not isinstance(run[i], str) and run[i].tag == 'br':
                        i += 1
                    seg.append([])
                    continue
                seg[-1].append(run[i])
                i += 1
            for s in seg:
                if s:
                    out.append(Node('p', {}, s))
        run.clear()

    def walk(kids):
        for k in kids:
            if not _isblock(k):
                if not isinstance(k, str) and _hasblock(k) and k.tag not in VOID_INLINE:
                    flush()
                    for part in _split(k):
                        if _isblock(part):
                            walk([part])
                        else:
                            run.append(part)
                    flush()
                else:
                    run.append(k)
            elif k.tag in BOX:
                flush()
                walk(k.kids)
                flush()
            elif k.tag == 'p':
                flush()
                walk(k.kids)
                flush()
            elif k.tag in ('ul', 'ol'):
                flush()
                items = []
                for c in k.kids:
                    if isinstance(c, str):
                        if c.strip(WS):
                            items.append(Node('li', {}, [c]))
                    elif c.tag == 'li':
                        items.append(c)
                    elif c.tag in ('ul', 'ol') and items:
                        items[-1].kids.append(c)     # <ul><li>a</li><ul>..: the common mistake
                    else:
                        items.append(Node('li', {}, [c]))
                k.kids = items
                for c in items:
                    _para(c)
                out.append(k)
            elif k.tag in ('h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'hr'):
                flush()
                if k.tag[0] == 'h' and k.tag != 'hr':
                    k.kids = _flat(k.kids)
                out.append(k)
            elif k.tag == 'table':
                flush()
                rows = []

                def rowsof(t):
                    for c in t.kids:
                        if isinstance(c, str):
                            continue
                        if c.tag == 'tr':
                            rows.append(c)
                        elif c.tag == 'caption':
                            walk([c])
                        else:
                            rowsof(c)
                rowsof(k)
                for r in rows:
                    r.kids = [c for c in r.kids if not isinstance(c, str)]
                    for c in r.kids:
                        c.kids = _flat(c.kids)
                rows = [r for r in rows if any(c.kids for c in r.kids)]
                w = max([len(r.kids) for r in rows] or [0])
                for r in rows:
                    while len(r.kids) < w:
                        r.kids.append(Node('td'))
                k.kids = rows
                out.append(k)
            else:
                flush()
                _para(k)
                out.append(k)
    walk(n.kids)
    flush()
    n.kids = out
    return n


def _hasblock(k):
    return any(not isinstance(c, str) and (c.tag in BLOCK or _hasblock(c)) for c in k.kids)


def _split(k):
    """inline element holding blocks: push the inline element down into the blocks, lists, quotes and tables too"""
    parts, run = [], []

    def flush():
        blank = all(isinstance(c, str) and not c.strip(WS) for c in run)
        parts.extend(run if blank else [Node(k.tag, dict(k.attrs), list(run))])
        run.clear()
    for c in k.kids:
        if _isblock(c):
            flush()
            if c.tag not in ('hr', 'pre'):
                c.kids = _split(Node(k.tag, dict(k.attrs), c.kids))
            parts.append(c)
        elif not isinstance(c, str) and _hasblock(c):
            flush()
            parts.extend(_split(Node(k.tag, dict(k.attrs), _split(c))))
        else:
            run.append(c)
    flush()
    return parts


def _flat(kids):
    """block content in a cell/heading -> inline, blocks separated by <br>"""
    out = []
    for k in kids:
        if _isblock(k):
            inner = _flat(k.kids)
            if inner:
                if out:
                    out.append(Node('br'))
                out.extend(inner)
                out.append(Node('br'))
        else:
            out.append(k)
    res = []
    for k in out:
        if not isinstance(k, str) and k.tag == 'br' and (not res or (not isinstance(res[-1], str) and res[-1].tag == 'br')):
            continue
        if isinstance(k, str) and not k.strip(WS) and (not res or (not isinstance(res[-1], str) and res[-1].tag == 'br')):
            continue
        res.append(k)
    while res and (not isinstance(res[-1], str) and res[-1].tag == 'br' or isinstance(res[-1], str) and not res[-1].strip(WS)):
        res.pop()
    return res


def _empties(n):
    for k in list(n.kids):
        if isinstance(k, str):
            continue
        _empties(k)
        if k.tag in ('p', 'blockquote', 'ul', 'ol', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'code') and not k.kids and n.tag != 'pre':
            n.kids.remove(k)


def dump(n, d=0, out=None):
    top = out is None
    if top:
        out = []
    for k in n.kids:
        if isinstance(k, str):
            out.append('  ' * d + repr(k))
        else:
            out.append('  ' * d + '<' + k.tag + ''.join(' %s=%r' % i for i in sorted(k.attrs.items())) + '>')
            dump(k, d + 1, out)
    return '\n'.join(out) if top else None


def textonly(n):
    return re.sub(r'\s+', '', n.text())
