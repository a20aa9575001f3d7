// logseq.mjs MODULES - reads Markdown as Logseq reads the file of a page, with its own parser (mldoc), and prints HTML:
// documents come and go on standard input and output, each ended by a NUL.
// The way is that of logseq/deps/graph-parser: the page is parsed once to find its blocks (block.cljs, extract-blocks); each
// block's bytes lose their bullet (text.cljs, remove-level-spaces) and their indentation (mldoc.cljs,
// remove-indentation-spaces); what is shown is "- " and that, parsed again (frontend/format/block.cljs,
// parse-title-and-body). Line ends in a block are shown as such, HTML is shown as HTML (frontend/components/block.cljs).
// The outline is folded back to a document: what hangs below a heading is its text, what hangs below anything else is a list;
// blocks with logseq.order-list-type:: number are an ordered one. What Logseq takes for something that no document
// says (a tag, a property, a timestamp …) is shown as [WORD], so that no words pass which it misreads.
import { createRequire } from 'node:module';
const require = createRequire(process.argv[2] + '/');
const say = console.log;
console.log = () => {}; // mldoc says which tags it meets
const { Mldoc } = require('mldoc');
const config = JSON.stringify({ toc: false, parse_outline_only: false, heading_number: false, keep_line_break: true, format: 'Markdown', heading_to_list: false });
const parse = text => text.trim() ? JSON.parse(Mldoc.parseJson(text, config)) : [];
const escape = s => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const misread = (what, s = '') => `[${what.toUpperCase()}]${escape(s)}`;

// ---- inlines
const emphases = { Bold: 'strong', Italic: 'em', Strike_through: 'del', Highlight: 'mark', Underline: 'u' };
const inlines = list => list.map(inline).join('');

function link({ url: [kind, target], label, title, full_text: source }) {
	const to = kind === 'Complex' ? `${target.protocol}://${target.link}` : target;
	if (kind === 'Block_ref') return misread('block', source);
	const said = title ? ` title="${escape(title)}"` : '';
	const text = label.map(l => l[1]).join('');
	if (source.startsWith('!')) return `<img src="${escape(to)}" alt="${escape(text)}"${said}>`;
	if (kind === 'Page_ref' && !text) return `<a href="${escape(to)}">${escape(to)}</a>`;
	return `<a href="${escape(to)}"${said}>${inlines(label)}</a>`;
}

function inline([type, value]) {
	switch (type) {
	case 'Plain': case 'Spaces': return escape(value);
	case 'Break_Line': case 'Hard_Break_Line': return '<br>\n';
	case 'Code': case 'Verbatim': return `<code>${escape(value)}</code>`;
	case 'Emphasis': return `<${emphases[value[0][0]]}>${inlines(value[1])}</${emphases[value[0][0]]}>`;
	case 'Subscript': return `<sub>${inlines(value)}</sub>`;
	case 'Superscript': return `<sup>${inlines(value)}</sup>`;
	case 'Link': return link(value);
	case 'Latex_Fragment': return `<math>${escape(value[1])}</math>`;
	case 'Footnote_Reference': return `<sup>[^${escape(value.name)}]</sup>`;
	case 'Inline_Html': return value;
	case 'Entity': return value.html;
	default: return misread(type, JSON.stringify(value ?? ''));
	}
}

// ---- what stands in one block
const items = list => list.map(i => `<li>${i.content.map(part).join('')}${i.items.length ? lists(i.items) : ''}</li>`).join('');
const lists = list => list[0].ordered ? `<ol start="${list[0].number}">${items(list)}</ol>` : `<ul>${items(list)}</ul>`;
const row = (cells, tag) => `<tr>${cells.map(c => `<${tag}>${inlines(c)}</${tag}>`).join('')}</tr>`;

