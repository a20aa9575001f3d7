"""bench.py PROGRAM TIMES - see run.sh. Peers cannot read a feed: they get its bodies joined into one HTML page."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET

program, times = os.path.abspath(sys.argv[1]), int(sys.argv[2])
HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, '../../samples/index.xml')
LIMIT = 120                                             # [s]; a peer that takes longer is stopped
scratch = tempfile.TemporaryDirectory(prefix='designconv-bench.')
at = lambda name: os.path.join(scratch.name, name)


def page(feed, out):
    with open(out, 'w', encoding='utf-8') as f:
        f.write('<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Book</title></head><body>\n')
        for item in ET.parse(feed).getroot().iter('item'):
            f.write('<h1>%s</h1>\n%s\n' % (item.findtext('title'), item.findtext('description')))
        f.write('</body></html>\n')


def once(command):
    """wall [s], CPU [s], peak [MB] of the command and its children; None when it fails or takes too long"""
    begin = time.monotonic()
    p = subprocess.Popen(['timeout', str(LIMIT)] + command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, status, used = os.wait4(p.pid, 0)
    p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode:
        return None
    return time.monotonic() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(command, out):
    """medians of 7 runs, or of one when that takes seconds"""
    first = once(command)
    if not first:
        return None
    runs = [once(command) or first for _ in range(7)] if first[0] < 2 else [first]
    return [statistics.median(r[i] for r in runs) for i in range(3)] + [os.path.getsize(out) / 1024]


def tools(feed, html):
    ours = lambda form, suffix: ('designconv', [program, '-q', '-t', form, '-o', at('ours.' + suffix), feed], at('ours.' + suffix))
    pandoc = lambda form, out, *more: ('pandoc', ['pandoc', '-f', 'html', '-t', form, html, '-o', at(out), *more], at(out))
    return [
        ('EPUB', [ours('epub', 'epub'), pandoc('epub3', 'p.epub', '--toc'),
                  ('calibre', ['ebook-convert', html, at('c.epub')], at('c.epub')),
                  ('htmldoc', ['htmldoc', '--quiet', '-t', 'epub', '--book', '-f', at('h.epub'), html], at('h.epub'))]),
        ('PDF', [ours('pdf', 'pdf'), ('WeasyPrint', ['weasyprint', html, at('w.pdf')], at('w.pdf')),
                 ('htmldoc', ['htmldoc', '--quiet', '-t', 'pdf14', '--book', '-f', at('h.pdf'), html], at('h.pdf')),
                 ('pandoc + xelatex', ['pandoc', html, '--pdf-engine=xelatex', '-o', at('x.pdf')], at('x.pdf'))]),
        ('Markdown', [ours('markdown', 'md'), pandoc('gfm', 'p.md')]),
        ('text', [ours('text', 'txt'), pandoc('plain', 'p.txt')]),
    ]


needs = {'pandoc': 'pandoc', 'calibre': 'ebook-convert', 'htmldoc': 'htmldoc', 'WeasyPrint': 'weasyprint', 'pandoc + xelatex': 'xelatex'}
absent = sorted(tool for tool, need in needs.items() if not shutil.which(need))
for n in (1, times):
    feed, html = at('feed.xml'), at('page.html')
    if n == 1:
        shutil.copy(SAMPLE, feed)
    else:
        with open(feed, 'wb') as f:
            subprocess.run([sys.executable, os.path.join(HERE, '../multiply.py'), str(n), SAMPLE], stdout=f, check=True)
    page(feed, html)
    print('%s: %.1f MB, %d articles\n' % ('The reference feed' if n == 1 else 'The same ×%d' % n, os.path.getsize(feed) / 1e6, 66 * n))
    print('| format | tool | wall s | CPU s | peak MB | output KB | CPU against ours |\n|---|---|---|---|---|---|---|')
    for form, rows in tools(feed, html):
        ours = None
        for tool, command, out in rows:
            if tool in absent:
                continue
            got = measure(command, out)
            if not got:
                print('| %s | %s | more than %d s, or failed | | | | |' % (form, tool, LIMIT))
                continue
            ours = ours or got
            print('| %s | %s | %.3f | %.3f | %.0f | %.0f | %s |' % (form, tool, *got, '' if tool == 'designconv' else '×%.0f' % (got[1] / ours[1])))
            sys.stdout.flush()
    print()
if absent:
    print('Not installed, so left out: %s.' % ', '.join(absent))
