#!/usr/bin/python3
"""graph.py PROGRAM SCRATCH KILLER [MLDOC]: the folder of --flavor logseq, as Logseq would take it.

By Logseq's source and docs: pages/ and assets/ ("Term: Graph"); names of files (src/main/frontend/util/fs.cljs, file-name-sanity,
and deps/graph-parser, tri-lb-title-parsing); page properties as the first lines ("Properties": key:: value, tags and alias
are pages); a page is written back without a line end (frontend/modules/file/core.cljs). MLDOC is the parser's folder."""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from urllib.parse import unquote
from xml.sax.saxutils import escape

program, scratch, killer, *mldoc = sys.argv[1:]
feed_path, graph = os.path.join(scratch, 'graph.xml'), os.path.join(scratch, 'graph')
PNG = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAF0lEQVR42mNgYGD4//8/FhK7KAQMPh0AXXNfoWyFCAcAAAAASUVORK5CYII='
DEVICES = {'con', 'prn', 'aux', 'nul', 'conin$', 'conout$'} | {d + n for d in ('com', 'lpt') for n in '0123456789¹²³'}
PROPERTY = re.compile(r'([^\s:]+):: ?(.*)\n')


def test(name, good, why=''):
    print('ok - logseq: ' + name if good else 'not ok - logseq: %s: %s' % (name, str(why)[:700]))


def publish(articles, title='A feed'):
    items = ''.join('<item><title>%s</title><guid isPermaLink="false">%s</guid><link>%s</link>%s<description>%s</description></item>' % (
        escape(a['title']), a['id'], a.get('link', 'http://x.org/' + a['id'].split(',')[1]),
        ''.join('<category>%s</category>' % escape(c) for c in a.get('tags', ())), escape(a['body'])) for a in articles)
    with open(feed_path, 'w', encoding='utf-8') as f:
        f.write('<rss version="2.0"><channel><title>%s</title><link>http://x.org/</link>%s</channel></rss>' % (escape(title), items))


def run(*options, env=None):
    p = subprocess.run([program, '-t', 'markdown', '--flavor', 'logseq', '-o', graph + '/', *options, feed_path], stdout=subprocess.PIPE,
                       stderr=subprocess.STDOUT, env=dict(os.environ, **(env or {})), timeout=60)
    return p.stdout.decode(), p.returncode


def path(name):
    return os.path.join(graph, name)


def read(name):
    with open(path(name), encoding='utf-8') as f:
        return f.read()


def write(name, text):
    os.makedirs(os.path.dirname(path(name)), exist_ok=True)
    with open(path(name), 'w', encoding='utf-8') as f:
        f.write(text)


def pages():
    return sorted(os.path.relpath(os.path.join(d, n), graph) for d, _, names in os.walk(graph) for n in names if n.endswith('.md'))


def page_name(file):
    """tri-lb-title-parsing: each %XX by itself, "___" before"""
    stem = os.path.basename(file)[:-3].replace('___', '/')
    return '/'.join(p for p in re.sub(r'(?i)%[0-9a-f]{2}', lambda m: unquote(m.group(), errors='strict'), stem).split('/') if p)


def properties(file):
    """the lines before the first block"""
    out, text = {}, read(file)
    while m := PROPERTY.match(text):
        out[m.group(1)], text = m.group(2), text[m.end():]
    return out


def by_id():
    return {properties(n).get('feed-id', '').strip('"'): n for n in pages()}


def state():
    return {n: (os.stat(path(n)).st_mtime_ns, os.stat(path(n)).st_ino) for n in pages()}


def article(n, body='text', **more):
    return dict(dict(id='tag:x.org,%s' % n, title='Article %s' % n, body='<p>%s</p>' % body), **more)


def fresh():
    shutil.rmtree(graph, ignore_errors=True)


TITLES = ['ELK/Splunk', 'C', 'C#', 'C++', 'c', 'A: B', 'AC/DC', 'AC-DC', 'CON', 'con.txt', 'COM1', '...', '.hidden', 'ends.', 'a\\b', 'a|b',
          'what?', 'star * "q"', '<tag>', '[[link]]', 'tag #one ^two', 'x' * 300, '漢?' * 200, 'e\u0301te\u0301', '\u00e9t\u00e9', 'same', 'same',
          'SAME', 'Contents', 'a___b', 'a_b', '%41', '100% more', '50%25', 'tab\tand', '\u202eleft', '?', '', 'a, b', '(x)', 'logseq', '//', 'a/b/c']