function part(ast) {
	const [type, value] = ast;
	switch (type) {
	case 'Paragraph': return `<p>${inlines(value)}</p>\n`;
	case 'List': return lists(value);
	case 'Src': return `<pre><code${value.language ? ` class="language-${escape([value.language, ...(value.options ?? [])].join(' '))}"` : ''}>${escape(value.lines.join(''))}</code></pre>\n`;
	case 'Quote': return `<blockquote>${value.map(part).join('')}</blockquote>\n`;
	case 'Custom': return `<div class="${escape(value)}">${ast[3].map(part).join('')}</div>\n`;
	case 'Table': return `<table>${value.header ? row(value.header, 'th') : ''}${value.groups.flat().map(r => row(r, 'td')).join('')}</table>\n`;
	case 'Displayed_Math': return `<math>${escape(value.trim())}</math>\n`;
	case 'Horizontal_Rule': return '<hr>\n';
	case 'Raw_Html': return value + '\n';
	case 'Footnote_Definition': return `<p>[^${escape(value)}]: ${inlines(ast[2])}</p>\n`;
	default: return misread(type, JSON.stringify(ast.slice(1)));
	}
}

// Bytes of a block, as its editor has them.
function content(bytes, from, to, level) {
	const [first, ...rest] = bytes.subarray(from, to).toString('utf8').replace(/^\s+/, '').replace(/^-+\s?/, '').split(/\r?\n/);
	return [first, ...rest.map(l => /^\s*$/.test(l.slice(0, level + 1)) ? l.slice(level + 1) : l.replace(/^\s+/, ''))].join('\n').replace(/\n+$/, '');
}

function show(text) {
	const block = { text: '', body: '', size: 0, numbered: false };
	const [[head], ...rest] = parse('- ' + text.replace(/^\s+/, '')).length ? parse('- ' + text.replace(/^\s+/, '')) : [[['Heading', { title: [] }]]];
	const { title, size, marker, priority } = head[1];
	block.size = size ?? 0;
	block.text = inlines(title);
	if (marker && !['TODO', 'DONE'].includes(marker)) block.text = misread('marker', marker) + block.text;
	else if (marker) block.text = `<input type="checkbox"${marker === 'DONE' ? ' checked' : ''}> ${block.text}`;
	if (priority) block.text = misread('priority') + block.text;
	let open = true; // the text goes on
	for (const [ast] of rest) {
		if (ast[0] === 'Property_Drawer' && ast[1].every(([k]) => k === 'logseq.order-list-type')) block.numbered = true;
		else if (ast[0] === 'Paragraph' && open) block.text += (block.text ? '<br>\n' : '') + inlines(ast[1]);
		else open = false, block.body += part(ast);
	}
	return block;
}

// ---- the outline
function outline(page) {
	const bytes = Buffer.from(page), ast = parse(page), top = { children: [], level: 0 }, open = [top];
	const heads = ast.filter(([a]) => a[0] === 'Heading');
	const before = ast.slice(0, heads.length ? ast.indexOf(heads[0]) : ast.length).map(([a]) => a)
		.filter(a => a[0] !== 'Property_Drawer' && !(a[0] === 'Paragraph' && a[1].every(i => i[0] === 'Break_Line')));
	top.before = before.map(part).join('');
	heads.forEach(([[, { level, unordered }], { start_pos: from }], i) => {
		const block = { ...show(content(bytes, from, heads[i + 1]?.[1].start_pos, level)), level, children: [] };
		if (!unordered) block.text = misread('heading') + block.text;
		while (open.at(-1).level >= level) open.pop();
		open.at(-1).children.push(block);
		open.push(block);
	});
	return top;
}

function blocks(list, tag) {
	let html = '', numbered = false;
	for (const b of list) {
		const now = tag ? (b.numbered ? 'ol' : 'ul') : (b.numbered ? 'ol' : '');
		if (numbered !== now) html += (numbered ? `</${numbered}>\n` : '') + (now ? `<${now}>` : '');
		numbered = now;
		html += now ? `<li>${fold(b)}</li>\n` : fold(b);
	}
	return html + (numbered ? `</${numbered}>\n` : '');
}

function fold(b) {
	if (b.size) return `<h${b.size}>${b.text}</h${b.size}>\n${b.body}${blocks(b.children, false)}`;
	return (b.text ? `<p>${b.text}</p>\n` : '') + b.body + blocks(b.children, true);
}

let pending = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', chunk => {
	pending += chunk;
	for (let end; (end = pending.indexOf('\0')) >= 0; pending = pending.slice(end + 1)) {
		const top = outline(pending.slice(0, end));
		process.stdout.write(top.before + blocks(top.children, false) + '\0');
	}
});
