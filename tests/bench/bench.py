"""bench.py PROGRAM MEASURE [TIMES…] - designconv beside its peers; run.sh says what for.

CPU time is that of the process and its children: it is what can be compared on a machine that does
other things too. Peers cannot read a feed: they get its bodies, joined into one HTML page beforehand
(Typst, which reads no HTML, a source made from it); that work is not counted."""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

program, MEASURE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
times = [int(t) for t in sys.argv[3:]] or [20, 100]
HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, '../../samples/index.xml')
LIMIT = 120                     # [s] of wall time; what takes longer is stopped
WORTH = 10                      # [s] of CPU time that one tool's runs may cost before no more are made
scratch = tempfile.TemporaryDirectory(prefix='designconv-bench.')
at = lambda name: os.path.join(scratch.name, name)

TURNDOWN = """const fs = require("fs"), Turndown = require("turndown"), {{ gfm }} = require("@joplin/turndown-plugin-gfm");
const t = new Turndown({{ headingStyle: "atx", codeBlockStyle: "fenced" }}); t.use(gfm);
fs.writeFileSync(process.argv[2], t.turndown(fs.readFileSync(process.argv[1], "utf8")));"""

# format, tool, what must be there (a command, python:module or node:module), command
TOOLS = [
    ('EPUB', 'designconv', program, [program, '-q', '-t', 'epub', '-o', '{out}.epub', '{feed}']),
    ('EPUB', 'designconv, no cover', program, [program, '-q', '-t', 'epub', '--cover', 'none', '-o', '{out}.epub', '{feed}']),
    ('EPUB', 'pandoc', 'pandoc', ['pandoc', '-f', 'html', '-t', 'epub3', '--toc', '-o', '{out}.epub', '{html}']),
    ('EPUB', 'calibre', 'ebook-convert', ['ebook-convert', '{html}', '{out}.epub']),
    ('EPUB', 'htmldoc', 'htmldoc', ['htmldoc', '--quiet', '-t', 'epub', '--book', '-f', '{out}.epub', '{html}']),
    ('PDF', 'designconv', program, [program, '-q', '-t', 'pdf', '-o', '{out}.pdf', '{feed}']),
    ('PDF', 'WeasyPrint', 'weasyprint', ['weasyprint', '{html}', '{out}.pdf']),
    ('PDF', 'htmldoc', 'htmldoc', ['htmldoc', '--quiet', '-t', 'pdf14', '--book', '-f', '{out}.pdf', '{html}']),
    ('PDF', 'Typst (its own source)', 'python:typst', ['python3', '-c', 'import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])', '{typ}', '{out}.pdf']),
    ('PDF', 'mutool', 'mutool', ['mutool', 'convert', '-F', 'pdf', '-o', '{out}.pdf', '{html}']),
    ('PDF', 'pandoc and xelatex', 'xelatex', ['pandoc', '-f', 'html', '--pdf-engine=xelatex', '-o', '{out}.pdf', '{html}']),
    ('Markdown', 'designconv', program, [program, '-q', '-t', 'markdown', '-o', '{out}.md', '{feed}']),
    ('Markdown', 'designconv, a vault', program, [program, '-q', '-t', 'markdown', '-o', '{out}.vault/', '{feed}']),
    ('Markdown', 'links (text only, a yardstick)', 'links', ['links', '-dump', '{html}']),
    ('Markdown', 'turndown with GFM', 'node:turndown', ['node', '-e', TURNDOWN, '{html}', '{out}.md']),
    ('Markdown', 'pandoc', 'pandoc', ['pandoc', '-f', 'html', '-t', 'gfm', '-o', '{out}.md', '{html}']),
    ('Markdown', 'html-to-markdown', 'python:html_to_markdown', ['python3', '-c', 'import sys, html_to_markdown as h; open(sys.argv[2], "w").write(h.convert(open(sys.argv[1]).read()).content)', '{html}', '{out}.md']),
    ('text', 'designconv', program, [program, '-q', '-t', 'text', '-o', '{out}.txt', '{feed}']),
    ('text', 'pandoc', 'pandoc', ['pandoc', '-f', 'html', '-t', 'plain', '-o', '{out}.txt', '{html}']),
    ('text', 'links', 'links', ['links', '-dump', '{html}']),
    ('text', 'lynx', 'lynx', ['lynx', '-dump', '-nolist', '{html}']),
    ('text', 'w3m', 'w3m', ['w3m', '-dump', '-T', 'text/html', '{html}']),
    ('text', 'elinks', 'elinks', ['elinks', '-dump', '{html}']),
]


