#!/usr/bin/python3
"""vault.py PROGRAM SCRATCH KILLER: the folder of notes, looked at from outside.

KILLER is kill_at.c as a shared library. Feeds are made here, in versions; what must hold is said beside
each test. The rules for names are those of Windows (Naming Files, Paths, and Namespaces), of macOS (no ':'
nor '/'; case and normalisation do not tell names apart) and of Obsidian (no # ^ [ ] | in what is linked)."""
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

import yaml

program, scratch, killer = sys.argv[1:4]
feed_path, vault = os.path.join(scratch, 'feed.xml'), os.path.join(scratch, 'vault')
MANIFEST = '.designconv.json'


def test(name, good, why=''):
    print('ok - ' + name if good else 'not ok - %s: %s' % (name, why))
    return good


def write_feed(articles, title='A feed'):
    """articles: dicts with id, title, body and, if wanted, categories, link, date"""
    items = ''.join('<item><title>%s</title><guid isPermaLink="false">%s</guid>%s%s%s<description>%s</description></item>\n' % (
        escape(a['title']), escape(a['id']), '<link>%s</link>' % escape(a['link']) if 'link' in a else '',
        '<pubDate>%s</pubDate>' % a['date'] if 'date' in a else '',
        ''.join('<category>%s</category>' % escape(c) for c in a.get('categories', ())), escape(a['body']))
        for a in articles)
    with open(feed_path, 'w', encoding='utf-8') as f:
        f.write('<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>%s</title>'
                '<link>http://example.org/</link><description>d</description>\n%s</channel></rss>\n' % (escape(title), items))


def run(*options, env=None, status=0):
    p = subprocess.run([program, '-t', 'markdown', '-o', vault + '/', *options, feed_path], stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, env=dict(os.environ, **(env or {})), timeout=60)
    if status is not None and p.returncode != status:
        test('exit status', False, '%d: %s' % (p.returncode, p.stderr[-300:].decode()))
    return p.stdout.decode() + p.stderr.decode()


def fresh():
    shutil.rmtree(vault, ignore_errors=True)


def read(name):
    with open(os.path.join(vault, name), encoding='utf-8') as f:
        return f.read()


def write(name, text):
    with open(os.path.join(vault, name), 'w', encoding='utf-8') as f:
        f.write(text)


def notes():
    return sorted(os.path.relpath(os.path.join(folder, n), vault) for folder, _, names in os.walk(vault)
                  for n in names if n.endswith('.md'))


def split(text):
    """properties as text, body"""
    m = re.match(r'---\n(.*?\n)---\n\n?(.*)', text, re.S)
    return (m.group(1), m.group(2)) if m else ('', text)


def properties(name):
    return yaml.safe_load(split(read(name))[0]) or {}


def by_id():
    return {properties(n).get('id'): n for n in notes() if properties(n).get('id')}


def state():
    return {n: (os.stat(os.path.join(vault, n)).st_mtime_ns, os.stat(os.path.join(vault, n)).st_ino) for n in notes()}


def article(n, body='text', **more):
    return dict(dict(id='tag:example.org,%s' % n, title='Article %s' % n, body='<p>%s</p>' % body), **more)


# ---- names ------------------------------------------------------------------------------------------------------

NASTY = ['ELK/Splunk', 'C', 'C#', 'C++', 'c', 'A: B', 'AC/DC', 'AC-DC', 'CON', 'con.txt', 'nul', 'COM1', 'LPT9.md', 'AUX ', '...',
         '.hidden', 'ends with a dot.', 'ends with a space ', 'a\\b', 'a|b', 'what?', 'star * and "quotes"', '<tag>',
         '[[link]]', 'tag #one ^two', 'x' * 300, '漢' * 200, 'e\u0301te\u0301', '\u00e9t\u00e9', 'ÉTÉ', 'same', 'same', 'Same', 'SAME',
         'Contents', 'emoji 👩‍👩‍👧‍👦' * 20, 'tab\tand\nline', '\u202eright to left', 'zero\u200bwidth', '?', '???', '-', '..', '~', '%41', 'straße', 'STRASSE',
         'A very long title with a slash / near its middle ' * 6]
WINDOWS_DEVICES = {'con', 'prn', 'aux', 'nul', 'conin$', 'conout$'} | {d + n for d in ('com', 'lpt') for n in '0123456789¹²³'}


