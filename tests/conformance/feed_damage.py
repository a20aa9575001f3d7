#!/usr/bin/env python3
"""feed_damage.py DUMP FEED - what damage to one item does to the others: nothing.

The feed is read whole, then damaged in ways that feeds are damaged, and read again by DUMP
(build/unit/feed_dump). Cut anywhere: what came before the cut comes through, and is said to be cut.
An error inside one item: every other item is the same to the byte, and one message names the item.
In another encoding, or packed: all items are the same.
"""
import gzip, json, os, random, re, subprocess, sys, tempfile

dump, feed = sys.argv[1:3]
folder = tempfile.mkdtemp(prefix="designconv-damage")
random.seed(1)


def read(variants):
    """name -> bytes, read in one go: name -> our reading."""
    paths = {}
    for name, data in variants.items():
        paths[name] = os.path.join(folder, re.sub(r"\W", "_", name))
        open(paths[name], "wb").write(data)
    run = subprocess.run([dump, *paths.values()], capture_output=True, timeout=300)
    lines = run.stdout.decode().splitlines()
    for path in paths.values():
        os.unlink(path)
    if run.returncode or len(lines) != len(variants):
        print("not ok - damage: exit %d: %s" % (run.returncode, run.stderr.decode()[-300:]))
        sys.exit(1)
    return dict(zip(variants, map(json.loads, lines)))


def verdict(name, problems):
    print("not ok - %s: %s" % (name, problems[0]) if problems else "ok - " + name)


def essence(item):
    return {k: v for k, v in item.items() if k != "line"}


raw = open(feed, "rb").read()
whole = read({"whole": raw})["whole"]["items"]
ends = [m.end() for m in re.finditer(b"</item>", raw)]

# cut
cuts = sorted(random.sample(range(ends[0], len(raw) - 20), 80)) + [ends[2] - 3, ends[2], ends[2] + 1]
problems = []
for name, got in read({str(c): raw[:c] for c in cuts}).items():
    complete = sum(e <= int(name) for e in ends)
    items = got["items"]
    if [essence(i) for i in items[:complete]] != [essence(i) for i in whole[:complete]]:
        problems.append("cut at byte %s: an item before the cut is another" % name)
    elif not got["cut_off"] or not any(m[0] == "feed-cut-off" for m in got["messages"]):
        problems.append("cut at byte %s: nobody says so" % name)
    elif len(items) > complete + 1:
        problems.append("cut at byte %s: %d items of %d" % (name, len(items), complete))
    elif len(items) == complete + 1 and not whole[complete].get("body", "").startswith(
            items[complete].get("body", "")[:-8]):
        problems.append("cut at byte %s: the last item is no beginning of the whole one" % name)
verdict("a feed cut off anywhere gives what came before (%d cuts)" % len(cuts), problems)

# damage inside the fourth item's description
at = raw.index(b"</p>" if b"<p>" in raw[ends[2]:ends[3]] else b"&lt;/p&gt;", ends[2])
DAMAGES = {"bare ampersand": b" AT&T & x ", "HTML entity": b"&nbsp;&eacute;", "unknown entity": b"&bogus;",
           "control characters": b"\x00\x01\x0c\x1f", "illegal reference": b"&#0;&#xFFFF;&#150;", "bare less": b" a < b <3 ",
           "stray end tag": b"</b></div>", "unclosed element": b"<p><i>", "broken bytes": b"\xff\xfe\xc3",
           "bad attribute": b"<a href=x title='y z=\">q</a>", "unclosed br": b"<br><hr>", "CDATA end": b"]]>",
           "comment": b"<!-- x -- y -->", "lone instruction": b"<?php echo ?>", "C1": "\u0092".encode(),
           "noncharacter": "\ufffe".encode(), "doctype": b"<!DOCTYPE x>"}
problems = []
for name, got in read({n: raw[:at] + d + raw[at:] for n, d in DAMAGES.items()}).items():
    items = got["items"]
    if len(items) != len(whole):
        problems.append("%s: %d items of %d" % (name, len(items), len(whole)))
        continue
    others = [i for i in range(len(whole)) if i != 3 and essence(items[i]) != essence(whole[i])]
    if others:
        problems.append("%s: item %d is another" % (name, others[0] + 1))
    elif name not in ("comment", "lone instruction", "unclosed br", "doctype", "CDATA end") and not any(
            "item 4" in m[2] or m[0] == "encoding" for m in got["messages"]):
        problems.append("%s: no message names the item: %s" % (name, got["messages"]))
verdict("damage in one item touches no other (%d kinds)" % len(DAMAGES), problems)

# other clothes
text = raw.decode().split("?>", 1)[1]
clothes = {c: ('<?xml version="1.0" encoding="%s"?>%s' % (c, text)).encode(c) for c in ("utf-16", "utf-32", "gb18030")}
clothes["utf-16-be"] = ('<?xml version="1.0"?>' + text).encode("utf-16-be")
clothes["utf-8-sig"] = raw.decode().encode("utf-8-sig")
clothes["gzip"] = gzip.compress(raw, mtime=0)
clothes["gzip in two members"] = gzip.compress(raw[:70001], mtime=0) + gzip.compress(raw[70001:], mtime=0)
clothes["CR LF"] = raw.replace(b"\n", b"\r\n")
clothes["behind a warning"] = b"<br />\n<b>Notice</b>: Undefined index in <b>x.php</b>\n" + raw
problems = []
for name, got in read(clothes).items():
    if [essence(i) for i in got["items"]] != [essence(i) for i in whole]:
        problems.append(name + ": the items are others")
verdict("the same feed in other encodings and packings (%d)" % len(clothes), problems)
os.rmdir(folder)
