"""pdffile.py - a PDF as its readers see it: what each page paints, and the structure tree. By pikepdf, which knows
PDF's syntax and nothing of us. Used by beyond.py, geometry.py and the tests of text.

A Mark is one thing painted: a run of glyphs, a path, a picture; it knows its box on the paper [pt], what it belongs to
(an MCID, an artifact, nothing) and, if it is text, what that text is for a reader."""
import re

import pikepdf

BLOCKS = set('P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Caption Figure Formula Code TOCI'.split())


def text_of(value):
    return str(value) if value is not None else ''


class Mark:
    __slots__ = 'kind owner artifact x0 y0 x1 y1 ink size text face invisible colour line_width turned'.split()

    def __init__(self, kind, owner, artifact, box, **more):
        self.kind, self.owner, self.artifact = kind, owner, artifact
        self.x0, self.y0, self.x1, self.y1 = box            # text: y0 is the baseline
        self.ink = more.get('ink', self.x1)                 # where the last glyph that is no blank ends
        self.turned = more.get('turned', False)             # the line does not run from left to right
        self.size = more.get('size', 0)
        self.text = more.get('text', '')
        self.face = more.get('face')
        self.invisible = more.get('invisible', False)
        self.colour = more.get('colour')
        self.line_width = more.get('line_width', 0)


# ---- fonts ----------------------------------------------------------------------------------------------------------

def utf16(data):
    return data.decode('utf-16-be', 'replace')


class Font:
    """Widths [1/1000 em] and meanings of codes."""
    def __init__(self, obj):
        self.obj = obj
        self.composite = obj.Subtype == '/Type0'
        self.bytes_a_code = 2 if self.composite else 1
        self.name = text_of(obj.get('/BaseFont', obj.get('/Name')))
        self.widths, self.default, self.scale = {}, 0, 1.0
        if self.composite:
            font = obj.DescendantFonts[0]
            self.default = float(font.get('/DW', 1000))
            self.read_w(list(font.get('/W', [])))
        else:
            first = int(obj.get('/FirstChar', 0))
            self.widths = {first + i: float(w) for i, w in enumerate(obj.get('/Widths', []))}
            if obj.Subtype == '/Type3':
                self.scale = float(obj.FontMatrix[0]) * 1000
        self.meaning = self.read_to_unicode() if '/ToUnicode' in obj else None

    def read_w(self, w):
        i = 0
        while i < len(w):
            first = int(w[i])
            if isinstance(w[i + 1], pikepdf.Array):
                for k, width in enumerate(w[i + 1]):
                    self.widths[first + k] = float(width)
                i += 2
            else:
                for code in range(first, int(w[i + 1]) + 1):
                    self.widths[code] = float(w[i + 2])
                i += 3

    def read_to_unicode(self):
        text = self.obj.ToUnicode.read_bytes().decode('latin-1')
        out = {}
        for body in re.findall(r'beginbfchar(.*?)endbfchar', text, re.S):
            for code, to in re.findall(r'<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>', body):
                out[int(code, 16)] = utf16(bytes.fromhex(to))
        for body in re.findall(r'beginbfrange(.*?)endbfrange', text, re.S):
            for low, high, to in re.findall(r'<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>', body):
                start = utf16(bytes.fromhex(to))
                for k, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                    out[code] = start[:-1] + chr(ord(start[-1]) + k)
        return out

    def codes(self, data):
        n = self.bytes_a_code
        return [int.from_bytes(data[i:i + n], 'big') for i in range(0, len(data), n)]

    def width(self, code):
        return self.widths.get(code, self.default) * self.scale


# ---- what a page paints ---------------------------------------------------------------------------------------------

def multiply(a, b):
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


def place(m, x, y):
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