def check_names():
    fresh()
    write_feed([article(i, title=t, link='http://example.org/%d' % i) for i, t in enumerate(NASTY)])
    run('-q')
    names = notes()
    bad = []
    for n in names:
        stem = n[:-3]
        if re.search(r'[<>:"/\\|?*\x00-\x1f]', n) or n[-1] in ' .' or stem[-1] in ' .' or stem.split('.')[0].rstrip().lower() in WINDOWS_DEVICES:
            bad.append('Windows: ' + n)
        if n[0] == '.' or ':' in n:
            bad.append('macOS: ' + n)
        if re.search(r'[#^\[\]|]', n):
            bad.append('Obsidian: ' + n)
        if unicodedata.normalize('NFC', n) != n:
            bad.append('not NFC: ' + n)
        if len(n.encode()) > 240:
            bad.append('%d bytes: %s' % (len(n.encode()), n))
    folded = {}
    for n in names:
        key = unicodedata.normalize('NFD', n).casefold()
        if key in folded:
            bad.append('one name on macOS: %s, %s' % (n, folded[key]))
        folded[key] = n
    test('names that every system takes', not bad, '; '.join(bad)[:600])
    test('a note for each title', len(names) == len(NASTY) + 1, '%d notes, %d titles' % (len(names), len(NASTY)))
    titles = {properties(n).get('title'): n for n in names}
    test('separators become hyphens', 'ELK-Splunk.md' in names and titles.get('ELK/Splunk') == 'ELK-Splunk.md', str(names)[:200])
    test('C, C# and C++ stay apart', len({titles.get(t) for t in ('C', 'C#', 'C++')}) == 3 and '+' in titles['C++'], str(titles.get('C#')))
    lost = [n for n in names if properties(n)['title'] != n[:-3] and 'aliases' not in properties(n) and n != titles.get('A feed')]
    test('a title that is no name is an alias', not lost, str(lost)[:300])
    before = state()
    order = list(range(len(NASTY)))
    random.Random(5).shuffle(order)
    write_feed([article(i, title=NASTY[i], link='http://example.org/%d' % i) for i in order])
    run('-q')
    after = state()
    test('collisions are numbered stably', all(after.get(n) == s for n, s in before.items() if not n.startswith('Contents.md')), 'notes were renamed or rewritten')
    fresh()
    run('-q', '--note-name', 'slug')
    bad = [n for n in notes() if not re.fullmatch(r'[\w-]+\.md', n)]
    test('slugs of letters, digits and hyphens', not bad and len(notes()) == len(NASTY) + 1, str(bad)[:300])


# ---- properties ---------------------------------------------------------------------------------------------------

STRINGS = ['plain', 'yes', 'null', '~', '1e3', '0x10', '12:30:00', '2024-01-01', '- dash', '? key', ': colon', 'a: b', 'a #b', '#c', '&a', '*a', '!t', '|', '>',
           '%d', '@x', '`x', '"q" and \'s\'', '\\n \\ ', '{a: b}', '[a]', 'tab\there', 'é漢👍', '\u2028line', 'ends with :', '---', '...',
           '<b>', 'a\u00a0b', '\u200e', '\ufeffbom', ' lead', 'trail ', '=', '<<']


