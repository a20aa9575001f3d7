"""text.py PROGRAM - plain text beside lynx, w3m, elinks, links, pandoc and html2text: what each makes of the pages of
tests/golden/text at 72 columns. Prints a Markdown table; what is not installed is left out and named. A check is a
sentence about the output that any reader would agree to; "-" means that it does not hold."""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../conformance'))
from text_lines import NOT_FIRST, width

PROGRAM = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
PAGES = os.path.join(HERE, '../golden/text')
FAMILY = '👩‍👩‍👧‍👦'
LONG = 'http://example.com/a/very/long/path/that/does/not/fit/into/seventy-two/columns/of/text?with=a&query=too'


def tools(page):
    """name → command that prints the page's text"""
    return {
        'designconv': [PROGRAM, '-q', '-f', 'html', '-t', 'text', '-o', '-', page],
        'lynx': ['lynx', '-dump', '-width=72', '-assume_charset=utf-8', '-display_charset=utf-8', page],
        'w3m': ['w3m', '-dump', '-cols', '72', '-I', 'UTF-8', '-O', 'UTF-8', '-o', 'display_link_number=1', page],
        'elinks': ['elinks', '-dump', '-dump-width', '72', '-dump-charset', 'UTF-8', page],
        'links': ['links', '-dump', '-width', '72', '-codepage', 'UTF-8', page],
        'pandoc': ['pandoc', '-f', 'html', '-t', 'plain', '--columns=72', page],
        'html2text': ['html2text', '-utf8', '-width', '72', page],
    }


def line_with(text, *words):
    return next((line for line in text.split('\n') if all(w in line for w in words)), '')


def ends_alike(text, *words):
    ends = {width(line[:line.index(w)] + w) for w in words for line in [line_with(text, w)] if line}
    return len(ends) == 1 and all(line_with(text, w) for w in words)


def in_column(text, first, rest):
    """One of the words of `rest` begins below `first`, in the same column."""
    lines = text.split('\n')
    n = next((i for i, line in enumerate(lines) if first in line), None)
    if n is None:
        return False
    column = width(lines[n][:lines[n].index(first)])
    return any(word in line and width(line[:line.index(word)]) == column for line in lines[n + 1:n + 6] for word in rest)


