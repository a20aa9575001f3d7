// node showcase.mjs BOOK OUT.png CHAPTER [SELECTOR [N]] [--size=WxH] - a page of the book as a reader shows it:
// foliate-js opens BOOK, goes to the chapter with that title (and there to the Nth element), and the page
// is written as a PNG of sixteen greys, small enough to stand in a README.
import fs from 'fs';
import path from 'path';
import zlib from 'zlib';
import { HERE, MODULES, open, serve } from './browser.mjs';

const words = process.argv.slice(2).filter(x => !x.startsWith('--'));
const [book, out, title, selector, nth = 0] = words;
const size = (process.argv.find(x => x.startsWith('--size=')) || '--size=480x760').slice(7);
const [width, height] = size.split('x').map(Number);
const SCALE = 1.5, GREYS = 16;

const TYPES = { html: 'text/html', js: 'text/javascript', epub: 'application/epub+zip' };
const server = await serve(u => {
	const file = u === '/book.epub' ? book : u.startsWith('/m/') ? path.join(MODULES, u.slice(3)) :
		u.startsWith('/web/') ? path.join(HERE, u) : null;
	return file && { file, type: TYPES[file.split('.').pop()] };
});
const { page, close } = await open({ width, height, scale: SCALE });
await page.goto(`${server.base}/web/foliate.html?css=1`);
await page.waitForFunction(() => window.ready);
await page.evaluate(u => R.open(u), server.base + '/book.epub');
const entry = (await page.evaluate(() => R.toc())).find(t => t.label.includes(title));
if (!entry)
	throw new Error(`no chapter is called ${title}`);
const found = await page.evaluate(h => R.follow(h), entry.href);
if (selector)
	await page.evaluate(([i, s, k]) => R.goEl(i, s, k), [found.index, selector, +nth]);
await page.waitForTimeout(400);
const shot = await page.screenshot();

// The browser reads its own picture back: one byte a pixel, of sixteen greys.
const greys = await page.evaluate(async ([data, greys]) => {
	const picture = new Image();
	picture.src = 'data:image/png;base64,' + data;
	await picture.decode();
	const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext('2d');
	pen.drawImage(picture, 0, 0);
	const rgba = pen.getImageData(0, 0, picture.width, picture.height).data, levels = [];
	for (let i = 0; i < rgba.length; i += 4) {
		const light = (rgba[i] * 54 + rgba[i + 1] * 183 + rgba[i + 2] * 19) / 256;
		levels.push(Math.round(light / 255 * (greys - 1)));
	}
	return { width: picture.width, height: picture.height, levels };
}, [shot.toString('base64'), GREYS]);
await close();
server.close();

// PNG: four bits a pixel, grey.
function chunk(name, data) {
	const body = Buffer.concat([Buffer.from(name), data]), frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function crc32(bytes) {
	let crc = ~0;
	for (const byte of bytes) {
		crc ^= byte;
		for (let k = 0; k < 8; k++)
			crc = crc >>> 1 ^ (crc & 1 && 0xEDB88320);
	}
	return ~crc >>> 0;
}

const stride = greys.width + 1 >> 1, rows = Buffer.alloc((stride + 1) * greys.height);
for (let y = 0; y < greys.height; y++)
	for (let x = 0; x < greys.width; x++)
		rows[y * (stride + 1) + 1 + (x >> 1)] |= greys.levels[y * greys.width + x] << (x & 1 ? 0 : 4);
const head = Buffer.alloc(13);
head.writeUInt32BE(greys.width);
head.writeUInt32BE(greys.height, 4);
head[8] = 4;
fs.writeFileSync(out, Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head),
	chunk('IDAT', zlib.deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]));
