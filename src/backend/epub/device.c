/* device.c - what the makers of readers ask of a book beside EPUB itself: one row each. */
#include "backend/epub/epub.h"

#define MEGABYTE UINT64_C(1000000)

/* Rules, as published. Megabytes and gigabytes are taken as the smaller, decimal ones; a maker's word on
 * the size of covers is for its shop, and holds for no library, but a cover of that size serves both.
 *
 * kindle      Amazon Kindle Publishing Guidelines (2019.2 and later): 4.1 a cover of 1600 × 2560; 4.2 no page
 *             with the cover besides the picture; 5.2 two levels of contents; 6 "Use Supported Characters and
 *             Spaces", no zero-width spaces, which break selection and dictionary. Amazon Help, "Using Your Send to
 *             Kindle Email Address": the documents of a message together at most 50 MB.
 * kobo        Kobo EPUB Guidelines (kobolabs/epub-spec): "Sideloading", a file named .kepub.epub goes to Kobo's
 *             own renderer; "Table of Contents", three levels; "Cover Images", 3:4, in a page of its own;
 *             "Limitations and Maximums", 1 GB. Unconfirmed: what its spans are named (kobo.c), and the two
 *             boxes of front.c, which all converters write alike and Kobo has not published.
 * apple       Apple Books for Authors, "Prepare your book": at most 2 GB, and pictures in the book of at most
 *             4 million pixels, which 1600 × 2134 stays below. (Faces in the book are used only where
 *             META-INF/com.apple.ibooks.display-options.xml says so: fonts.c.)
 * remarkable  reMarkable Support, "Importing and exporting files": at most 100 MB, as others quote the page.
 *             Its screen of 1404 × 1872 is 3:4. */
static const struct device devices[] = {
	{ .name = "kindle", .levels = 2, .cover_height = 2560, .no_cover_page = true, .no_marks = true,
	  .most = 50 * MEGABYTE },
	{ .name = "kobo", .suffix = "kepub.epub", .levels = 3, .cover_height = 2134, .sentences = true,
	  .most = 1000 * MEGABYTE },
	{ .name = "apple", .cover_height = 2134, .most = 2000 * MEGABYTE },
	{ .name = "remarkable", .cover_height = 2134, .most = 100 * MEGABYTE },
	{ .name = NULL },
};

const char *const device_names[] = { "kindle", "kobo", "apple", "remarkable", NULL };

const struct device *device_of(const struct settings *settings)
{
	static const struct device any = { .name = "any", .cover_height = 2400 };
	const char *name = settings_find(settings, "device");
	for (const struct device *d = devices; name && d->name; d++)
		if (strcmp(d->name, name) == 0)
			return d;
	return &any;
}

const char *device_suffix(const struct settings *settings)
{
	const struct device *d = device_of(settings);
	return d->suffix ? d->suffix : "epub";
}
