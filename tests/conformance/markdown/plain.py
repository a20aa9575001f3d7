#!/usr/bin/python3
"""plain.py PROGRAM SUITE…: Markdown without HTML (--no-raw-html) loses no word.

Suites are those of roundtrip.py (NAME=WHAT). For each case and for GFM and CommonMark two things are looked at, with the
dialect's own reader: that it finds no HTML in the Markdown, and that the words of the source are in what it shows,
pictures' words too. They are there in their order, but for CommonMark, where a table's heads stand before each cell, and
for wild cases, whose blocks stand where none may. More may be there: marks for what Markdown cannot say."""
import os
import re
import shlex
import sys
from concurrent.futures import ProcessPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import mdnorm
import roundtrip

READERS = {'gfm': roundtrip.RENDER, 'commonmark': ['cmark']}
WORD = re.compile(r'[^\W_]+')


def words(node, out):
    """Runs of letters; a block's edge parts them, a tag in a line does not."""
    def text(n):
        for k in n.kids:
            if isinstance(k, str):
                yield k
            elif k.tag in mdnorm.DROP:
                pass
            elif k.tag == 'img':
                yield k.attrs.get('alt', '')
            else:
                if k.tag in mdnorm.BLOCK or k.tag == 'br':
                    yield '\n'
                yield from text(k)
                if k.tag in mdnorm.BLOCK:
                    yield '\n'
    out.extend(WORD.findall(''.join(text(node))))
    return out


def first_missing(wanted, got, ordered):
    """The first word of `wanted` that does not follow the one before it in `got`, or is not in it; None: all do. Words are
    compared by letters, since marks may part or join them."""
    rest, at = ''.join(got), 0
    for w in wanted:
        found = rest.find(w, at)
        if found < 0:
            return w
        at = found + len(w) if ordered else 0
    return None


def judge(job):
    source, program, flavor, wild = job
    md, error = roundtrip.run(program + ['--flavor', flavor, '--no-raw-html', '-q', '-f', 'html', '-t', 'markdown', '-o', '-', '-'], source.encode())
    if error:
        return error, md
    safe, _ = roundtrip.run(READERS[flavor], md)
    if roundtrip.OMITTED in safe:
        return 'HTML', md
    missing = first_missing(words(mdnorm.parse(source), []), words(mdnorm.parse(safe.decode('utf-8', 'replace')), []),
                            flavor == 'gfm' and not wild)
    return missing and 'the word "%s" is missing' % missing, md


def main():
    program = shlex.split(sys.argv[1])
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for suite in sys.argv[2:]:
            name, what = suite.split('=', 1)
            cases = roundtrip.cases_of(what)
            for flavor in READERS:
                faults = list(pool.map(judge, [(c['html'], program, flavor, what.startswith('wild:')) for c in cases], chunksize=16))
                bad = [(c, f) for c, f in zip(cases, faults) if f[0]]
                print('%s - without HTML, %s: %s, %d of %d' % ('not ok' if bad or not cases else 'ok', flavor, name, len(cases) - len(bad), len(cases)))
                for c, (fault, md) in bad[:4]:
                    print('#%s %s\n%s\n-- Markdown\n%s' % (c['id'], fault, c['html'][:700], md.decode('utf-8', 'replace')[:700]))


if __name__ == '__main__':
    main()
