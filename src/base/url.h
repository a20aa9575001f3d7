/* url.h - addresses: cut into parts, resolved against a base, compared (RFC 3986). */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/arena.h"

/* Slices of the source. `has_…` tells an empty part from a missing one. */
struct url {
	struct str scheme, authority, path, query, fragment; /* without ':' '//' '?' '#' */
	bool has_scheme, has_authority, has_query, has_fragment;
};

enum url_kind {
	URL_RELATIVE, /* no scheme: a path, "//host/path", "?query", "#fragment", empty */
	URL_WEB,      /* http, https */
	URL_DATA,     /* data: */
	URL_FILE,     /* file: */
	URL_CONTACT,  /* mailto, tel, sms, xmpp, geo, news, irc, magnet, ftp…: harmless to follow */
	URL_SCRIPT,   /* javascript, vbscript, livescript: never let through */
	URL_OTHER,    /* about, blob, cid, chrome, anything not known */
};

/* RFC 3986, appendix B: never fails. A scheme must be one (letter first), else it is path. */
void url_split(struct str s, struct url *parts);
/* What following it would do; white space and control characters that browsers skip (before it,
 * inside "java\nscript:") are skipped here too. */
enum url_kind url_kind(struct str s);
/* The address as it may stand in a document: white space trimmed, tabs and line ends dropped, "\"
 * in web addresses turned round, a host's letters beyond ASCII as the net spells them ("xn--…"),
 * everything else RFC 3986 does not allow percent-encoded (non-ASCII as UTF-8). data: addresses come
 * back trimmed but otherwise as they are. */
struct str url_clean(struct arena *, struct str s);
/* `reference` cleaned and resolved against `base` (RFC 3986 §5.3). Without an absolute base it
 * stays relative. Only hierarchical bases count: a mailto: base is none. */
struct str url_resolve(struct arena *, struct str base, struct str reference);
/* For comparison only: scheme and host in lower case, default port and dot segments gone, escapes
 * normalised (RFC 3986 §6.2.2), no fragment; beyond the RFC https counts as http, a trailing "/",
 * "index.html" and utm_… parameters do not count. */
struct str url_key(struct arena *, struct str s);
/* %XX decoded, once. */
struct str url_decode(struct arena *, struct str s);
/* Everything up to '#', and what is behind it. */
struct str url_without_fragment(struct str s);
struct str url_fragment(struct str s);

#endif
