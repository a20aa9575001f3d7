#!/usr/bin/python3
"""roundtrip.py PROGRAM SUITE…: HTML -> Markdown -> HTML gives the same document.

Each case's HTML is given to PROGRAM (-f html -t markdown); the Markdown is rendered by cmark-gfm (table,
strikethrough, autolink, tasklist, footnotes) or by --reader, and both DOMs are compared as mdnorm.py describes. Levels:
  strict    every element and attribute is the same
  expr      strict, without raw HTML in the Markdown; counted over what pure GFM can say (expressible.py)
  semantic  the content is the same: wrappers, ids, tight or loose, b or strong are forgiven
  text      all visible text is there, in order

A SUITE is NAME=WHAT, with LEVEL>=N and LEVEL=all behind it, each one test:
  torture=FILE.tsv   fuzz=seed:1:600   wild=wild:1:600   items=FEED.xml   real=FOLDER   any=CASES.json (a list of {id, section, html})
"real" are the bodies of a folder's feeds that hold no media and are no whole pages; "items" all bodies of one feed."""
import argparse
import collections
import difflib
import glob
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate
import mdnorm
from expressible import expressible
from outline import forget, unsaid

sys.setrecursionlimit(20000)
RENDER = 'cmark-gfm -e table -e strikethrough -e autolink -e tasklist -e footnotes'.split()
LEVELS = ('strict', 'expr', 'semantic', 'text')
OMITTED = b'<!-- raw HTML omitted -->'
ENCODED = '{http://purl.org/rss/1.0/modules/content/}encoded'
ATOM = '{http://www.w3.org/2005/Atom}'
MEDIA = re.compile(r'<(img|iframe|video|audio|svg|embed|object|picture|math|script|style|form|input|html|body|!doctype)\b', re.I)


def run(command, data):
    try:
        p = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
    except subprocess.TimeoutExpired:
        return b'', 'more than 20 s'
    return p.stdout, 'exit %d: %s' % (p.returncode, p.stderr[-200:].decode('utf-8', 'replace')) if p.returncode else None


def convert(job):
    command, source = job
    return run(command, source.encode())


def cmark_gfm(md):
    out, error = run(RENDER[:1] + ['--unsafe'] + RENDER[1:], md)
    return error or out.decode('utf-8', 'replace'), OMITTED in run(RENDER, md)[0]


def read_one_by_one(command, documents):
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [out.decode('utf-8', 'replace') for out, _ in pool.map(lambda md: run(command, md), documents)]


def read_served(command, documents):
    """A reader that takes and gives documents ended by NUL."""
    data = b''.join(md.replace(b'\0', b'\xef\xbf\xbd') + b'\0' for md in documents)
    out = subprocess.run(command, input=data, stdout=subprocess.PIPE, timeout=300).stdout
    return [d.decode('utf-8', 'replace') for d in out.split(b'\0')[:-1]]


