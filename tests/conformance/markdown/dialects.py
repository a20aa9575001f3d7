#!/usr/bin/python3
"""dialects.py PROGRAM SCRATCH: what only whole notes show of a dialect: links between notes, callouts, properties.

Obsidian's help: "Internal links" ([[Note#Heading|text]]), "Callouts" ([!type]± title), "Properties" (tags and aliases are
lists, dates YYYY-MM-DDTHH:mm:ss). Joplin's "Markdown with Front Matter Exporter": title, updated, created, source, author,
tags; times as YYYY-MM-DD HH:MM:SSZ; the title is no heading; links and pictures are relative paths.
Pandoc User's Guide: "yaml_metadata_block", "auto_identifiers", "implicit_figures"."""
import os
import re
import shutil
import subprocess
import sys

import yaml

program, scratch = sys.argv[1:3]
feed = os.path.join(scratch, 'feed.xml')
PNG = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAF0lEQVR42mNgYGD4//8/FhK7KAQMPh0AXXNfoWyFCAcAAAAASUVORK5CYII='
BODY = '''<p>To <a href="http://x.org/b#deep">the depths</a>, to <a href="http://x.org/b">it: <em>all</em></a>, <a href="#own">here</a>.</p>
<h2 id="own">Own: heading</h2><p>#no tag, %%%%no comment%%%%, ==no mark==, $x$ or $6, [[no link]], no^[note], <mark>marked</mark></p>
<details><summary>Fold</summary><p>Hidden</p></details><div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title">A title</p><p>Told</p></div>
<table><tr><th>a</th></tr><tr><td><a href="http://x.org/b">cell</a></td></tr></table><p><img src="%s" alt="p"></p>''' % PNG


def item(title, link, body):
    esc = lambda s: s.replace('&', '&amp;').replace('<', '&lt;')
    return '<item><title>%s</title><link>%s</link><author>ada@x.org (Ada)</author><category>C#</category><category>a b</category><pubDate>Sat, 07 Sep 2002 09:42:31 GMT</pubDate>' \
        '<description>%s</description></item>' % (esc(title), link, esc(body))


with open(feed, 'w', encoding='utf-8') as f:
    f.write('<rss version="2.0"><channel><title>F</title><link>http://x.org/</link>%s%s</channel></rss>' % (
        item('First', 'http://x.org/a', BODY), item('Second: part 2', 'http://x.org/b', '<h2>Above</h2><h3 id="deep">Down [there]</h3><p>x</p>')))


def test(name, good, why):
    print('ok - ' + name if good else 'not ok - %s: %s' % (name, why))


def vault(flavor):
    folder = os.path.join(scratch, flavor)
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([program, '-q', '-t', 'markdown', '--flavor', flavor, '-o', folder + '/', feed], check=True)
    text = {n: open(os.path.join(folder, n), encoding='utf-8').read() for n in os.listdir(folder) if n.endswith('.md')}
    return text, {n: yaml.safe_load(t.split('---\n')[1]) for n, t in text.items()}


text, props = vault('obsidian')
first = text['First.md']
for name, want in (
        ('a link to a heading of another note', '[[Second - part 2#Down  there |the depths]]'),
        ('a link with mark-up in its text', '[it: *all*](Second%20-%20part%202.md)'), ('a link to an own heading', '[[#Own  heading|here]]'),
        ('what looks like a tag', r'\#no tag'), ('what looks like a comment', r'\%\%no comment'), ('what looks like a mark', r'\=\=no mark'),
        ('what looks like a formula', r'\$x\$ or $6'), ('what looks like a link', r'\[\[no link'), ('what looks like a note', r'no\^[note]'), ('a mark', '==marked=='),
        ('what folds', '> [!NOTE]- Fold\n> Hidden'), ('a callout with a title', '> [!TIP] A title\n> Told'),
        ('a link in a cell', r'| [[Second - part 2\|cell]] |'), ('a picture', '![p](attachments/')):
    test('obsidian: ' + name, want in first, first)
test('obsidian: no heading repeats the name', '# First' not in first, first)
test('obsidian: properties', props['First.md'].get('tags') == ['C♯', 'a-b'] and str(props['First.md'].get('created')) == '2002-09-07 09:42:31' and
     'created: 2002-09-07T09:42:31\n' in first and props['Second - part 2.md'].get('aliases') == ['Second: part 2'], str(props))
test('obsidian: the contents', '1. [[First]]\n2. [[Second - part 2|Second: part 2]]' in text['Contents.md'], text['Contents.md'])

text, props = vault('pandoc')
first = text['First.md']
page = subprocess.run(['pandoc', '-s', '-f', 'markdown', '-t', 'html'], input=first, stdout=subprocess.PIPE, check=True, encoding='utf-8').stdout
second = subprocess.run(['pandoc', '-f', 'markdown', '-t', 'html'], input=text['Second - part 2.md'], stdout=subprocess.PIPE, check=True, encoding='utf-8').stdout
for name, want, where in (('a link between notes', '[the depths](Second%20-%20part%202.md#down-there)', first), ('… leads to a heading', 'id="down-there"', second),
                          ('a link to an own heading', '[here](#own-heading)', first), ('… leads there', 'id="own-heading"', page),
                          ('a picture alone', '.png)\\\n', first), ('properties', '<title>First</title>', page), ('the title', '# First\n', first)):
    test('pandoc: ' + name, want in where, where)

text, props = vault('joplin')
first = text['First.md']
for name, want in (('a link between notes', '[the depths](Second%20-%20part%202.md#down-there)'), ('a picture', '![p](attachments/'), ('a mark', '==marked=='),
                   ('times', 'created: 2002-09-07 09:42:31Z\n'), ('an author', 'author: "Ada"\n')):
    test('joplin: ' + name, want in first, first)
known = {'title', 'updated', 'created', 'source', 'author', 'tags', 'id'}
test('joplin: only properties that it knows, and the id', set(props['First.md']) <= known, str(props['First.md']))
test('joplin: no heading repeats the title', '# First' not in first, first)
