#!/usr/bin/python3
"""h5tests.py [-v] [-f N] H5SERVE CORPORA [PART…] - the parser against outside judges.

H5SERVE is build/h5serve, CORPORA the folder that holds html/html5lib-tests, feeds/ and html/.
The parts; each prints lines as tests/lib.sh explains, -f N the first N failures in full:

  fragments   html5lib's tree-construction tests that have a context element
  asdiv       the input of every tree-construction test as the content of a <div>, beside parse5.
              parse5 still has the <select> of before 2025: where the two differ, the tree that the
              test itself expects inside <body> decides, and it must be ours.
  tokens      html5lib's tokeniser tests
  references  every named reference, alone, in text and in attributes, beside Python's table
  robust      hostile inputs: seconds, memory, and no text lost
  bodies      every body of every feed and every page of the corpora, beside parse5
  reader      self-closed raw text elements in those bodies: nothing swallowed
"""
import collections, glob, html, html.entities, json, os, re, subprocess, sys, tempfile, time

ORACLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'oracle.mjs')
STATES = ['Data state', 'RCDATA state', 'RAWTEXT state', 'Script data state', 'PLAINTEXT state',
          'CDATA section state']
CPU_LIMIT, MEMORY_LIMIT = 1.0, 300      # [s], [MB]
verbose, show = False, 0


def ok(name): print('ok - ' + name)
def not_ok(name, why): print('not ok - %s: %s' % (name, why))
def verdict(name, good, why): ok(name) if good else not_ok(name, why)


class Server:
    """A program behind the protocol of h5serve.c; started again when it dies, which is a failure."""
    def __init__(self, *command): self.command, self.program, self.deaths = command, None, 0
    def ask(self, header, *parts):
        if self.program is None:
            self.program = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            self.program.stdin.write(header + b'\n' + b''.join(parts) + b'\n')
            self.program.stdin.flush()
            line = self.program.stdout.readline()
            n = int(line[2:])
            return self.program.stdout.read(n + 1)[:n]
        except (BrokenPipeError, ValueError):
            self.program.kill(); self.program.wait()
            self.program = None; self.deaths += 1
            return None
    def tree(self, data, context):
        c = context.encode()
        answer = self.ask(b'T %d %d 0' % (len(data), len(c)), c, data)
        return None if answer is None else answer.rstrip(b'\n')
    def tokens(self, data, state, last):
        t = last.encode()
        return self.ask(b'K %d %d %d' % (len(data), STATES.index(state), len(t)), t, data)
    def close(self):
        if self.program: self.program.stdin.close(); self.program.wait()


def show_failure(title, data, want, got):
    global show
    if show > 0:
        show -= 1
        text = lambda b: (b if b is not None else b'(died)').decode('utf8', 'replace')
        print('--- %s\n%s\nEXPECTED\n%s\nGOT\n%s\n' % (title, text(data)[:2000], text(want), text(got)))


# ---- html5lib's files ------------------------------------------------------------------------

SECTIONS = {b'#data', b'#errors', b'#new-errors', b'#document-fragment', b'#script-on', b'#script-off',
            b'#document'}

def tree_tests(folder):
    """Those that hold with scripting off: file, number, data, context ('' for a whole page), tree."""
    for file in sorted(glob.glob(folder + '/*.dat')):
        sections, key, number = {}, None, 0
        for line in open(file, 'rb').read().split(b'\n') + [b'#data']:
            if line == b'#data' and key in (None, b'#document'):
                if b'#document' in sections and b'#script-on' not in sections:
                    context = sections.get(b'#document-fragment', [b''])[0].decode()
                    yield (os.path.basename(file), number, b'\n'.join(sections[b'#data']), context,
                           b'\n'.join(sections[b'#document']).rstrip(b'\n'))
                number += 1
                sections, key = {b'#data': []}, b'#data'
            elif line in SECTIONS and key != b'#document':
                key = line
                sections.setdefault(key, [])
            else:
                sections[key].append(line)


def inside_body(tree):
    """A page's tree → what its body holds, outdented; None when more than a body holds something."""
    out, seen = [], False
    for line in tree.split(b'\n'):
        if seen and line.startswith(b'|     '): out.append(b'| ' + line[6:])
        elif seen and not line.startswith(b'| '): out.append(line)
        elif line == b'|   <body>': seen = True
        elif not line.startswith((b'| <!DOCTYPE', b'| <html>', b'|   <head>')): return None
    return b'\n'.join(out)