def read_files(command, documents):
    """A slow reader is started once, with a file for each document and one that parts them between."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for i, md in enumerate(documents):
            for name, text in (('%d.md' % i, md), ('%d-end.md' % i, b'ZQPARTZQ\n')):
                names.append(os.path.join(folder, name))
                with open(names[-1], 'wb') as f:
                    f.write(text)
        p = subprocess.run(command + names, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    pages = re.split(r'<p>ZQPARTZQ</p>\n?', p.stdout.decode('utf-8', 'replace'))
    return pages[:-1]


def plain_html(page):
    """What readers add of their own: alignment as a style, classes and ids that no source had."""
    page = page.replace('↔\ufe0e', '↔')
    page = re.sub(r'<pre class="([^"]+)"><code>', r'<pre><code class="language-\1">', page)
    return re.sub(r' style="text-align:\s*(\w+);?"', r' align="\1"', page)


READERS = {'each': read_one_by_one, 'served': read_served, 'files': read_files}


def listings(n):
    return [] if isinstance(n, str) else [n] if n.tag == 'code' else [c for k in n.kids for c in listings(k)]


def know_languages(source, wanted, got):
    """What says in which language a listing is stands in many places (a wrapper's class, "brush: c"). The DOM knows one
    of them: the others are put there, where an attribute of the source holds the very word that came back."""
    said = ' '.join(a or b for a, b in re.findall(r'(?:class|data-[a-z-]+|lang|title)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')', source, re.I))
    words = set(re.findall(r'[a-z0-9+#]+', said.lower()))
    for x, y in zip(listings(wanted), listings(got)):
        language = y.attrs.get('class', '')
        if not x.attrs.get('class') and language[len('language-'):] in words and x.text().split() == y.text().split():
            x.attrs['class'] = language


def judge(job):
    source, (md, error), read, outline = job
    r = dict.fromkeys(LEVELS, False)
    r['md'], r['error'] = md.decode('utf-8', 'replace'), error
    wanted = mdnorm.strict(mdnorm.parse(source))
    if expressible(wanted) is not None:
        r['expr'] = None
    if error:
        return r
    got, raw = (plain_html(read), False) if read is not None else cmark_gfm(md)
    a, b = mdnorm.dump(wanted), mdnorm.dump(mdnorm.strict(mdnorm.parse(got)))
    r['strict'] = a == b
    if r['expr'] is not None:
        r['expr'] = a == b and not raw
    x, y = mdnorm.semantic(mdnorm.parse(source)), mdnorm.semantic(mdnorm.parse(got))
    know_languages(source, x, y)
    if outline:
        x, y = unsaid(x), forget(y)
    r['semantic'] = a == b or mdnorm.dump(x) == mdnorm.dump(y)
    r['text'] = a == b or mdnorm.textonly(x) == mdnorm.textonly(y)
    if not r['semantic']:
        a, b = mdnorm.dump(x), mdnorm.dump(y)
    r['diff'] = '\n'.join(list(difflib.unified_diff(a.split('\n'), b.split('\n'), 'want', 'got', lineterm='', n=2))[2:40])
    return r


def bodies(path):
    try:
        root = ET.parse(path).getroot()
    except (ET.ParseError, ValueError, LookupError):
        return
    for item in root.iter():
        if item.tag == 'item':
            text = item.findtext(ENCODED) or item.findtext('description')
        elif item.tag == ATOM + 'entry':
            parts = [e for e in item if e.tag in (ATOM + 'content', ATOM + 'summary') and e.get('type') == 'html']
            text = parts[0].text if parts else None
        else:
            continue
        if text and '<' in text:
            yield text


def cases_of(what):
    if what.startswith('seed:'):
        _, seed, count = what.split(':')
        return generate.documents(int(seed), int(count))
    if what.startswith('wild:'):
        _, seed, count = what.split(':')
        return generate.wild_documents(int(seed), int(count))
    if what.endswith('.tsv'):
        rows = [line.rstrip('\n').split('\t', 1) for line in open(what, encoding='utf-8') if line[0] != '#']
        return [dict(id=i + 1, section=r[0], html=json.loads(r[1])) for i, r in enumerate(rows)]
    if what.endswith('.json'):
        return json.load(open(what, encoding='utf-8'))
    if what.endswith('.xml'):
        return [dict(id=i + 1, section='', html=b) for i, b in enumerate(bodies(what))]
    out, seen = [], set()
    for path in sorted(glob.glob(what + '/**/*.xml', recursive=True)):
        for i, b in enumerate(bodies(path)):
            if not MEDIA.search(b) and b not in seen and len(b) < 200000:
                seen.add(b)
                out.append(dict(id='%s:%d' % (os.path.basename(path), i + 1), section='', html=b))
    return out


def check(name, demands, cases, results):
    count = {level: sum(bool(r[level]) for r in results) for level in LEVELS}
    total = dict.fromkeys(LEVELS, len(cases))
    total['expr'] = sum(r['expr'] is not None for r in results)
    errors = [(c, r) for c, r in zip(cases, results) if r['error']]
    print('%s: %s' % (name, ', '.join('%s %d of %d' % (level, count[level], total[level]) for level in LEVELS)))
    for c, r in errors:
        print('not ok - %s #%s: %s' % (name, c['id'], r['error']))
    shown = 0
    for demand in demands:
        level, _, least = re.fullmatch(r'(\w+)(>?=)(\w+)', demand).groups()
        least = total[level] if least == 'all' else int(least)
        good = count[level] >= least and cases
        print('%s - %s: %s %d of %d%s' % ('ok' if good else 'not ok', name, level, count[level], total[level],
                                          '' if good else ', %d wanted' % least))
        for c, r in zip(cases, results):
            if not good and r[level] is False and shown < 4:
                shown += 1
                print('#%s [%s]\n%s\n-- Markdown\n%s\n-- difference\n%s' %
                      (c['id'], c.get('section', ''), c['html'][:1000], r['md'][:1000], r.get('diff', '')))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program', help='split as a shell does')
    ap.add_argument('suite', nargs='+', help="NAME=WHAT, then the levels demanded, all in one word: 'a=b.json expr>=3'")
    ap.add_argument('--fails', metavar='LEVEL', help='print every failure of that level, with what differs')
    ap.add_argument('--raw', action='store_true', help='PROGRAM takes HTML and gives Markdown without more options')
    ap.add_argument('--reader', help="another reader than cmark-gfm: each:COMMAND, served:COMMAND or files:COMMAND")
    ap.add_argument('--outline', action='store_true', help='without what an outline cannot say (outline.py)')
    a = ap.parse_args()
    command = shlex.split(a.program) + ([] if a.raw else ['-q', '-f', 'html', '-t', 'markdown', '-o', '-', '-'])
    how, _, reader = (a.reader or '').partition(':')
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for suite in a.suite:
            head, *demands = suite.split()
            name, what = head.split('=', 1)
            cases = cases_of(what)
            made = list(pool.map(convert, [(command, c['html']) for c in cases], chunksize=16))
            pages = READERS[how](shlex.split(reader), [md for md, _ in made]) if how else [None] * len(made)
            if len(pages) != len(made):
                print('not ok - %s: the reader gave %d pages for %d' % (name, len(pages), len(made)))
                continue
            results = list(pool.map(judge, [(c['html'], m, page, a.outline) for c, m, page in zip(cases, made, pages)], chunksize=16))
            check(name, demands, cases, results)
            for c, r in zip(cases, results):
                if a.fails and r[a.fails] is False:
                    print('---- %s #%s [%s]\n%s\n-- Markdown\n%s\n-- difference\n%s' %
                          (name, c['id'], c.get('section', ''), c['html'][:3000], r['md'][:3000], r.get('diff', '')))


if __name__ == '__main__':
    main()
