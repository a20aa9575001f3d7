#!/usr/bin/env python3
"""feed_suites.py DUMP CORPORA [-v] [SUITE...] - our reader beside other readers' expectations.

DUMP is build/unit/feed_dump. Each suite of CORPORA/suites is turned into facts (file, field,
expected value), our reading of the file is asked for the same field, and the share of facts that
agree is compared with the floor below, which only ever rises. A field that our model does not have
(cloud, textInput, skipDays ...) gives no fact; a date before 1990 gives none, as it is no date to us.

Values are compared by meaning: text without mark-up and with white space collapsed, bodies by
their words, dates as moments, addresses after percent-decoding.
"""
import ast, calendar, glob, html, json, os, re, subprocess, sys
from datetime import datetime, timezone

# Facts that agreed when last measured. What is left is deliberate: e-mail addresses beside names,
# webmasters as authors, base64 in Atom 1.0, proxies of addresses instead of the originals.
FLOORS = {"feedparser": 446, "gofeed": 262, "feedsmith": 126, "fastfeedparser": 446, "feed-rs-expect": 499,
          "feedjira-expect": 2, "feedvalidator": 850}

verbose = "-v" in sys.argv
arguments = [a for a in sys.argv[1:] if a != "-v"]
DUMP, CORPORA = arguments[:2]
SUITES = os.path.join(CORPORA, "suites")


def read_all(paths):
    """path -> what we make of it."""
    result = {}
    for i in range(0, len(paths), 200):
        part = paths[i:i + 200]
        run = subprocess.run([DUMP, *part], capture_output=True, timeout=300)
        if run.returncode:
            print("not ok - feed_dump: exit %d: %s" % (run.returncode, run.stderr.decode()[-300:]))
            sys.exit(1)
        for line in run.stdout.decode("utf-8", "replace").splitlines():
            one = json.loads(line)
            result[one["file"]] = one
    return result


# ---- comparing ------------------------------------------------------------------------------

def plain(s):
    s = re.sub(r"<!--.*?-->", "", s, flags=re.S)
    s = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", "", s)
    s = re.sub(r"</?[a-zA-Z][^>]*>", "", s)
    return " ".join(html.unescape(html.unescape(s)).split())


def texts_agree(want, have):
    squeeze = lambda s: "".join(s.split())
    wants = {squeeze(plain(want)), squeeze(want), squeeze(html.unescape(want))}
    return bool(wants & {squeeze(plain(have)), squeeze(have)})


def moment(want):
    if isinstance(want, (tuple, list)):
        return calendar.timegm(tuple(want[:6]) + (0, 0, 0))
    if isinstance(want, (int, float)):
        return int(want)
    want = want.strip()
    try:
        if re.match(r"^\d{4}-\d\d-\d\d", want):
            return int(datetime.fromisoformat(re.sub(r"\.\d+", "", want).replace("Z", "+00:00")).replace(
                tzinfo=timezone.utc).timestamp()) if not re.search(r"[+-]\d\d:\d\d$|Z$", want) else int(
                datetime.fromisoformat(re.sub(r"\.\d+", "", want).replace("Z", "+00:00")).timestamp())
        from email.utils import parsedate_to_datetime
        return int(parsedate_to_datetime(want).timestamp())
    except (ValueError, TypeError):
        return None


def urls_agree(want, have):
    from urllib.parse import unquote
    strip = lambda u: unquote(u).strip().rstrip("/")
    want, have = strip(want), strip(have)
    return want == have or ("://" not in want and have.endswith(want.lstrip("./")))


def item_body(item):
    return [item.get("body", ""), item.get("summary", "")]