def fragments(serve, corpora):
    n = bad = 0
    for file, number, data, context, want in tree_tests(corpora + '/html/html5lib-tests/tree-construction'):
        if not context: continue
        got = serve.tree(data, context)
        n += 1
        if got != want:
            bad += 1
            show_failure('%s #%d in <%s>' % (file, number, context), data, want, got)
    verdict('fragment tests: %d of %d' % (n - bad, n), n >= 190 and bad == 0, '%d of %d differ' % (bad, n))


def asdiv(serve, corpora):
    oracle, seen = Server('node', ORACLE, 'serve'), set()
    n = same = decided = copies = 0
    wrong = []
    for file, number, data, context, own in tree_tests(corpora + '/html/html5lib-tests/tree-construction'):
        if data in seen: continue
        seen.add(data)
        want, got = oracle.tree(data, 'div'), serve.tree(data, 'div')
        if not want: continue
        n += 1
        if got == want: same += 1
        elif b'<select' in data and not context and inside_body(own) == got: decided += 1
        elif b'<selectedcontent' in data: copies += 1
        else: wrong.append((file, number))
        if got != want: show_failure('%s #%d' % (file, number), data, want, got)
    oracle.close()
    print('as <div>: %d inputs, %d as parse5, %d as the test itself has it (<select> of 2025); %d want a copy of the '
          'chosen option in <selectedcontent>, which would say its words twice' % (n, same, decided, copies))
    verdict('as <div>: %.2f %% as parse5, %.2f %% right' % (100 * same / n, 100 * (same + decided) / n),
            n > 1600 and same + decided >= 0.995 * n and same >= 0.97 * n and not wrong, 'wrong: %s' % wrong[:8])


# ---- tokens ----------------------------------------------------------------------------------

def unescape(value):
    if isinstance(value, str): return re.sub(r'\\u([0-9A-Fa-f]{4})', lambda m: chr(int(m[1], 16)), value)
    if isinstance(value, list): return [unescape(v) for v in value]
    if isinstance(value, dict): return {unescape(k): unescape(v) for k, v in value.items()}
    return value


def joined(tokens):
    """Adjacent characters in one; of a DOCTYPE only that it is there, bodies ignore the rest."""
    out = []
    for t in tokens:
        if t[0] == 'DOCTYPE': t = t[:1]
        if t[0] == 'Character' and out and out[-1][0] == 'Character': out[-1] = ['Character', out[-1][1] + t[1]]
        else: out.append(list(t))
    return out


def tokens(serve, corpora):
    n = bad = 0
    left = collections.Counter()
    for file in sorted(glob.glob(corpora + '/html/html5lib-tests/tokenizer/*.test')):
        for test in json.load(open(file)).get('tests', []):
            source, want = test['input'], test['output']
            if test.get('doubleEscaped'): source, want = unescape(source), unescape(want)
            try: data = source.encode()
            except UnicodeEncodeError:
                left['lone surrogates, which UTF-8 cannot hold'] += 1
                continue
            for state in test.get('initialStates', ['Data state']):
                answer = serve.tokens(data, state, test.get('lastStartTag', ''))
                got = None if answer is None else joined(json.loads(l) for l in answer.splitlines() if l)
                n += 1
                if got != joined(want):
                    bad += 1
                    show_failure('%s: %s (%s)' % (os.path.basename(file), test['description'], state), data,
                                 json.dumps(joined(want)).encode(), json.dumps(got).encode())
    for why, count in left.items(): print('left out - %d tokeniser tests: %s' % (count, why))
    verdict('tokeniser tests: %d of %d' % (n - bad, n), n > 6900 and bad == 0, '%d of %d differ' % (bad, n))