class Painter:
    """Follows a content stream. `faults`: what a reader would stumble over."""
    def __init__(self, file, page):
        self.file, self.page = file, page
        self.marks, self.faults = [], []
        self.ctm, self.saved = (1, 0, 0, 1, 0, 0), []
        self.font, self.size, self.mode, self.colour, self.width = None, 0, 0, '0', 1.0
        self.content = []                                   # open marked contents: (MCID, artifact, ActualText)
        self.path = []
        self.mcids = []                                     # in the order of their first appearance
        resources = page.obj.get('/Resources', pikepdf.Dictionary())
        self.fonts, self.xobjects = resources.get('/Font', {}), resources.get('/XObject', {})

    def owner(self):
        mcid = artifact = None
        for m, a, _ in self.content:
            mcid, artifact = (m if m is not None else mcid), (a or artifact)
        return mcid, artifact

    def add(self, kind, box, **more):
        mcid, artifact = self.owner()
        if mcid is None and not artifact:
            self.faults.append('%s painted outside of any marked content' % kind)
        if mcid is not None and artifact:
            self.faults.append('an artifact within tagged content')
        self.marks.append(Mark(kind, mcid, artifact, box, **more))

    def begin_content(self, operands):
        tag = str(operands[0])
        props = operands[1] if len(operands) > 1 else {}
        if not isinstance(props, (pikepdf.Dictionary, dict)):
            props = {}
        mcid = int(props['/MCID']) if '/MCID' in props else None
        artifact = None
        if tag == '/Artifact':
            artifact = str(props.get('/Subtype', props.get('/Type', '/Artifact')))[1:]
        actual = str(props['/ActualText']) if '/ActualText' in props else None
        if mcid is not None:
            if mcid in self.mcids:
                self.faults.append('MCID %d twice' % mcid)
            self.mcids.append(mcid)
            if self.owner()[0] is not None:
                self.faults.append('MCID %d within another' % mcid)
        self.content.append((mcid, artifact, actual))
        self.fresh_actual = actual is not None

    def actual(self):
        return next((a for _, _, a in reversed(self.content) if a is not None), None)

    def show(self, parts):
        if self.font is None:
            self.faults.append('text without a font')
            return
        x, ink, text = 0.0, 0.0, ''
        for part in parts:
            if not isinstance(part, pikepdf.String):
                x -= float(part) * self.size / 1000
                continue
            for code in self.font.codes(bytes(part)):
                x += self.font.width(code) * self.size / 1000
                meaning = self.font.meaning.get(code) if self.font.meaning is not None else None
                if (meaning or 'x').strip():
                    ink = x
                if self.actual() is None:
                    self.file.used.setdefault(self.font.name, (self.font, set()))[1].add(code)
                    if meaning is None:
                        self.faults.append('glyph %d of %s means nothing' % (code, self.font.name))
                    text += meaning or ''
        if self.actual() is not None:
            text = self.actual() if self.fresh_actual else ''
            self.fresh_actual = False
        matrix = multiply(self.tm, self.ctm)
        corners = [place(matrix, a, b) for a, b in ((0, 0), (x, 0), (0, self.size * 0.75), (x, self.size * 0.75))]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        size = self.size * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        self.add('text', (min(xs), min(ys), max(xs), max(ys)), size=size, text=text, face=self.font.name, ink=place(matrix, ink, 0)[0],
                 invisible=self.mode == 3, colour=self.colour, turned=matrix[0] <= 0 or matrix[1] != 0)
        self.tm = multiply((1, 0, 0, 1, x, 0), self.tm)

    def paint_path(self, stroke):
        if self.path:
            points = [place(self.ctm, x, y) for x, y in self.path]
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            half = self.width / 2 if stroke else 0
            self.add('path', (min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half), line_width=half * 2,
                     colour=self.colour)
        self.path = []

    def do(self, name):
        if name not in self.xobjects:
            self.faults.append('no XObject %s' % name)
            return
        obj = self.xobjects[name]
        corners = [place(self.ctm, x, y) for x, y in ((0, 0), (1, 1))]
        self.add('image' if obj.Subtype == '/Image' else 'form',
                 (min(c[0] for c in corners), min(c[1] for c in corners), max(c[0] for c in corners), max(c[1] for c in corners)))

    def run(self):
        self.tm = self.line = (1, 0, 0, 1, 0, 0)
        in_text = False
        for operands, operator in pikepdf.parse_content_stream(self.page):
            op = str(operator)
            if op == 'BT':
                in_text, self.tm, self.line = True, (1, 0, 0, 1, 0, 0), (1, 0, 0, 1, 0, 0)
            elif op == 'ET':
                in_text = False
            elif op == 'Td':
                self.tm = self.line = multiply((1, 0, 0, 1, float(operands[0]), float(operands[1])), self.line)
            elif op == 'Tm':
                self.tm = self.line = tuple(float(v) for v in operands)
            elif op == 'Tf':
                self.size = float(operands[1])
                self.font = self.file.font(self.fonts.get(operands[0]))
            elif op in ('TJ', 'Tj'):
                if not in_text:
                    self.faults.append('text outside of a text object')
                self.show(operands[0] if op == 'TJ' else operands)
            elif op == 'Tr':
                self.mode = int(operands[0])
            elif op in ('g', 'rg', 'G', 'RG'):
                self.colour = ' '.join(str(v) for v in operands)
            elif op == 'w':
                self.width = float(operands[0])
            elif op in ('m', 'l'):
                self.path.append((float(operands[0]), float(operands[1])))
            elif op == 're':
                x, y, w, h = (float(v) for v in operands)
                self.path += [(x, y), (x + w, y + h)]
            elif op == 'c':
                self.path += [(float(operands[i]), float(operands[i + 1])) for i in (0, 2, 4)]
            elif op in ('S', 's'):
                self.paint_path(True)
            elif op in ('f', 'f*', 'B', 'n', 'b', 'B*'):
                self.paint_path(op[0] in 'Bb')
            elif op == 'q':
                self.saved.append((self.ctm, self.font, self.size, self.mode, self.colour, self.width))
            elif op == 'Q':
                self.ctm, self.font, self.size, self.mode, self.colour, self.width = self.saved.pop()
            elif op == 'cm':
                self.ctm = multiply(tuple(float(v) for v in operands), self.ctm)
            elif op == 'Do':
                self.do(operands[0])
            elif op in ('BDC', 'BMC'):
                self.begin_content(operands)
            elif op == 'EMC':
                if self.content:
                    self.content.pop()
                else:
                    self.faults.append('EMC without a beginning')
        if self.content:
            self.faults.append('marked content not ended')
        if self.saved:
            self.faults.append('q without Q')
        return self