def agrees(field, want, feed):
    """Whether our reading says the same. `field` is ("title",) or (3, "title")."""
    if len(field) == 2:
        if field[0] >= len(feed["items"]):
            return False
        thing = feed["items"][field[0]]
    else:
        thing = feed
    name = field[-1]
    if name == "count":
        return len(feed["items"]) == want
    if name == "body":
        return any(texts_agree(want, have) for have in item_body(thing))
    if name == "about":
        return any(texts_agree(want, thing.get(k, "")) for k in ("description", "subtitle"))
    if name in ("published", "updated"):
        return thing.get(name) == moment(want)
    if name == "date":  # readers differ in which of the two it is
        return moment(want) in (thing.get("published"), thing.get("updated"))
    if name == "author":
        return any(texts_agree(want, a) for a in thing["authors"] + (feed["authors"] if not thing["authors"] else []))
    if name == "category":
        return any(texts_agree(want, c) for c in thing["categories"])
    if name == "enclosure":
        return any(urls_agree(want, e) for e in thing["enclosures"])
    if name in ("url", "feed_url", "base", "image"):
        return urls_agree(want, thing.get(name, ""))
    if name == "language":
        have = thing.get(name, "") or feed.get("language", "")
        return want.lower() == have.lower()
    if name == "guid" and not thing.get(name):
        return urls_agree(want, thing.get("url", ""))
    return texts_agree(want, thing.get(name, ""))


def asked(field, want):
    """Facts that mean something to our model."""
    if want is None or want == "" or isinstance(want, (dict, bool)):
        return False
    if field[-1] in ("published", "updated", "date"):
        at = moment(want)
        return at is not None and at >= calendar.timegm((1990, 1, 1, 0, 0, 0))
    return isinstance(want, (str, int)) and (not isinstance(want, str) or bool(plain(want).strip()))


# ---- the suites: each yields (file, field, expected) ------------------------------------------

FP_FEED = {"title": "title", "link": "url", "description": "about", "subtitle": "about", "tagline": "about",
           "info": None, "id": "id", "guid": "id", "language": "language", "rights": "rights",
           "copyright": "rights", "author": "author", "updated_parsed": "updated",
           "modified_parsed": "updated", "category": "category", "generator": "generator",
           "title_detail.value": "title", "subtitle_detail.value": "about", "tagline_detail.value": "about",
           "author_detail.name": "author", "image.href": "image", "image.url": "image", "logo": "image"}
FP_ITEM = {"title": "title", "title_detail.value": "title", "link": "url", "id": "guid", "guid": "guid",
           "description": "body", "summary": "body", "summary_detail.value": "body", "content.value": "body",
           "author": "author", "author_detail.name": "author", "category": "category", "tags.term": "category",
           "published_parsed": "published", "updated_parsed": "date", "date_parsed": "date",
           "created_parsed": "published", "enclosures.href": "enclosure", "enclosures.url": "enclosure",
           "content.language": "language", "content.base": "base", "summary_detail.base": "base",
           "authors.name": "author"}


def feedparser():
    for path in sorted(glob.glob(SUITES + "/feedparser/**/*.xml", recursive=True)):
        raw = open(path, "rb").read()
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:8]:
            for charset in ("utf-32", "utf-16"):
                try:
                    raw = raw.decode(charset if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else
                                     ("utf-16-le" if raw[1:2] == b"\0" else "utf-16-be")).encode()
                    break
                except UnicodeDecodeError:
                    continue
        # what the header says of the character set never reaches a file reader
        if re.search(rb"Header:.*(charset|Content-Location)|127\.0\.0\.1", raw, re.I) or "/cdf/" in path or "cdf_" in path:
            continue  # CDF is no format of ours; what a server says does not reach a file
        found = re.search(rb"Expect:\s*(.*)", raw)
        if not found:
            continue
        expression = found.group(1).decode("utf-8", "replace")
        for entry, keys, literal in re.findall(
                r"(?:entries\[(\d+)\]|feed)((?:\['\w+'\]|\[\d+\]|\.\w+)+)\s*==\s*(u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|\([\d, ]+\))", expression):
            try:
                want = ast.literal_eval(literal)
            except (ValueError, SyntaxError):
                continue
            name = ".".join(k for k in re.findall(r"\w+", keys) if not k.isdigit())
            ours = (FP_ITEM if entry else FP_FEED).get(name)
            if ours:
                yield path, (int(entry), ours) if entry else (ours,), want


def people(value):
    for p in value or []:
        if isinstance(p, dict):
            yield p.get("name") or p.get("email")
        else:
            yield p


def first_link(links, rels=("alternate", None, "")):
    for rel in rels:
        for link in links or []:
            if link.get("rel") == rel:
                return link.get("href")
    return None