def check_names():
    fresh()
    publish([article(i, title=t) for i, t in enumerate(TITLES)], title='A: feed')
    run('-q')
    names, bad = pages(), []
    for n in names:
        stem = os.path.basename(n)[:-3]
        if re.search(r'[<>:"\\|?*#\x00-\x1f]', stem) or stem[-1] in ' .' or stem[0] == '.' or stem.split('.')[0].lower() in DEVICES or len(n.encode()) > 246:
            bad.append(n)
        if unicodedata.normalize('NFC', n) != n or os.path.dirname(n) != 'pages' or '/' in page_name(n) or re.search(r'[\[\]]', page_name(n)):
            bad.append(n)
    test('names of files that every system takes', not bad, bad)
    test('a page for each title', len({unicodedata.normalize('NFC', page_name(n)).casefold() for n in names}) == len(TITLES) + 1, len(names))
    called = {page_name(n) for n in names}
    plain = ['C', 'C#', 'C++', 'A: B', 'CON', 'con.txt', 'COM1', '.hidden', 'ends.', 'a\\b', 'a|b', 'what?', 'star * "q"', '<tag>', 'tag #one ^two', 'same', 'a___b',
             'a_b', '%41', '100% more', '50%25', 'Contents', '?', 'a, b', 'A: feed', '...']
    test('pages are called as their articles', set(plain) <= called, sorted(set(plain) - called))
    test('no namespace of a slash, whose title is told', {'ELK-Splunk', 'a-b-c'} <= called and properties('pages/ELK-Splunk.md').get('headline') == 'ELK/Splunk', called)
    before = state()
    order = list(range(len(TITLES)))
    random.Random(5).shuffle(order)
    publish([article(i, title=TITLES[i]) for i in order], title='A: feed')
    run('-q')
    after = state()
    test('names stay', all(after.get(n) == s for n, s in before.items() if 'feed' not in n), 'renamed or rewritten')