# ---- the structure tree ---------------------------------------------------------------------------------------------

class Element:
    __slots__ = 'obj type parent kids contents links page'.split()

    def __init__(self, obj, type_, parent):
        self.obj, self.type, self.parent = obj, type_, parent
        self.kids, self.contents, self.links = [], [], []   # elements; (page number, MCID); annotations
        self.page = None

    def ancestors(self):
        e = self.parent
        while e is not None:
            yield e
            e = e.parent

    def walk(self):
        stack = [self]
        while stack:
            e = stack.pop()
            yield e
            stack.extend(reversed([k for k in e.kids if isinstance(k, Element)]))

    def all_contents(self):
        """(page number, MCID) of all below, in reading order."""
        return [c for _, c in self.ordered()]

    def ordered(self):
        """(element, content) in reading order."""
        stack = [(self, k) for k in reversed(self.kids)]
        while stack:
            owner, kid = stack.pop()
            if isinstance(kid, Element):
                stack.extend((kid, k) for k in reversed(kid.kids))
            elif isinstance(kid, tuple):
                yield owner, kid

    def get(self, key):
        return self.obj.get(key) if self.obj is not None else None

    def attribute(self, key):
        a = self.get('/A')
        for d in (a if isinstance(a, pikepdf.Array) else [a]) if a is not None else []:
            if key in d:
                return d[key]
        return None

    def path(self):
        return '/'.join(reversed([self.type] + [a.type for a in self.ancestors()]))