def gofeed():
    for path in sorted(glob.glob(SUITES + "/gofeed/**/*.xml", recursive=True)):
        expected = path[:-4] + ".json"
        if not os.path.exists(expected):
            continue
        want = json.load(open(expected))
        universal = "/translator/" in path
        yield path, ("title",), want.get("title")
        yield path, ("about",), want.get("description") or want.get("subtitle")
        yield path, ("language",), want.get("language")
        yield path, ("rights",), want.get("copyright") or want.get("rights")
        yield path, ("url",), want.get("link") or first_link(want.get("links") if want.get("links") and isinstance(want["links"][0], dict) else [])
        yield path, ("id",), want.get("id")
        for author in people(want.get("authors")):
            yield path, ("author",), author
        yield path, ("updated",), want.get("updatedParsed") or want.get("lastBuildDateParsed")
        items = want.get("items") or want.get("entries") or []
        if items:
            yield path, ("count",), len(items)
        for i, item in enumerate(items):
            yield path, (i, "title"), item.get("title")
            guid = item.get("guid")
            yield path, (i, "guid"), (guid.get("value") if isinstance(guid, dict) else guid) or item.get("id")
            yield path, (i, "url"), item.get("link") or first_link(
                item.get("links") if item.get("links") and isinstance(item["links"][0], dict) else [])
            yield path, (i, "body"), item.get("description") or item.get("summary")
            content = item.get("content")
            yield path, (i, "body"), content.get("value") if isinstance(content, dict) else content
            yield path, (i, "published"), item.get("publishedParsed") or item.get("pubDateParsed")
            yield path, (i, "updated"), None if universal else item.get("updatedParsed")
            for author in people(item.get("authors")):
                yield path, (i, "author"), author
            for c in item.get("categories") or []:
                yield path, (i, "category"), (c.get("label") or c.get("term") or c.get("value")) if isinstance(c, dict) else c
            for e in item.get("enclosures") or []:
                yield path, (i, "enclosure"), e.get("url")


def feedsmith():
    for path in sorted(glob.glob(SUITES + "/feedsmith/*/*.xml")):
        want = json.load(open(path[:-4] + ".json"))
        yield path, ("title",), want.get("title") if isinstance(want.get("title"), str) else None
        yield path, ("url",), want.get("link") or first_link(want.get("links"))
        yield path, ("about",), want.get("description") or want.get("subtitle")
        yield path, ("language",), want.get("language")
        yield path, ("id",), want.get("id")
        yield path, ("updated",), want.get("updated") or want.get("lastBuildDate")
        items = want.get("items") or want.get("entries") or []
        yield path, ("count",), len(items)
        for i, item in enumerate(items):
            yield path, (i, "title"), item.get("title")
            guid = item.get("guid")
            yield path, (i, "guid"), (guid.get("value") if isinstance(guid, dict) else guid) or item.get("id")
            yield path, (i, "url"), item.get("link") or first_link(item.get("links"))
            yield path, (i, "body"), item.get("description") or item.get("summary")
            yield path, (i, "body"), item.get("content") if isinstance(item.get("content"), str) else (item.get("content") or {}).get("encoded")
            yield path, (i, "published"), item.get("published") or item.get("pubDate")
            for author in people(item.get("authors")):
                yield path, (i, "author"), author and re.sub(r".*\((.*)\)", r"\1", author)


def fastfeedparser():
    for path in sorted(glob.glob(SUITES + "/fastfeedparser/*.xml")):
        want = json.load(open(path[:-4] + ".json"))
        feed = want.get("feed", {})
        yield path, ("title",), feed.get("title")
        yield path, ("url",), feed.get("link")
        yield path, ("about",), feed.get("subtitle")
        yield path, ("language",), feed.get("language")
        yield path, ("count",), len(want["entries"])
        for i, entry in enumerate(want["entries"]):
            yield path, (i, "title"), entry.get("title")
            yield path, (i, "url"), entry.get("link")
            yield path, (i, "guid"), entry.get("id")
            yield path, (i, "author"), entry.get("author")
            yield path, (i, "date"), entry.get("published")
            yield path, (i, "body"), (entry.get("content") or [{}])[0].get("value")


