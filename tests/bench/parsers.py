"""parsers.py PROGRAM [FEED] - tests/bench/parsers.c on the bodies of a feed (the sample), and beside it
lexbor, where Python's selectolax brings it, and parse5 and html5lib, in one table."""
import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
program, feed = sys.argv[1], (sys.argv[2:] + [os.path.join(HERE, '../../samples/index.xml')])[0]
ROUNDS = 31
ENCODED = '{http://purl.org/rss/1.0/modules/content/}encoded'
bodies = [(i.findtext(ENCODED) or i.findtext('description') or '') for i in ET.parse(feed).getroot().iter('item')]
size = sum(len(b.encode()) for b in bodies)


def speed(parse, rounds):
    """median [MB/s] of CPU time"""
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        for body in bodies:
            parse(body)
        took.append(time.process_time() - begin)
    return size / 1e6 / statistics.median(took)


with tempfile.NamedTemporaryFile() as f:
    for body in bodies:
        data = body.encode()
        f.write(b'%d\n%s' % (len(data), data))
    f.flush()
    rows = subprocess.run([program, f.name, str(ROUNDS)], stdout=subprocess.PIPE, text=True, check=True).stdout
base = float(next(row for row in rows.splitlines() if 'libxml2, tree' in row).split('|')[2])
print('\nHTML parsers on the %d bodies of %s, %.2f MB, medians of %d rounds:\n' % (len(bodies), os.path.basename(feed), size / 1e6, ROUNDS))
print('| parser | MB/s | × libxml2 |\n|---|---|---|\n' + rows, end='')
left_out = [] if 'gumbo' in rows else ['gumbo']
if importlib.util.find_spec('selectolax'):
    from selectolax.lexbor import LexborHTMLParser
    mb = speed(LexborHTMLParser, ROUNDS)
    print('| lexbor (selectolax, whole pages) | %.0f | %.2f |' % (mb, mb / base))
else:
    left_out.append('lexbor (pip install selectolax)')
if importlib.util.find_spec('html5lib'):
    import html5lib
    mb = speed(lambda body: html5lib.parseFragment(body, container='div'), 1)
    print('| html5lib (Python) | %.1f | %.2f |' % (mb, mb / base))
else:
    left_out.append('html5lib')
if left_out:
    print('left out: ' + ', '.join(left_out))