class File:
    def __init__(self, path):
        self.path = path
        self.pdf = pikepdf.open(path)
        self.root = self.pdf.Root
        self.used, self._fonts, self.faults = {}, {}, []
        self.number = {p.obj.objgen: i for i, p in enumerate(self.pdf.pages)}
        self.pages = [Painter(self, p).run() for p in self.pdf.pages]
        self._by_mcid = {}
        for n, page in enumerate(self.pages):
            for m in page.marks:
                if m.owner is not None:
                    self._by_mcid.setdefault((n, m.owner), []).append(m)
        self.tree = self.read_tree()

    def font(self, obj):
        if obj is None:
            return None
        if obj.objgen not in self._fonts:
            self._fonts[obj.objgen] = Font(obj)
        return self._fonts[obj.objgen]

    def read_tree(self):
        """The Document element and all below; what does not hang together is a fault."""
        root = self.root.get('/StructTreeRoot')
        top = Element(root, 'Root', None)
        if root is None:
            self.faults.append('no structure tree')
            return top
        seen = set()
        stack = [(top, root)]
        while stack:
            element, obj = stack.pop()
            kids = obj.get('/K')
            kids = [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            page = obj.get('/Pg')
            below = []
            for kid in kids:
                if isinstance(kid, int) or not isinstance(kid, pikepdf.Dictionary):
                    self.add_content(element, page, kid)
                elif kid.get('/Type') == '/MCR':
                    self.add_content(element, kid.get('/Pg', page), kid.MCID)
                elif kid.get('/Type') == '/OBJR':
                    element.links.append((self.number.get(kid.get('/Pg', page).objgen) if kid.get('/Pg', page) is not None else None, kid.Obj))
                    element.kids.append(kid.Obj)
                elif kid.objgen in seen and kid.objgen != (0, 0):
                    self.faults.append('an element twice in the tree: %s' % kid.get('/S'))
                else:
                    seen.add(kid.objgen)
                    e = Element(kid, str(kid.get('/S', '/?'))[1:], element)
                    element.kids.append(e)
                    if kid.get('/P') is None or kid.P.objgen != obj.objgen:
                        self.faults.append('%s: its P is not the element above' % e.type)
                    below.append((e, kid))
            stack.extend(reversed(below))
        return top

    def add_content(self, element, page, mcid):
        number = self.number.get(page.objgen) if page is not None else None
        if number is None:
            self.faults.append('%s: content %s on no page' % (element.type, mcid))
            return
        if element.page is None:
            element.page = number
        element.contents.append((number, int(mcid)))
        element.kids.append((number, int(mcid)))

    def elements(self, *types):
        return [e for e in self.tree.walk() if not types or e.type in types]

    def marks_of(self, element):
        """Marks by (page number) of all the element holds, in reading order."""
        return [(key[0], m) for key in element.all_contents() for m in self._by_mcid.get(key, [])]

    def text(self, element, but=()):
        """What a reader hears, without the elements of the types `but`."""
        if element.get('/ActualText') is not None:
            return str(element.get('/ActualText'))
        return ''.join(m.text for e, key in element.ordered() for m in self._by_mcid.get(key, [])
                       if not any(a.type in but for a in (e, *e.ancestors())))

    def lines(self, element, but=()):
        """Its text line by line, each from left to right as it is drawn."""
        marks = [m for e, key in element.ordered() for m in self._by_mcid.get(key, []) if m.kind == 'text' and
                 not any(a.type in but for a in (e, *e.ancestors()))]
        out, last = [], None
        for m in marks:
            if last is None or abs(m.y0 - last.y0) > max(m.size, last.size) / 2:
                out.append([])
            out[-1].append(m)
            last = m
        return [''.join(m.text for m in sorted(line, key=lambda m: m.x0)) for line in out]


def rows(tree):
    """A number or name tree's pairs, in order; the tree's root object given."""
    out, stack = [], [tree]
    while stack:
        node = stack.pop()
        for key in ('/Nums', '/Names'):
            if key in node:
                flat = list(node[key])
                out += [(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)]
        if '/Kids' in node:
            stack.extend(reversed(list(node.Kids)))
    return out