def text_of(value):
    return value.get("content") if isinstance(value, dict) else value


def feed_rs():
    for expected in sorted(glob.glob(SUITES + "/feed-rs-expect/*.serde.json")):
        name = os.path.basename(expected)[:-len(".serde.json")]
        paths = glob.glob(CORPORA + "/feeds/*/feed-rs--" + name + ".*")
        if not paths:
            continue
        path, want = paths[0], json.load(open(expected))
        yield path, ("title",), text_of(want.get("title"))
        yield path, ("about",), text_of(want.get("description"))
        yield path, ("language",), want.get("language")
        yield path, ("rights",), text_of(want.get("rights"))
        yield path, ("url",), first_link(want.get("links"))
        yield path, ("count",), len(want["entries"])
        for author in people(want.get("authors")):
            yield path, ("author",), author
        for i, entry in enumerate(want["entries"]):
            yield path, (i, "title"), text_of(entry.get("title"))
            yield path, (i, "guid"), entry.get("id") if not re.fullmatch(r"[0-9a-f]{32}|[0-9a-f-]{36}", entry.get("id") or "") else None
            yield path, (i, "url"), first_link(entry.get("links"))
            yield path, (i, "body"), (entry.get("content") or {}).get("body")
            yield path, (i, "body"), text_of(entry.get("summary"))
            yield path, (i, "date"), entry.get("published")
            yield path, (i, "date"), entry.get("updated")
            for author in people(entry.get("authors")):
                yield path, (i, "author"), author
            for c in entry.get("categories") or []:
                yield path, (i, "category"), c.get("label") or c.get("term")


def feedjira():
    for expected, feed in (("TechCrunchFirstEntry", "TechCrunch"), ("TechCrunchFirstEntryDescription", "TechCrunch"),
                           ("TenderLovemakingFirstEntry", "TenderLovemaking")):
        for path in glob.glob(CORPORA + "/feeds/*/feedjira*--" + feed + ".*"):
            yield path, (0, "body"), open(SUITES + "/feedjira-expect/" + expected + ".xml", encoding="utf-8").read()


def feedvalidator():
    """No values here, but 850 feeds right and wrong in every way: each is read or refused in words."""
    for path in sorted(glob.glob(SUITES + "/feedvalidator/**/*.xml", recursive=True)):
        yield path, ("read",), True


CATALOGUE = {"feedparser": feedparser, "gofeed": gofeed, "feedsmith": feedsmith, "fastfeedparser": fastfeedparser,
             "feed-rs-expect": feed_rs, "feedjira-expect": feedjira, "feedvalidator": feedvalidator}


def was_read(path, ours):
    if ours["status"] == "ok":
        return True
    return bool(ours.get("what"))


def main():
    if not os.path.isdir(SUITES):
        print("skip - feed suites: no folder %s (set CORPORA)" % SUITES)
        return 0
    for suite in arguments[2:] or CATALOGUE:
        facts = list(CATALOGUE[suite]())
        ours = read_all(sorted({path for path, _, _ in facts}))
        good, bad = 0, []
        for path, field, want in facts:
            if field == ("read",):
                verdict = was_read(path, ours[path])
            elif not asked(field, want):
                continue
            else:
                verdict = agrees(field, want, ours[path])
            good += verdict
            if not verdict:
                bad.append((path, field, want))
        total = good + len(bad)
        floor = FLOORS.get(suite, 0)
        if verbose:
            for path, field, want in bad:
                one = ours[path]
                thing = one if len(field) == 1 or field[0] >= len(one["items"]) else one["items"][field[0]]
                print("   ", path[len(CORPORA) + 1:], field, "wanted", repr(want)[:100], "have", repr(
                    {k: v for k, v in thing.items() if k in (field[-1], "body", "description", "subtitle", "authors",
                                                             "categories", "status", "what")})[:200])
        name = "%s: %d of %d facts agree" % (suite, good, total)
        print("ok - " + name if good >= floor and total else "not ok - %s, the floor is %d" % (name, floor))
    return 0


sys.exit(main())