CHECKS = [
    ('tables: cells wrap in their columns', 'tables', lambda t: in_column(t, 'Takes every', 'request, checks who sends it and hands it on to whoever can answer it'.split())),
    ('tables: numbers to the right', 'tables', lambda t: ends_alike(t, '1,234.50', '1,241.50')),
    ('tables: a rule below the head', 'tables', lambda t: bool(re.search(r'Amount[^\n]*\n[^\n\w]*[-─=]{4}[^\n]*\n[^\n]*Short', t))),
    ('tables: spans keep their places', 'tables', lambda t: bool(line_with(t, 'South', 'none until the autumn', '9')) and bool(line_with(t, 'East', '5', '6', 'both'))),
    ('tables: never wider than the page', 'tables', lambda t: max(width(line) for line in t.split('\n')) <= 72),
    ('width: wide characters count two', 'width', lambda t: all(width(line) <= 72 for line in t.split('\n') if re.search('[\u3040-\u30ff\u4e00-\u9fff]', line))),
    ('width: no comma begins a line', 'width', lambda t: not any(line.strip()[:1] in NOT_FIRST and line.strip()[0] not in '”’' for line in t.split('\n') if line.strip())),
    ('width: emoji are whole', 'width', lambda t: t.count(FAMILY) == open(os.path.join(PAGES, 'width.html'), encoding='utf-8').read().count(FAMILY)),
    ('code: to the letter', 'code', lambda t: 'four blanks; a line that is longer than the page is wide stays as it is because code is never wrapped here' in t and bool(re.search(r'\n *int main\(void\)\n *\{\n +return 0;\n *\}', t))),
    ('code: under its item', 'code', lambda t: len(re.match(' *', line_with(t, 'int main')).group()) > len(re.match(' *', line_with(t, 'An item, with')).group())),
    ('code: drawings are whole', 'code', lambda t: '┌───────┐    ┌───────┐' in t and '───▶' in t),
    ('links: each address once', 'links', lambda t: len(re.findall(r'http://example\.com/one\b', t)) == 1),
    ('links: addresses are whole', 'links', lambda t: t.count(LONG) >= 1),
    ('links: an address that is the text is not said again', 'links', lambda t: t.count('http://example.com/plain') == 1),
    ('lists: numbers end alike, text hangs', 'lists', lambda t: ends_alike(t, '99.', '100.') and bool(re.search(r'\n {4,}text and not', t) or re.search(r'\n {4,}\S[^\n]*not below', t))),
    ('lists: reversed', 'lists', lambda t: bool(re.search(r'3\. +three', t))),
    ('lists: letters and Roman numbers', 'lists', lambda t: bool(re.search(r'\baa\. +aa', t, re.I)) and bool(re.search(r'IX\. +nine', t))),
    ('lists: a bullet for each level', 'lists', lambda t: len({line.split()[0] for w in ('nested', 'second', 'third') for line in [line_with(t, w)] if line.split()}) == 3),
    ('quotes: a mark before every line', 'marks', lambda t: bool(re.search(r'\n *> .*\n *> [^\n]*its lines', t)) or t.count('> ') > 8),
    ('headings: underlined', 'marks', lambda t: bool(re.search(r'A heading of one\n *[-=]{10}', t))),
    ('H₂O and x²', 'marks', lambda t: 'H₂O' in t and 'x²' in t),
    ('pictures say what they show', 'marks', lambda t: 'described' in t),
    ('captions stand alone', 'marks', lambda t: bool(re.search(r'\n\s*Its caption, on a line of its own\s*\n', t))),
    ('soft hyphens are unseen', 'width', lambda t: '\u00ad' not in t),
    ('no-break spaces hold', 'width', lambda t: bool(re.search(r'10.000.km.of.road', t))),
    ('zero-width spaces are unseen', 'width', lambda t: '\u200b' not in t),
    ('one blank line at most', None, lambda t: '\n\n\n' not in t.strip('\n')),
    ('no blanks at line ends', None, lambda t: not re.search(r'[ \t]\n', t)),
]


def said_by(command):
    try:
        p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return p.stdout.decode('utf-8', 'replace') if p.returncode == 0 else None


def compare(scratch):
    names = [n for n in tools('') if n == 'designconv' or shutil.which(n)]
    missing = [n for n in tools('') if n not in names]
    outputs = {}
    for path in sorted(glob.glob(os.path.join(PAGES, '*.html'))):
        case = os.path.basename(path)[:-5]
        if os.path.islink(path):
            continue
        page = os.path.join(scratch, case + '.html')
        body = open(path, encoding='utf-8').read()
        open(page, 'w', encoding='utf-8').write('<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body>\n%s</body></html>\n' % body)
        for name in names:
            outputs[name, case] = said_by(tools(page)[name]) or ''
    print('| at 72 columns | %s |' % ' | '.join(names))
    print('|---|%s' % ('---|' * len(names)))
    score = dict.fromkeys(names, 0)
    for sentence, case, holds in CHECKS:
        row = []
        for name in names:
            texts = [outputs[name, case]] if case else [t for (n, _), t in outputs.items() if n == name]
            good = all(holds(unicodedata.normalize('NFC', t)) for t in texts)
            score[name] += good
            row.append('yes' if good else '-')
        print('| %s | %s |' % (sentence, ' | '.join(row)))
    print('| **of %d** | %s |' % (len(CHECKS), ' | '.join('**%d**' % score[n] for n in names)))
    if missing:
        print('\nnot installed: ' + ', '.join(missing))


with tempfile.TemporaryDirectory(prefix='designconv-bench.') as scratch:
    compare(scratch)
