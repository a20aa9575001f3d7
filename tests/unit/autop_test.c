/* autop_test.c - which line ends of a post mean something. */
#include "feed/autop.h"

#include "check.h"

static const struct {
	const char *post, *html;
} cases[] = {
	{ "", "" },
	{ "one", "<p>one" },
	{ "one\n\ntwo", "<p>one\n\n<p>two" },
	{ "one\r\n \r\n\r\ntwo\nmore", "<p>one\n\n<p>two<br>\nmore" },
	{ "<h2>head</h2>\ntext\n<ul>\n<li>x</li>\n\n</ul>\nend", "<h2>head</h2>\ntext\n<ul>\n<li>x</li>\n\n</ul>\nend" },
	{ "<b>bold</b>\nline\n\n<a href='x'>link</a>", "<p><b>bold</b><br>\nline\n\n<p><a href='x'>link</a>" },
	{ "a\n\n<pre>x\n\ny</pre>\n\nb", "<p>a\n\n<pre>x\n\ny</pre>\n\n<p>b" },
	{ "a\n<!--more-->\n\nb", "<p>a\n<!--more-->\n\n<p>b" },
	{ "<p>a\na</p>\n\nb\nc", "<p>a\na</p>\n\n<p>b<br>\nc" },
	{ "a\n[caption id='x']<img src='u'> Words[/caption]\nb",
	  "<p>a\n<figure><img src='u'><figcaption>Words</figcaption></figure>\nb" },
	{ "[caption caption=\"Old\"]<img>[/caption]", "<figure><img><figcaption>Old</figcaption></figure>" },
	{ "[caption caption=\"Cut]<img>[/caption]", "<figure><img><figcaption>Cut</figcaption></figure>" },
	{ "[caption none[/caption]", "<p>[caption none[/caption]" },
	{ "[caption id]", "<p>[caption id]" },
	{ "<!-- wp:list -->\n\nb\nc", "<!-- wp:list -->\n\nb\nc" },
	{ "a <b", "<p>a <b" },
	{ "1 < 2\n\n3 > 2", "<p>1 < 2\n\n<p>3 > 2" },
	{ "<pre>never\n\nclosed", "<pre>never\n\nclosed" },
};

int main(void)
{
	struct buf b;
	buf_init(&b);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		buf_clear(&b);
		autop_put(&b, str_from_c(cases[i].post));
		CHECK_STR(buf_str(&b), cases[i].html);
	}
	buf_done(&b);
	return 0;
}