def references(serve, corpora):
    table = html.entities.html5
    bad = []
    def expect(data, want, read):
        answer = [json.loads(line) for line in serve.tokens(data.encode(), STATES[0], '').splitlines()]
        if read(answer) != want: bad.append((data, want, read(answer)))
    text = lambda answer: ''.join(token[1] for token in answer)
    value = lambda answer: answer[0][2]['b']
    for name, meaning in table.items():
        literal = '&' + name
        expect(literal, meaning, text)
        expect('a%s b' % literal, 'a%s b' % meaning, text)
        expect(literal * 2, meaning * 2, text)
        for form in ('<a b="%s">', "<a b='%s'>", '<a b=%s>'): expect(form % literal, meaning, value)
        # Before a letter or '=', an attribute's value keeps what has no ';'.
        for behind in '=Z':
            whole = meaning if name.endswith(';') else literal
            expect('<a b="%s%s">' % (literal, behind), whole + behind, value)
    for name in ('no', 'am', 'CounterClockwiseContourIntegral', 'x;', ';', '#;', '#x;', '#xg', ' amp;'):
        expect('&' + name, '&' + name, text)
    verdict('named references: %d names' % len(table), len(table) == 2231 and not bad,
            '%d wrong: %s' % (len(bad), bad[:5]))


# ---- hostile inputs --------------------------------------------------------------------------

