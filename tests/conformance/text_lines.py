#!/usr/bin/python3
"""text_lines.py HTML COLUMNS FILE: is the text of that page, which holds no code, set well?

No line is wider than COLUMNS unless it is one piece that may not be broken; none begins with what may not begin a line
nor ends with what may not end one (JIS X 4051, GB/T 15834); no blank at a line's end, no two blank lines; and what it
says, white space apart, is what html5lib reads in the page. Widths are Python's (UAX #11), not designconv's."""
import re
import sys
import unicodedata

import html5lib

NOT_FIRST = set('、。，．：；？！」』】〕》〉）］｝’”%‰℃ー々ゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ')
MARKS = re.compile(r'(?m)^[-=~.]{2,}$|^ *([•◦▪]|[0-9]+\.) ')
NOT_LAST = set('「『【〔《〈（［｛‘“￥＄')


def width(text):
    columns, joined = 0, False
    for c in text:
        if joined or 0x1F3FB <= ord(c) <= 0x1F3FF or 0x1160 <= ord(c) <= 0x11FF:
            joined = False
            continue
        joined = c == '\u200d'
        if unicodedata.category(c) in ('Mn', 'Me', 'Cf', 'Cc'):
            continue
        columns += 2 if unicodedata.east_asian_width(c) in 'WF' else 1
    return columns


def said(text):
    return re.sub(r'[\s\u00ad\u200b]+', '', unicodedata.normalize('NFC', text))


def main():
    page, columns, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    text = open(out, encoding='utf-8').read()
    lines = text.split('\n')
    faults = []
    for number, line in enumerate(lines, 1):
        words = MARKS.sub('', line).strip()
        if width(line) > columns and re.search(r'[ \u3000-\u9fff]', words):
            faults.append('line %d has %d columns: %s' % (number, width(line), line))
        if words[:1] in NOT_FIRST:
            faults.append('line %d begins with %s' % (number, words[0]))
        if words[-1:] in NOT_LAST and words[-1:] not in '‘“':
            faults.append('line %d ends with %s' % (number, words[-1]))
        if line != line.rstrip():
            faults.append('line %d ends with a blank' % number)
    if '\n\n\n' in text or not text.endswith('\n') or text.endswith('\n\n'):
        faults.append('two blank lines, or not one line end at the end')
    root = html5lib.parse(open(page, encoding='utf-8').read(), namespaceHTMLElements=False)
    body = root.find('body')
    source = ''.join(body.itertext())
    want, got = said(source), said(MARKS.sub('', text))
    if '\u00ad' in source:                              # some of them are seen
        want, got = want.replace('-', ''), got.replace('-', '')
    if want not in got:
        n = next((i for i, (a, b) in enumerate(zip(want, got[max(got.find(want[:20]), 0):])) if a != b), -1)
        faults.append('words differ near %r' % want[max(n - 10, 0):n + 30])
    for fault in faults[:4]:
        print(fault[:200])
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
