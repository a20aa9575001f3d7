/* plain.h - short texts of a feed without their mark-up. */
#ifndef FEED_PLAIN_H
#define FEED_PLAIN_H

#include "base/buf.h"

/* White space collapsed and trimmed, nothing else touched. */
struct str plain_collapse(struct arena *, struct str);
/* A title that may hold HTML: inline tags that are closed again go, references are decoded once,
 * and a "<" that is no such tag ("a < b", "Option<T>") stays. */
struct str plain_title(struct arena *, struct str);
/* An HTML fragment: all tags, comments, scripts and styles go. */
struct str plain_text(struct arena *, struct str);
/* "mail@example.org (Name)", "Name <mail@example.org>", "mailto:…": the name, else the address. */
struct str plain_person(struct arena *, struct str);
/* Whether a plain text was escaped before it was escaped for XML, as Blogger's summaries are: each '&'
 * begins a reference, and none of them says '<' or '>'. One no-break space that stands by itself is
 * spoken of. */
bool plain_is_escaped(struct str);
/* Appends it with its references read. */
void plain_unescape(struct buf *, struct str);
/* Plain text as HTML: & and < escaped. */
void plain_escape(struct buf *, struct str);

#endif
