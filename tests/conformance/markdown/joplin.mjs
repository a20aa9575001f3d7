// joplin.mjs MODULES - reads Markdown with Joplin's own renderer and prints HTML: documents come and go on standard input
// and output, each ended by a NUL. Tabs, which stand in code only, are kept; it would make four blanks of each. Its plug-ins stand as Joplin has them when it is new. What the renderer adds for its
// screen is taken away again: the source beside what was made of it, handlers of clicks, wrappers, colours of code.
import { createRequire } from 'node:module';
const require = createRequire(process.argv[2] + '/');
const MdToHtml = require('@joplin/renderer/MdToHtml').default;
const off = ['softbreaks', 'typographer', 'fountain', 'sub', 'sup', 'deflist', 'abbr', 'emoji', 'insert', 'multitable'];
const on = ['linkify', 'katex', 'mermaid', 'mark', 'footnote', 'toc'];
const pluginOptions = Object.fromEntries([...off.map(n => [n, { enabled: false }]), ...on.map(n => [n, { enabled: true }])]);
const renderer = new MdToHtml({ ResourceModel: require('@joplin/renderer/defaultResourceModel').default, pluginOptions });
const settings = { bodyOnly: true, plainResourceRendering: true, postMessageSyntax: '', contentMaxWidth: 0 };

// An element with everything in it: `html` from the first of `tag` whose start matches, replaced by what `by` makes.
function replaceElements(html, start, tag, by) {
	let out = '';
	for (let m; (m = start.exec(html));) {
		let depth = 0, end = m.index;
		for (const t of html.slice(m.index).matchAll(new RegExp(`<(/?)${tag}\\b[^>]*>`, 'g'))) {
			depth += t[1] ? -1 : 1;
			end = m.index + t.index + t[0].length;
			if (!depth) break;
		}
		out += html.slice(0, m.index) + by(html.slice(m.index, end));
		html = html.slice(end);
	}
	return out + html;
}

function plain(html) {
	html = replaceElements(html, /<span class="joplin-editable">/, 'span', all => {
		const source = /<span class="joplin-source"[^>]*>([\s\S]*?)<\/span>/.exec(all);
		return `<math>${source ? source[1] : ''}</math>`;
	});
	html = replaceElements(html, /<div class="joplin-editable">/, 'div', all => {
		const source = /<pre class="joplin-source" data-joplin-language="([^"]*)"[^>]*>([\s\S]*?)<\/pre>/.exec(all);
		if (!source) return all;
		if (source[1] === 'katex') return `<math>${source[2]}</math>`;
		return `<pre><code${source[1] ? ` class="language-${source[1]}"` : ''}>${source[2]}\n</code></pre>`;
	});
	return html.replace(/<pre class="hljs"><code>([\s\S]*?)<\/code><\/pre>/g, (all, code) => `<pre><code>${code.replace(/<\/?span[^>]*>/g, '')}</code></pre>`)
		.replace(/<div class="checkbox-wrapper"><input type="checkbox"[^>]*?onclick="[^"]*"([^>]*)><label[^>]*>([\s\S]*?)<\/label><\/div>/g, '<input type="checkbox"$1> $2')
		.replace(/ (?:class="jop-noMdConv"|data-from-md(?:="")?|data-is-checklist="1"|class="md-checkbox joplin-checkbox")/g, '')
		.replace(/ onclick='[^']*'| data-[a-z-]+=(?:"[^"]*"|'[^']*')/g, '').replace(/ title='([^']*)'( href='\1')/g, '$2');
}

let pending = '';
process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) {
	pending += chunk;
	for (let end; (end = pending.indexOf('\0')) >= 0; pending = pending.slice(end + 1)) {
		const made = await renderer.render(pending.slice(0, end).replaceAll('\t', '\ue000'), {}, settings);
		process.stdout.write(plain(made.html).replaceAll('\ue000', '\t') + '\0');
	}
}