def is_there(need):
    if need.startswith('node:'):
        return bool(shutil.which('node')) and not subprocess.run(['node', '-e', 'require("%s")' % need[5:]], capture_output=True).returncode
    if not need.startswith('python:'):
        return shutil.which(need) is not None
    return subprocess.run(['python3', '-c', 'import ' + need[7:]], capture_output=True).returncode == 0


def write_inputs(n):
    """feed, HTML page and Typst source of the reference feed, its items n times over"""
    paths = {'feed': at('%d.xml' % n), 'html': at('%d.html' % n), 'typ': at('%d.typ' % n)}
    with open(paths['feed'], 'wb') as f:
        subprocess.run([sys.executable, os.path.join(HERE, '../multiply.py'), str(n), SAMPLE], stdout=f, check=True)
    with open(paths['html'], 'w', encoding='utf-8') as f:
        f.write('<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Book</title></head><body>\n')
        for item in ET.parse(paths['feed']).getroot().iter('item'):
            f.write('<h1>%s</h1>\n%s\n' % (item.findtext('title'), item.findtext('description')))
        f.write('</body></html>\n')
    subprocess.run(['python3', os.path.join(HERE, 'typst_source.py'), paths['html'], paths['typ']], capture_output=True)
    return paths


def once(command, out):
    """CPU [s] and peak [MB] of the command and its children; None when it fails or takes too long"""
    with open(out, 'wb') as stdout:
        if subprocess.run([MEASURE, str(LIMIT)] + command, stdout=stdout, stdin=subprocess.DEVNULL).returncode:
            return None
    with open(out, 'rb+') as stdout:
        stdout.seek(-min(100, os.path.getsize(out)), os.SEEK_END)
        last = stdout.read().rsplit(b'\nmeasured ', 1)[1]
        stdout.truncate(os.path.getsize(out) - len(last) - 10)
    ms, kb = last.split()
    return float(ms) / 1e3, float(kb) / 1024


def measure(command, paths, most):
    """medians of up to `most` runs: CPU [s], peak [MB], output [KB]"""
    out = at('out')
    command = [word.format(out=out, **paths) for word in command]
    runs = []
    while len(runs) < most and sum(r[0] for r in runs) < WORTH:
        run = once(command, out + '.stdout')
        if not run:
            return None
        runs.append(run)
    made = [p for p in (out + s for s in ('.epub', '.pdf', '.md', '.txt')) if os.path.exists(p)] or [out + '.stdout']
    size = os.path.getsize(made[0]) / 1024
    for path in made:
        os.unlink(path)
    shutil.rmtree(out + '.vault', ignore_errors=True)
    return [statistics.median(r[i] for r in runs) for i in range(2)] + [size]


def number(x):
    return '%.0f' % x if x >= 20 else '%.2g' % x


def compare(n, base, most):
    """A table of all tools on the feed n times over; `base` has the CPU time of each on the feed itself. Returns these."""
    paths = write_inputs(n)
    print('%s: %.1f MB, %d articles\n' % ('The reference feed' if n == 1 else 'Its items ×%d' % n, os.path.getsize(paths['feed']) / 1e6, 66 * n))
    growth = ' grown' if base else ''
    print('| format | tool | CPU ms | against ours |%s peak MB | output KB |\n|---|---|--:|--:|%s--:|--:|' % (growth and growth + ' |', growth and '--:|'))
    cpu, ours = {}, {}
    for form, tool, need, command in TOOLS:
        if not is_there(need) or (base and base.get((form, tool), LIMIT) * n > LIMIT * 2):
            continue
        got = measure(command, paths, most)
        if not got:
            print('| %s | %s | failed, or took more than %d s ||%s|' % (form, tool, LIMIT, '|' * (2 + bool(base))))
            continue
        cpu[form, tool] = got[0]
        ours.setdefault(form, got[0])
        grown = ' ×%s |' % number(got[0] / base[form, tool]) if base else ''
        print('| %s | %s | %.0f | ×%s |%s %.0f | %.0f |' % (form, tool, got[0] * 1000, number(got[0] / ours[form]), grown, got[1], got[2]))
        sys.stdout.flush()
    print()
    return cpu


base = compare(1, None, 9)
for n in times:
    compare(n, base, 3)
absent = sorted({tool for _, tool, need, _ in TOOLS if not is_there(need)})
print('Left out, because it is not installed: %s.' % ', '.join(absent) if absent else 'Every tool it knows was there.')
print('Left out of the larger feeds: what would take minutes, by its time on the small one.')
