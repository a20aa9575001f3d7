#!/usr/bin/python3
"""pandoc.py PROGRAM SAMPLE: --flavor pandoc writes what Pandoc has words of its own for, and Pandoc's own reader takes it so.

The reader is Debian's pandoc as it comes (-f markdown, all of that dialect's extensions: smart, fancy_lists, raw_tex,
implicit_header_references …); only what it says about the page, not how the page is laid out, is looked at."""
import re
import subprocess
import sys

program, sample = sys.argv[1:3]


def run(command, text):
    return subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True, encoding='utf-8').stdout


def write(html):
    return run([program, '-q', '-f', 'html', '-t', 'markdown', '--flavor', 'pandoc', '-o', '-', '-'], html)


def read(markdown):
    return run(['pandoc', '-f', 'markdown', '-t', 'html', '--wrap=none', '--no-highlight'], markdown)


def test(name, good, why):
    print('ok - ' + name if good else 'not ok - %s: %s' % (name, why))


# ---- constructs: HTML, the Markdown in it, what Pandoc makes of that
for name, html, markdown, page in (
        ('a definition list', '<dl><dt>A</dt><dd>one</dd><dd><ul><li>x</li></ul></dd></dl>', 'A\n:   one\n\n:   - x\n', '<dt>A</dt>\n<dd>\n'),
        ('two definition lists', '<dl><dt>A</dt><dd>one</dd></dl><dl><dt>B</dt><dd>two</dd></dl>', '<!-- -->', '</dl>\n<!-- -->\n<dl>'),
        ('terms that share a description', '<dl><dt>A</dt><dt>B</dt><dd>one</dd></dl>', '```{=html}\n<dl>', '<dt>A</dt>\n<dt>B</dt>'),
        ('sub- and superscripts', '<p>H<sub>2</sub>O, x<sup>2</sup></p>', 'H~2~O, x^2^', 'H<sub>2</sub>O, x<sup>2</sup>'),
        ('… of more than a word', '<p>x<sup>a b</sup></p>', '<sup>a b</sup>', '<sup>a b</sup>'),
        ('an id that a heading would not have', '<h2 id="own">Node.js</h2>', '## Node.js {#own}', '<h2 id="own">Node.js</h2>'),
        ('an id that it has anyway', '<h2 id="node.js">1. Node.js</h2>', '## 1. Node.js\n', '<h2 id="node.js">1. Node.js</h2>'),
        ('a caption', '<table><caption>Cap <b>x</b></caption><tr><th>a</th></tr><tr><td>b</td></tr></table>', '\n\n: Cap **x**', '<caption>Cap <strong>x</strong></caption>'),
        ('a table with spans', '<table><tr><td colspan="2">w *x*</td></tr><tr><td>a</td><td>b</td></tr></table>', '```{=html}\n<table>', '<td colspan="2">w *x*</td>'),
        ('a fence in a table with spans', '<table><tr><td colspan="2"><pre>```\nx</pre></td></tr><tr><td>a</td><td>b</td></tr></table>', '````{=html}\n', '<pre><code>```\nx</code></pre>'),
        ('letters', '<ol type="A"><li>x<ul><li>y</li></ul></li><li>z</li></ol>', 'A.  x\n    - y\nB.  z\n', '<ol type="A">\n<li>x\n<ul>\n<li>y</li>'),
        ('Roman numerals', '<ol type="i"><li>x</li><li>y</li></ol>', 'i. x\nii. y\n', '<ol type="i">\n<li>x</li>\n<li>y</li>'),
        ('a letter that would be one', '<ol type="a" start="9"><li>x</li></ol>', '9. x\n', '<ol start="9" type="1">'),
        ('a language of odd letters', '<pre><code class="language-C++">x</code></pre>', '``` {class="c++"}', '<pre class="c++"><code>x'),
        ('a picture that is no figure', '<p><img src="u" alt="p"></p>', '![p](u)\\', '<p><img src="u" alt="p" />'),
        ('code with a bar in a cell', '<table><tr><th>a</th></tr><tr><td><code>x|y</code></td></tr></table>', '| `x|y` |', '<td><code>x|y</code></td>'),
        ('code that begins an item', '<ul><li><pre>  x</pre></li></ul>', '- <!-- -->\n\n  ```', '<pre><code>  x</code></pre>'),
        ('words in a summary', '<details><summary>S *x*</summary><p>in</p></details>', r'S \*x\*', 'S *x*'),
        ('a formula before a digit', '<p><math><semantics><mi>a</mi><annotation encoding="application/x-tex">a</annotation></semantics></math>1</p>', '$a$&#x31;',
         '<em>a</em></span>1</p>'),
        ('a formula with a blank line', '<math display="block"><semantics><mi>a</mi><annotation encoding="application/x-tex">a\n\nb</annotation></semantics></math>',
         '$$\na\nb\n$$', 'class="math display"'),
        ('marks that touch', '<p><em>a<del>b</del></em><em><del>c</del><strong>d</strong></em></p>', '', '<p><em>a<del>b</del><del>c</del><strong>d</strong></em></p>'),
        ('code that touches', '<p><small><code>a</code></small><code>b</code></p>', '`a`<code>b</code>', '<code>a</code><code>b</code>'),
        ('what an item goes on with', '<ul><li>a ``` $1<ul><li><code>[</code> 1$</li></ul></li></ul>', '', '<li>a ``` $1\n<ul>\n<li><code>['),
        ('a formula', '<p><math><semantics><mi>a</mi><annotation encoding="application/x-tex">a+b</annotation></semantics></math></p>', '$a+b$', 'class="math inline"')):
    made = write(html)
    got = read(made)
    test('pandoc: ' + name, markdown in made and page in got, made + got)

