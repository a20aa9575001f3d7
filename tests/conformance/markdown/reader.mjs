// reader.mjs MODULES - reads Markdown as Obsidian does and prints HTML: documents come and go on standard input and
// output, each ended by a NUL. It reads CommonMark with GFM's tables, ~~deletions~~, task lists and bare addresses,
// footnotes, ==marks== and $formulas$; its own are read by the rules of its help: "Internal links", "Callouts",
// "Comments", "Tags".
import { createRequire } from 'node:module';
const require = createRequire(process.argv[2] + '/');
const load = name => { const m = require(name); return m.default ?? m; };
const markdown = load('markdown-it')({ html: true, linkify: true })
	.use(load('markdown-it-mark')).use(load('markdown-it-footnote')).use(load('markdown-it-task-lists'));
const escape = s => markdown.utils.escapeHtml(s);

markdown.inline.ruler.before('escape', 'math', (state, silent) => {
	const m = /^\$(?!\s)((?:\\.|[^$\\])+?)(?<!\s)\$(?!\d)/.exec(state.src.slice(state.pos));
	if (!m) return false;
	if (!silent) state.push('html_inline', '', 0).content = `<math>${escape(m[1])}</math>`;
	state.pos += m[0].length;
	return true;
});
markdown.block.ruler.before('paragraph', 'math', (state, line, end, silent) => {
	const text = n => state.getLines(n, n + 1, state.blkIndent, false).trim();
	if (text(line) !== '$$') return false;
	let last = line + 1;
	while (last < end && text(last) !== '$$') last++;
	if (last >= end) return false;
	if (!silent) state.push('html_block', '', 0).content = `<math>${escape(state.getLines(line + 1, last, state.blkIndent, false).trim())}</math>\n`;
	state.line = last + 1;
	return true;
}, { alt: ['paragraph'] });
markdown.inline.ruler.before('link', 'wikilink', (state, silent) => {
	const m = /^\[\[([^\[\]|#^]*)((?:#[^\[\]|#^]+)*)(?:\\?\|([^\[\]]+))?\]\]/.exec(state.src.slice(state.pos));
	if (!m || (!m[1] && !m[2])) return false;
	if (!silent) state.push('html_inline', '', 0).content = `<a href="${escape(encodeURI(m[1] + m[2]))}">${escape(m[3] ?? m[1] + m[2])}</a>`;
	state.pos += m[0].length;
	return true;
});
markdown.inline.ruler.before('emphasis', 'comment', (state, silent) => {
	if (!state.src.startsWith('%%', state.pos)) return false;
	const end = state.src.indexOf('%%', state.pos + 2);
	if (end < 0) return false;
	if (!silent) state.push('html_inline', '', 0).content = '<!-- comment -->';
	state.pos = end + 2;
	return true;
});
markdown.core.ruler.push('obsidian', state => {
	for (let i = 0; i < state.tokens.length; i++) {
		const t = state.tokens[i];
		if (t.type !== 'inline') continue;
		const callout = i > 1 && state.tokens[i - 2].type === 'blockquote_open' && /^\[!(\w+)\]([-+]?)(?: ([^\n]*))?/.exec(t.content);
		if (callout) {
			state.tokens[i - 2].attrSet('class', `callout ${callout[1].toLowerCase()}${callout[2]}`);
			const first = t.children.findIndex(c => c.type === 'softbreak');
			t.children.splice(0, first < 0 ? t.children.length : first + 1);
		}
		for (const c of t.children) // a tag is shown as what no text is
			if (c.type === 'text' && /(^|[\s(])#[^\s\u2000-\u206f!"#$%&'()*+,.:;<=>?@^`{|}~\[\]\\]*[^\d\s!"#$%&'()*+,.:;<=>?@^`{|}~\[\]\\]/u.test(c.content) && !t.content.includes('\\#'))
				c.content += '[TAG]';
	}
});

let pending = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', chunk => {
	pending += chunk;
	for (let end; (end = pending.indexOf('\0')) >= 0; pending = pending.slice(end + 1))
		process.stdout.write(markdown.render(pending.slice(0, end)) + '\0');
});
