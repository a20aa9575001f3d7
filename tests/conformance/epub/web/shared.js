// shared.js - what both reader pages need: the contents flattened, and whether an element is on screen.
window.flat = (lines, depth = 1, out = []) => {
	for (const x of lines || []) {
		out.push({ label: (x.label || '').trim(), href: x.href, depth });
		flat(x.subitems, depth + 1, out);
	}
	return out;
};

// The heading a line of the contents leads to when it names no place in the chapter.
window.firstHeading = doc => (doc.querySelector('h1,h2,h3,title')?.textContent || '').trim();

window.landed = (doc, index, place) => {
	const element = place.startContainer || place;
	const box = place.getClientRects()[0] || element.getBoundingClientRect?.();
	const frame = doc.defaultView.frameElement.getBoundingClientRect();
	const x = frame.left + box.left, y = frame.top + box.top;
	return {
		ok: true, index, key: [...doc.querySelectorAll('*')].indexOf(element),
		seen: x >= -1 && x < innerWidth + 1 && y >= -1 && y < innerHeight,
		head: (element.textContent || '').trim().slice(0, 200),
	};
};
