#!/usr/bin/python3
"""multiply.py N FEED: the RSS feed with its items repeated N times, to standard output: each copy under a title, link
and guid of its own. Written as it goes, so that N may be large."""
import re
import sys

n, path = int(sys.argv[1]), sys.argv[2]
text = open(path, encoding='utf-8').read()
begin, end = text.index('<item>'), text.rindex('</item>') + len('</item>')
items = text[begin:end]
sys.stdout.write(text[:begin])
for copy in range(n):
    turn = items
    if copy:
        turn = re.sub(r'<title>(.*?)</title>', lambda m: '<title>%s (%d)</title>' % (m.group(1), copy), turn)
        turn = re.sub(r'<(link|guid)([^>]*)>([^<]*?)/?</', lambda m: '<%s%s>%s-%d/</' % (m.group(1), m.group(2), m.group(3), copy), turn)
    sys.stdout.write(turn + '\n')
sys.stdout.write(text[end:])