# ---- words that mean something to Pandoc only, and what stands in the Markdown for them
for words, markdown in (
        ('@name and [@name]', None), ('don\'t "say" so', None), ('a -- b ... c', None), ('Mr. X, e.g. this', None), ('(@) one', None), ('(1) one', None),
        ('#. one', None), ('iv) one', None), ('| a line', None), ('% a title', None), (': a description', None), ('~ a description', None),
        ('::: note', None), ('Table: none', None), (r'\alpha \begin{x}', None), ('[Heading]', None), ('x^[a note]', None), ('|', None), ('x ^* [y^', None), ('$x$ or 5$', None),
        ('a^b^c and a~b~c', None), ('“never closed', None), ('####### seven', None), ('the price is $5 or $10', 'the price is $5 or $10'),
        ('~100 or ~200 at x^2', '~100 or ~200 at x^2'), ('snake_case_name', 'snake_case_name'), ('a@b.org', 'a@b.org'),
        ('B. Russell', 'B. Russell'), ('“closed” and ‘closed’', '“closed” and ‘closed’'), ('a - b', 'a - b')):
    made = write('<h2>Heading</h2><p>%s</p>' % words)
    got = read(made)
    test('pandoc: plain %s' % words, '<p>%s</p>' % words in got.replace('&quot;', '"') and (markdown is None or made.endswith('\n%s\n' % markdown)), made + got)

# ---- a feed's article: notes and their references
NOTED = '''<p>One<sup id="r1"><a href="#n1">1</a></sup> and two<sup id="r2"><a href="#n2">2</a></sup>.</p><hr><ol>
<li id="n1">First <em>told</em> <a href="#r1">↩</a></li><li id="n2"><p>Second told <a href="#r2">↩</a></p></li></ol>'''
made = run([program, '-q', '-t', 'markdown', '--flavor', 'pandoc', '-o', '-', '-'],
           '<rss version="2.0"><channel><title>F</title><item><title>N</title><description><![CDATA[%s]]></description></item></channel></rss>' % NOTED)
got = read(made)
test('pandoc: notes', re.search(r'One\[\^[\d.]+\] and two\[\^', made) and got.count('role="doc-noteref"') == 2 and
     re.search(r'<section class="footnotes.*First <em>told</em>.*Second told', got, re.S), made + got)

# ---- callouts: divs, as Pandoc's readers of GitHub's Markdown and of DocBook make them
CALLED = '<div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title">Hot *x*</p><p>Told</p></div>' \
    '<ul><li>a<div class="admonition tip"><p>In</p></div></li><li>b</li></ul>'
made = run([program, '-q', '-t', 'markdown', '--flavor', 'pandoc', '-o', '-', '-'],
           '<rss version="2.0"><channel><title>F</title><item><title>N</title><description><![CDATA[%s]]></description></item></channel></rss>' % CALLED)
got = read(made)
test('pandoc: a callout', '\n::: warning\n::: title\nHot \\*x\\*\n:::\n\nTold\n\n:::\n' in made and
     '<div class="warning">\n<div class="title">\n<p>Hot *x*</p>\n</div>\n<p>Told</p>\n</div>' in got, made + got)
test('pandoc: a callout in an item', '<div class="tip">\n<div class="title">\n<p>Tip</p>\n</div>\n<p>In</p>\n</div></li>' in got, made + got)

# ---- a whole book: each link to a place in it leads to one
page = read(run([program, '-q', '-t', 'markdown', '--flavor', 'pandoc', '-o', '-', sample], ''))
places = set(re.findall(r'\bid="([^"]*)"', page))
links = set(re.findall(r'href="#([^"]*)"', page))
test('pandoc: links in a book', len(links) > 50 and links <= places, 'of %d nowhere: %s' % (len(links), sorted(links - places)[:5]))