def hostile():
    """name, data, text that must come out (in whatever order: tables put text in front)."""
    for tag in ('div', 'b', 'table', 'ul><li', 'blockquote', 'a', 'font', 'p', 'span', 'dl><dd', 'form', 'svg',
                'svg><desc', 'math><mi', 'template', 'select', 'option', 'button', 'object', 'nobr', 'ruby><rt',
                'svg><foreignObject><div', 'table><tr><td', 'table><caption', 'h1', 'center', 'x-y'):
        one = b'<' + tag.encode() + b'>'
        yield 'nest <%s>' % tag, one * (1000000 // len(one)) + b'x', b'x'
        one += b'y'
        yield 'nest <%s> with text' % tag, one * (1000000 // len(one)), b'y' * (1000000 // len(one))
    yield 'closed <div>s', b'<div>' * 90000 + b'x' + b'</div>' * 90000, b'x'
    yield '<div><b>', b'<div><b>' * 125000, b''
    yield 'adoption <b><p>', b'<b><p>' * 30000 + b'</b>' * 30000, b''
    yield 'adoption <a><div>', b'<a><div>' * 30000 + b'</a>' * 30000, b''
    yield 'adoption, deep', b'<div>' * 390 + b'<b><i><u><a><p>x</b></i></u></a>' * 20000, b'x' * 20000
    yield 'end tags against a deep stack', b'<p><table><tr><td>' + b'<span>' * 390 + b'</p></div></li></h1>' * 40000, b''
    yield '<form><div></form>', b'<form><div></form>x' * 50000, b'x' * 50000
    yield '<svg><desc><a><a>', b'<a><svg><desc><a>x' * 50000, b'x' * 50000
    yield 'unclosed <b>', b'<p><b>x' * 140000, b'x' * 140000
    yield 'unclosed <font>s', b''.join(b'<p><font color="%d">x' % i for i in range(20000)), b'x' * 20000
    fonts = b''.join(b'<font color=%d>' % i for i in range(70))
    yield 'fonts in every paragraph', fonts + b'<p>x' * 250000, b'x' * 250000
    attrs = b' '.join(b'a%d' % i for i in range(200))
    yield 'fat fonts in every paragraph', b''.join(b'<font %s b=%d>' % (attrs, i) for i in range(64)) + b'<p>x' * 230000, b'x' * 230000
    yield 'the same attributes in other orders', b''.join(b'<b %s b=%d %s>x' % (b' '.join(reversed(attrs.split()[:i % 100])), i, attrs) for i in range(700)), b'x' * 700
    yield 'many attributes', b'<div ' + b' '.join(b'a%d=1' % i for i in range(100000)) + b'>x</div>', b'x'
    yield 'NUL', b'<p>a\0b</p><pre>\0x</pre><a href="x\0y">l\0</a>' * 1000, b'abxl' * 1000
    malformed = b'<p>caf\xe9 \xff\xfe \xc3( \xed\xa0\x80 \xf8\x88\x80\x80\x80 ok \xe2\x82</p>' * 1000
    yield 'malformed UTF-8', malformed, malformed.replace(b'<p>', b'').replace(b'</p>', b'').decode('utf8', 'replace').encode()
    yield '10 MB of text with references', b'<p>' + b'lorem ipsum dolor &amp; sit ' * 400000, b'lorem ipsum dolor & sit ' * 400000
    yield '10 MB of text', b'lorem ipsum dolor sit amet, ' * 380000, b'lorem ipsum dolor sit amet, ' * 380000
    yield 'unclosed everything', b'<ul><li>a<li>b<table><tr><td>x<p>y<b>z' * 25000, b'abxyz' * 25000
    yield '<', b'<' * 1000000, b'<' * 1000000
    yield '</', b'</' * 500000, b''
    yield '<a', b'<a' * 500000, b''
    yield '&', b'&' * 1000000, b'&' * 1000000
    yield '&CounterClockwiseContourIntegra', b'&CounterClockwiseContourIntegra' * 30000, b'&CounterClockwiseContourIntegra' * 30000
    yield '&nGt;', b'&nGt;' * 200000, '\u226b\u20d2'.encode() * 200000
    yield '&nGt; in an attribute', b'<a b="' + b'&nGt;' * 200000 + b'">x', b'x'
    yield '&#', b'&#' * 300000 + b'&#x' * 100000, b'&#' * 300000 + b'&#x' * 100000
    yield 'one long number', b'&#' + b'9' * 1000000 + b';', '\ufffd'.encode()
    yield 'unclosed comment', b'<!--' + b'-' * 1000000, b''
    yield '<!--', b'<!--' * 250000, b''
    yield '--!', b'<!--' + b'--!' * 300000, b''
    yield 'unclosed value', b'<a href="' + b'x' * 1000000, b''
    yield 'end tags', b'</p></br></b>' * 80000, b''
    yield 'foster parents', b'<table>' + b'x<b>y' * 50000, b'xy' * 50000
    yield 'foster parents and cells', b'<table>' + b'x<tr><td>y' * 50000, b'xy' * 50000
    yield 'foster parents, nested', b'<table>x<tr>y<td>z' * 50000, b'xyz' * 50000
    yield 'text in shreds', b'a</x>' * 200000, b'a' * 200000
    yield 'text in shreds before a table', b'<table>' + b'a</x>' * 200000, b'a' * 200000
    yield 'unclosed script', b'<script>' + b'</scrip' * 150000, b'</scrip' * 150000
    yield 'script in a comment in a script', b'<script>' + b'<!--<script>' * 80000, b'<!--<script>' * 80000
    yield 'unclosed title', b'<title>' + b'</titl' * 160000, b'</titl' * 160000
    yield 'CDATA', b'<svg>' + b'<![CDATA[x]]>' * 70000, b'x' * 70000
    yield 'CDATA, unclosed', b'<svg><![CDATA[' + b']]' * 500000, b']]' * 500000
    yield 'line ends', b'\r\n' * 500000 + b'x', b'x'


def robust(serve, corpora):
    worst, fattest = (0, ''), (0, '')
    program = serve.command[0]
    limits = 4 if os.environ.get('SAN') else 1
    with tempfile.TemporaryDirectory() as folder:
        file = folder + '/input'
        for name, data, text in hostile():
            open(file, 'wb').write(data)
            try:
                r = subprocess.run([program, 'parse', file], capture_output=True, timeout=60)
                out = subprocess.run([program, 'text', file], capture_output=True, timeout=60)
            except subprocess.TimeoutExpired:
                not_ok('hostile: ' + name, 'still running after 60 s')
                continue
            figures = dict(re.findall(r'(\w+)=([0-9.]+)', r.stdout.decode()))
            if r.returncode or out.returncode:
                not_ok('hostile: ' + name, 'exit %d' % (r.returncode or out.returncode))
                continue
            seconds, memory, depth = float(figures['seconds']), int(figures['peak_mb']), int(figures['depth'])
            if verbose: print('%-40s %s' % (name, r.stdout.decode().strip()))
            worst, fattest = max(worst, (seconds, name)), max(fattest, (memory, name))
            letters = lambda b: collections.Counter(b.decode('utf8', 'replace').replace(' ', '').replace('\n', ''))
            why = ['%.2f s' % seconds] if seconds > CPU_LIMIT * limits else []
            if memory > MEMORY_LIMIT and limits == 1: why.append('%d MB' % memory)
            if depth > 401: why.append('%d deep' % depth)
            if letters(out.stdout) != letters(text):
                why.append('text: %d characters of %d' % (len(out.stdout.decode()), len(text.decode())))
            verdict('hostile: ' + name, not why, ', '.join(why))
    print('slowest: %.3f s (%s); most memory: %d MB (%s)' % (worst + fattest))


# ---- real bodies -----------------------------------------------------------------------------

BODY = re.compile(rb'<(content:encoded|description|summary|content|xhtml:body|body|itunes:summary)\b([^>]*)>(.*?)</\1\s*>', re.S)

def feed_bodies(data):
    for element in BODY.finditer(data):
        body = element[3].strip()
        if body.startswith(b'<![CDATA['): yield body[9:].replace(b']]>', b'')
        elif b'<' in body: yield body
        else: yield html.unescape(body.decode('utf8', 'replace')).encode()


def json_bodies(value):
    if isinstance(value, dict):
        for key, v in value.items():
            if key in ('content_html', 'summary', 'content') and isinstance(v, str): yield v.encode('utf8', 'replace')
            else: yield from json_bodies(v)
    elif isinstance(value, list):
        for v in value: yield from json_bodies(v)


def real_bodies(corpora):
    top = os.path.dirname(os.path.abspath(__file__)) + '/../../samples'
    files = [f for t in (top, corpora + '/feeds', corpora + '/suites', corpora + '/html')
             for f in glob.glob(t + '/**/*', recursive=True) if os.path.isfile(f) and 'html5lib-tests' not in f]
    seen = set()
    for file in sorted(files):
        data = open(file, 'rb').read()
        if file.endswith('.html'): found = [data]
        elif file.endswith('.json'):
            try: found = json_bodies(json.loads(data.decode('utf8', 'replace')))
            except ValueError: continue
        else: found = feed_bodies(data)
        for i, body in enumerate(found):
            if body and body not in seen:
                seen.add(body)
                yield '%s #%d' % (os.path.relpath(file, corpora), i), body


def bodies(serve, corpora):
    oracle = Server('node', ORACLE, 'serve')
    n = bad = size = 0
    first = None
    for name, data in real_bodies(corpora):
        want, got = oracle.tree(data, 'div'), serve.tree(data, 'div')
        n += 1
        size += len(data)
        if want != got:
            bad += 1
            first = first or name
            show_failure(name, data, want, got)
    oracle.close()
    verdict('real bodies: %d of %d as parse5 (%.1f MB)' % (n - bad, n, size / 1e6), n > 1000 and bad == 0,
            '%d of %d differ, the first is %s' % (bad, n, first))


def reader(serve, corpora):
    """Where the reader's parse differs from the standard's, a self-closed raw text element is why."""
    mine = Server(serve.command[0], 'reader', 'serve')
    changed = 0
    wrong = None
    for name, data in real_bodies(corpora):
        if mine.tree(data, 'div') != serve.tree(data, 'div'):
            changed += 1
            if not re.search(rb'<(iframe|script|style|textarea|title)\b[^>]*/>', data, re.I): wrong = wrong or name
    mine.close()
    verdict('self-closed raw text elements: %d bodies saved' % changed, changed > 0 and not wrong,
            'no such element in %s' % wrong if wrong else 'no body shows the difference')


PARTS = dict(fragments=fragments, asdiv=asdiv, tokens=tokens, references=references, robust=robust, bodies=bodies,
             reader=reader)

def main():
    global verbose, show
    args = sys.argv[1:]
    while args and args[0].startswith('-'):
        if args[0] == '-v': verbose = True; args = args[1:]
        elif args[0] == '-f' and len(args) > 1: show = int(args[1]); args = args[2:]
        else: break
    if len(args) < 2 or any(p not in PARTS for p in args[2:]): sys.exit(__doc__)
    serve = Server(args[0], 'serve')
    for part in args[2:] or PARTS:
        deaths = serve.deaths
        PARTS[part](serve, args[1])
        if serve.deaths > deaths: not_ok(part, 'h5serve died %d times' % (serve.deaths - deaths))
        sys.stdout.flush()
    serve.close()

main()