def check_links():
    fresh()
    body = '<p>to <a href="http://x.org/%d">the <em>next</em></a>, <a href="http://x.org/%d">Note: %d</a> <img src="%s" alt="p"> <a href="http://far.org/"><img src="%s" alt="q"></a></p>'
    publish([article(i, title='Note: %d' % i, body=body % ((i + 1) % 3, (i + 2) % 3, (i + 2) % 3, PNG, PNG), tags=['C#', 'a b', 'x, y', '[z]']) for i in range(3)])
    run('-q')
    text = read(by_id()['tag:x.org,0'])
    test('links between pages', '[the next]([[Note: 1]]), [[Note: 2]]' in text, text)
    pictures = re.findall(r'!\[\w\]\((\S+?)\)', text)
    test('pictures of the graph', len(pictures) == 2 and all(p.startswith('../assets/') and os.path.exists(path('pages/' + p)) for p in pictures), text)
    test('… which lead somewhere', '<http://far.org/>' in text, text)
    test('tags are pages', 'tags:: [[C#]], [[a b]], [[x, y]], [[(z)]]\n' in text, text)
    contents = read('pages/A feed.md')
    test('the contents are pages in order', contents.index('- [[Note: 0]]\n  logseq.order-list-type:: number\n- [[Note: 1]]') > 0 and '\n\t- ### a b\n\t\t- [[Note: 0]]' in contents, contents)
    test('no line end behind the last block', not text.endswith('\n'), repr(text[-20:]))
    if not mldoc:
        return
    code = 'console.error = console.log = () => {}; const { Mldoc } = require(process.argv[1]); process.stdout.write(Mldoc.parseJson(require("fs").readFileSync(0, "utf8"), ' \
        'JSON.stringify({ toc: false, parse_outline_only: false, heading_number: false, keep_line_break: true, format: "Markdown", heading_to_list: false })))'
    ast = json.loads(subprocess.run(['node', '-e', code, mldoc[0] + '/mldoc'], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout)
    found = {k: [r[1]['url'][1] for r in refs] for k, _, refs in ast[0][0][1]} if ast[0][0][0] == 'Property_Drawer' else {}
    test('properties as mldoc reads them', found.get('tags') == ['C#', 'a b', 'x, y', '(z)'] and 'feed-id' in found and not found['feed-id'], ast[0])


def check_steps():
    fresh()
    publish([article(i, 'first %d' % i, tags=['one']) for i in range(7)])
    dry, _ = run('--dry-run')
    test('--dry-run writes nothing', not os.path.exists(graph) and dry.count('new ') == 8, dry)
    run('-q')
    before = state()
    run('-q')
    test('a second run touches no page', state() == before)
    name = {i: by_id()['tag:x.org,%d' % i] for i in range(7)}
    write(name[1], read(name[1]) + '\n\t- what I think')
    write(name[2], read(name[2]).replace('source::', 'rating:: 5\nsource::').replace('[[one]]', '[[mine]]'))
    write(name[3], read(name[3]).replace('tags:: [[one]]\n', ''))
    os.makedirs(path('logseq/bak/' + name[4][:-3]))
    shutil.copy(path(name[4]), path('logseq/bak/' + name[4][:-3] + '/2024.md'))
    os.rename(path(name[4]), path('pages/Renamed.md'))
    write(name[5], read(name[5]) + '\n')
    write('journals/2024_01_01.md', '- my day')
    publish([article(i, 'second %d' % i, tags=['one', 'two'], title='Article %d, renamed' % i) for i in range(6)])
    said, _ = run()
    ids = by_id()
    test('an edited page is kept', 'what I think' in read(name[1]) and 'second 1' not in read(name[1]), read(name[1]))
    copy = name[1][:-3] + ' (updated).md'
    test('the new text goes beside it', os.path.exists(path(copy)) and 'second 1' in read(copy) and 'feed-id' not in properties(copy) and copy in said, said)
    p = properties(name[2])
    test("properties: the user's kept, ours updated", p['rating'] == '5' and p['tags'] == '[[mine]]' and p['headline'] and 'second 2' in read(name[2]), read(name[2]))
    test('a removed property stays away', 'tags' not in properties(name[3]) and 'second 3' in read(name[3]), read(name[3]))
    test('a renamed page is found by its id, and no backup taken for it', ids['tag:x.org,4'] == 'pages/Renamed.md' and 'second 4' in read('pages/Renamed.md') and
         not os.path.exists(path(name[4])) and 'first 4' in read('logseq/bak/' + name[4][:-3] + '/2024.md'), ids)
    test('a line end at the end is no edit', 'second 5' in read(name[5]) and not os.path.exists(path(name[5][:-3] + ' (updated).md')), said)
    test('a page gone from the feed stays and is told', 'first 6' in read(name[6]) and name[6] in said, said)
    test("the user's own pages are not touched", read('journals/2024_01_01.md') == '- my day')
    test('the contents lead to the renamed page', '[Article 4, renamed]([[Renamed]])' in read('pages/A feed.md'), read('pages/A feed.md'))
    before = state()
    run('-q')
    test('and again no page is touched', state() == before, [n for n in before if state().get(n) != before[n]])
    os.remove(path('.designconv.json'))
    run('-q')
    test('a lost manifest loses nothing', 'what I think' in read(name[1]) and by_id()['tag:x.org,4'] == 'pages/Renamed.md', pages())


def check_kills(times, seed):
    """As vault.py does, shorter: whatever the user wrote stands, and after a run in peace each article's newest text does."""
    fresh()
    r, mine, killed, problems = random.Random(seed), {}, 0, []
    bodies = {i: 'text %d version 0' % i for i in range(8)}
    for turn in range(times):
        for i in r.sample(range(8), r.randint(1, 8)):
            bodies[i] = 'text %d version %d' % (i, turn)
        if turn and r.random() < .4:
            mine['user%dmark' % turn] = n = r.choice([n for n in pages() if 'Article' in n])
            write(n, read(n) + '\n- user%dmark' % turn)
        publish([article(i, body, tags=['v' + body.split()[-1]]) for i, body in bodies.items()])
        killed += run('-q', env=dict(LD_PRELOAD=killer, KILL_AT=str(r.randint(1, 30))) if turn else None)[1] == -9
        if turn % 10 == 9:
            run('-q')
            everything = '\n'.join(map(read, pages())).split('\n')
            problems += [b for b in bodies.values() if '- ' + b not in everything]
        problems += [m for m in mine if m not in '\n'.join(map(read, pages()))]
    test('killed %d times, nothing is lost' % killed, not problems and killed > times // 3, problems)
    run('-q')
    before = state()
    run('-q')
    test('and the graph settles', state() == before)


check_names()
check_links()
check_steps()
check_kills(min(60, int(os.environ.get('KILLS', 200))), 1)
