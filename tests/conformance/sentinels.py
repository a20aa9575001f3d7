#!/usr/bin/python3
"""sentinels.py FEED FORMAT FILE: every sentinel word of samples/everything.xml is in the output.

A sentinel is a word that begins with "zq" and holds letters only; a note's number may follow it closely. Those in attributes that no paper shows
(and in what must not come through) are named in the feed's comments: <!-- hidden: zqfoo zqbar --> for every format,
<!-- hidden in text: zqfoo --> for one; <!-- gone: zqscript --> must be in none."""
import os
import re
import subprocess
import sys
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fidelity import pdf_text

feed, form, path = sys.argv[1:4]
source = open(feed, encoding='utf-8').read()
comments = re.findall(r'<!--\s*(gone|hidden(?: in (\w+))?):(.*?)-->', source, re.S)
bare = re.sub(r'<!--\s*(gone|hidden).*?-->', '', source, flags=re.S)
word = re.compile(r'zq[a-z]+')
wanted = set(word.findall(bare))
gone = {w for kind, _, words in comments if kind == 'gone' for w in word.findall(words)}
hidden = {w for kind, only, words in comments if kind != 'gone' and only in ('', form) for w in word.findall(words)}
if form == 'epub':
    book = zipfile.ZipFile(path)
    text = ' '.join(book.read(n).decode('utf-8', 'replace') for n in book.namelist())
elif form == 'pdf':
    # words broken at line ends are put together
    text = ' '.join(re.sub(r'[-\u00ad\u2010]\n', '', pdf_text(path, tool)) for tool in ('poppler', 'mutool'))
    text += subprocess.run(['pdfinfo', path], capture_output=True, text=True).stdout
else:
    text = re.sub(r'-\n\s*', '', open(path, encoding='utf-8').read())
found = set(word.findall(text)) | set(word.findall(re.sub(r'\s+', '', text)))
missing = sorted(wanted - gone - hidden - found)
present = sorted(gone & found)
print('%s - %s: every sentinel%s' % ('not ok' if missing else 'ok', form, ': missing ' + ' '.join(missing) if missing else ' (%d)' % len(wanted - gone - hidden)))
print('%s - %s: nothing that must go%s' % ('not ok' if present else 'ok', form, ': has ' + ' '.join(present) if present else ''))
if not wanted:
    print('not ok - %s: no sentinel in %s' % (form, feed))