def perl_yaml(texts):
    code = 'use YAML::PP; use JSON::PP; binmode(STDIN, ":utf8"); local $/; my $j = JSON::PP->new->utf8; ' \
           'my $ypp = YAML::PP->new(schema => ["JSON"]); print $j->encode([map { $ypp->load_string($_) } @{JSON::PP->new->decode(<STDIN>)}]);'
    p = subprocess.run(['perl', '-e', code], input=json.dumps(texts, ensure_ascii=False).encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return json.loads(p.stdout.decode()) if p.returncode == 0 else p.stderr.decode()[-300:]


def check_properties():
    fresh()
    articles = [article(i, title='T %s' % s, categories=[s, 'Mixed & Case', '2024', 'a b/c', '#x', 'C#'],
                        date='Sat, 07 Sep 2002 09:42:31 GMT', link='http://example.org/?a=%d&b=%s' % (i, i)) for i, s in enumerate(STRINGS)]
    write_feed(articles, title='Feed: "quoted" \\ # %')
    run('-q')
    texts = [split(read(n))[0] for n in notes()]
    first = [yaml.load(t, yaml.BaseLoader) for t in texts]
    strict = [yaml.safe_load(t) for t in texts]
    second = perl_yaml(texts)
    test('YAML that PyYAML (1.1) reads', all(isinstance(p, dict) for p in strict), 'no mapping')
    if isinstance(second, str) and "Can't locate YAML/PP" in second:
        print('skip - YAML that YAML::PP (1.2) reads: it is not installed')
    else:
        test('YAML that YAML::PP (1.2) reads alike', second == first, second if isinstance(second, str) else
             str([(a, b) for a, b in zip(first, second) if a != b])[:400])
    clean = lambda s: ' '.join(s.replace('\ufeff', '').split())
    got = {clean(p['title'].replace('\u200e', '')) for p in strict}
    missing = [a['title'] for a in articles if clean(a['title'].replace('\u200e', '')) not in got]
    test('titles come back to the letter', not missing, str(missing)[:300])
    tags = {t for p in strict for t in p.get('tags', ())}
    # Obsidian's help, "Tag format": letters, numbers, _ - /, and at least one that is no number
    bad = [t for t in tags if not re.fullmatch(r"[^\s\u2000-\u206f!\"#$%&'()*+,.:;<=>?@^`{|}~\[\]\\]+", t) or
           re.fullmatch(r'[\d/]+', t) or t[0] in '/-' or '//' in t]
    test('tags that Obsidian takes', tags and not bad, str(bad)[:300])
    dates = [p.get('created') for p in strict if 'tags' in p]
    test('dates are dates', all(hasattr(d, 'year') for d in dates), str(dates[:2]))
    fresh()
    run('-q', '--no-front-matter')
    test('--no-front-matter writes none', not any(read(n).startswith('---') for n in notes()), 'there is some')


# ---- links ----------------------------------------------------------------------------------------------------------

def check_links():
    fresh()
    png = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAF0lEQVR42mNgYGD4//8/FhK7KAQMPh0AXXNfoWyFCAcAAAAASUVORK5CYII='
    link = lambda i: 'http://example.org/%d' % i
    body = '<p><a href="%s">on</a> <img src="%s" alt="p"></p>'
    articles = [article(i, title='Note %d (of #3), 100%% & more' % i, body=body % (link((i + 1) % 3), png), link=link(i)) for i in range(3)]
    write_feed(articles)
    run('-q')

    def broken():
        out = []
        for n in notes():
            for target in re.findall(r'\]\(<?([^)>]+)>?\)', read(n)):
                path = os.path.normpath(os.path.join(vault, os.path.dirname(n), unquote(target.split('#')[0])))
                if not re.match(r'\w+:', target) and not os.path.exists(path):
                    out.append('%s -> %s' % (n, target))
        return out
    test('links between notes and to attachments lead somewhere', not broken(), str(broken())[:300])
    test('one attachment for one picture, by its hash', len(os.listdir(os.path.join(vault, 'attachments'))) == 1, 'there are more')
    name = by_id()['tag:example.org,1']
    os.makedirs(os.path.join(vault, 'deep/er'))
    os.rename(os.path.join(vault, name), os.path.join(vault, 'deep/er/Mine.md'))
    said = run()
    test('a moved note is found by its id', by_id().get('tag:example.org,1') == 'deep/er/Mine.md' and len(notes()) == 4, str(notes()))
    test('links follow it, and lead on from there', not broken(), str(broken())[:300] + said)


# ---- in step -----------------------------------------------------------------------------------------------------------

def check_steps():
    fresh()
    first = [article(i, 'first %d' % i, categories=['one']) for i in range(6)]
    write_feed(first)
    dry = run('--dry-run')
    test('--dry-run writes nothing', not os.path.exists(vault) and dry.count('new ') == 7, dry)
    run('-q')
    before = state()
    manifest = os.stat(os.path.join(vault, MANIFEST)).st_mtime_ns
    run('-q')
    test('a second run touches no note', state() == before, 'times changed')
    run('-q', '--dry-run')
    test('nor does --dry-run touch the manifest', os.stat(os.path.join(vault, MANIFEST)).st_mtime_ns >= manifest and state() == before, 'it did')
    # the user works: a body edited, a property edited, one added, one removed, a note renamed, one of the user's own
    name = {i: by_id()['tag:example.org,%d' % i] for i in range(6)}
    write(name[1], read(name[1]).replace('first 1', 'first 1, and what I think'))
    write(name[2], read(name[2]).replace('title: "Article 2"', 'title: "My own title"\nrating: 5'))
    write(name[3], re.sub(r'tags:\n  - "one"\n', '', read(name[3])))
    os.rename(os.path.join(vault, name[4]), os.path.join(vault, 'Renamed by me.md'))
    write('My diary.md', 'nobody else wrote this')
    second = [article(i, 'second %d' % i, categories=['one', 'two'], title='Article %d, renamed' % i) for i in range(5)]
    write_feed(second)
    dry, before = run('--dry-run'), {n: read(n) for n in notes()}
    test('--dry-run says what it would do', all(w in dry for w in ('update', 'copy', 'gone')) and
         {n: read(n) for n in notes()} == before, dry)
    said = run()
    ids = by_id()
    test('an edited body is kept', 'and what I think' in read(name[1]) and 'second 1' not in read(name[1]), read(name[1]))
    copy = name[1][:-3] + ' (updated).md'
    test('the new text goes beside it', os.path.exists(os.path.join(vault, copy)) and 'second 1' in read(copy) and
         'id' not in properties(copy) and copy in said, said)
    p = properties(name[2])
    test("properties: the user's kept, ours updated", p['title'] == 'My own title' and p['rating'] == 5 and
         p['tags'] == ['one', 'two'] and 'second 2' in read(name[2]), str(p))
    test('a removed property stays away', 'tags' not in properties(name[3]) and properties(name[3])['title'] == 'Article 3, renamed', read(name[3]))
    test('a renamed note is found by its id', ids['tag:example.org,4'] == 'Renamed by me.md' and 'second 4' in read('Renamed by me.md') and
         not os.path.exists(os.path.join(vault, name[4])), str(ids))
    test('a note keeps its name when its title changes', ids['tag:example.org,0'] == name[0], str(ids))
    test('a note gone from the feed stays and is told', 'first 5' in read(name[5]) and name[5] in said, said)
    test("the user's own note is not touched", read('My diary.md') == 'nobody else wrote this', '')
    test('the contents name what is there', all(t in read('Contents.md') for t in ('Article 1, renamed', '## By category', '### two')), read('Contents.md'))
    before = state()
    run('-q')
    test('and again no note is touched', state() == before, str({n for n in before if state().get(n) != before[n]}))
    # the copy stands until the feed has yet another text; then it is ours to bring up to date
    second[1] = article(1, 'third 1')
    write_feed(second)
    run('-q')
    test('a copy as we left it is brought up to date', 'third 1' in read(copy) and 'what I think' in read(name[1]), read(copy))
    write(copy, read(copy) + '\nmy notes on it\n')
    second[1] = article(1, 'fourth 1')
    write_feed(second)
    run('-q')
    more = [n for n in notes() if '(updated' in n]
    test('a copy that was edited is kept too', 'my notes on it' in read(copy) and any('fourth 1' in read(n) for n in more), str(more))
    write(name[1], read(name[1]).replace('first 1, and what I think', 'first 1'))
    os.remove(os.path.join(vault, MANIFEST))
    mine = {n: read(n) for n in notes()}
    run('-q')
    lost = [n for n, text in mine.items() if split(text)[1] not in [split(read(m))[1] for m in notes()] and n != 'Contents.md']
    test('without the manifest nothing is lost', not lost and read('My diary.md') == 'nobody else wrote this', str(lost))
    text = read(name[0])
    write(name[0], text.replace('\n', '\r\n'))
    before = state()
    run('-q')
    test('other line ends are no edit', not os.path.exists(os.path.join(vault, name[0][:-3] + ' (updated).md')), '')


def check_others():
    fresh()
    write_feed([article(1, 'one', id='1', title='First of A'), article(2, id='2')], title='A')
    run('-q')
    text = open(feed_path, encoding='utf-8').read().replace('example.org', 'example.com').replace('First of A', 'First of B')
    open(feed_path, 'w', encoding='utf-8').write(text)
    run('-q')
    test('two feeds that number from 1 keep their own notes', {'First of A.md', 'First of B.md'} <= set(notes()), str(notes()))
    fresh()
    write_feed([article(i, title='Private') for i in range(1)])
    os.makedirs(vault)
    write('Private.md', 'mine')
    run('-q')
    test('a note of the same name is not ours', read('Private.md') == 'mine' and 'Private (2).md' in notes(), str(notes()))


def check_unreadable():
    """A note that nobody may read (an endless link for root, to whom no mode is a bar) is left as it is, and told."""
    fresh()
    write_feed([article(i, 'first %d' % i) for i in range(3)])
    run('-q')
    name = {i: by_id()['tag:example.org,%d' % i] for i in range(3)}
    path, text = os.path.join(vault, name[0]), read(name[0])
    os.remove(path)
    os.symlink(name[0], path)
    write_feed([article(i, 'second %d' % i) for i in range(3)])
    said = run()
    test('a note that cannot be read is left as it is', os.path.islink(path) and os.readlink(path) == name[0], str(os.listdir(vault)))
    test('… and told', '%s cannot be read and is left as it is' % name[0] in said, said)
    test('… and the others are brought up to date', 'second 1' in read(name[1]) and 'second 2' in read(name[2]), read(name[1]))
    os.remove(path)
    write(name[0], text)
    if os.getuid():
        os.chmod(path, 0)
        said = run()
        test('a note of mode 0 is told', '%s cannot be read' % name[0] in said, said)
        os.chmod(path, 0o644)
        test('… and left as it is', read(name[0]) == text, read(name[0]))
    run('-q')
    test('once it can be read, it is brought up to date', 'second 0' in read(name[0]), read(name[0]))


# ---- interrupted --------------------------------------------------------------------------------------------------------

def check_kills(times, seed):
    """At any point of any run the process dies. Whatever the user wrote must stand in some note, to the letter, and
    after one run that is left in peace every article's newest text must stand in a note or in the copy beside it."""
    fresh()
    r = random.Random(seed)
    bodies = {i: 'text %d version 0' % i for i in range(8)}
    mine = {}

    def publish():
        write_feed([article(i, body, categories=['v' + body.split()[-1], 'all'], title='Article %d' % i) for i, body in sorted(bodies.items())])
    publish()
    run('-q')
    killed, problems = 0, []
    version = 0
    for turn in range(times):
        version += 1
        changed = r.randint(1, 8)
        for i in r.sample(range(8), changed):
            bodies[i] = 'text %d version %d' % (i, version)
        if r.random() < .4:
            n = r.choice(sorted(by_id().items()))[1]
            if n != 'Contents.md':
                mark = 'user%dmark' % turn
                mine[mark] = n
                write(n, read(n) + '\n' + mark + '\n')
        if r.random() < .2:
            os.path.exists(os.path.join(vault, 'Article 3.md')) and os.rename(os.path.join(vault, 'Article 3.md'), os.path.join(vault, 'Moved %d.md' % turn))
        publish()
        # every other time while files are renamed into place, manifest first: some are new, some are not
        at = r.randint(1, 8 + 4 * changed) if turn % 2 else r.randint(2 * changed + 7, 3 * changed + 10)
        p = subprocess.run([program, '-q', '-t', 'markdown', '-o', vault + '/', feed_path], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           env=dict(os.environ, LD_PRELOAD=killer, KILL_AT=str(at)), timeout=60)
        killed += p.returncode == -9
        everything = '\n'.join(read(n) for n in notes())
        problems += ['turn %d: %s is gone' % (turn, m) for m in mine if m not in everything]
        for n in notes():
            try:
                yaml.safe_load(split(read(n))[0])
            except yaml.YAMLError:
                problems.append('turn %d: half a note: %s' % (turn, n))
        if turn % 10 == 9 or turn == times - 1:
            run('-q')
            everything = '\n'.join(read(n) for n in notes())
            problems += ['after turn %d: no note has "%s"' % (turn, b) for b in bodies.values() if b + '\n' not in everything + '\n']
            problems += ['after turn %d: %s is gone' % (turn, m) for m in mine if m not in everything]
            copies = [n for n in notes() if '(updated' in n and not any(by_id_name == n.split(' (updated')[0] + '.md' for by_id_name in mine.values())]
            problems += ['after turn %d: %s, though nobody edited that note' % (turn, n) for n in copies]
            left = [n for n in os.listdir(vault) if n.endswith('.tmp')]
            problems += ['after turn %d: %s was left' % (turn, n) for n in left]
            stale = [n for i, n in by_id().items() if i.startswith('tag:') and
                     properties(n)['tags'][0] != 'v' + bodies[int(i.split(',')[1])].split()[-1]]
            problems += ['after turn %d: stale tags in %s' % (turn, n) for n in stale]
            ids = [properties(n).get('id') for n in notes() if properties(n).get('id')]
            if len(ids) != len(set(ids)) or len(ids) != 9:
                problems.append('after turn %d: %d notes with an id, %d ids' % (turn, len(ids), len(set(ids))))
        if problems:
            break
    test('killed %d times at any point, nothing is lost' % killed, not problems and killed > times * 2 // 3,
         '; '.join(problems)[:600] or 'killed %d of %d times' % (killed, times))
    before = state()
    run('-q')
    test('and the folder settles', state() == before, 'notes were still written')


check_names()
check_properties()
check_links()
check_steps()
check_others()
check_unreadable()
check_kills(int(os.environ.get('KILLS', 200)), 1)
check_kills(40, 2)  # a note is edited, and a copy is due, where the run that was killed did not get to
