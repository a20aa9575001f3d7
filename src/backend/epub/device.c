/* device.c - what the makers of readers ask of a book beside EPUB itself: one row each. */
#include "backend/epub/epub.h"

/* Rules, as published:
 * kindle      Amazon Kindle Publishing Guidelines 2019.2: 4.1 a cover of 1600 × 2560; 4.2 no page with
 *             the cover besides the picture; 5.2 two levels of contents. Send to Kindle by e-mail: 50 MB.
 * kobo        kobolabs/epub-spec: files named .kepub.epub go to Kobo's own renderer, which keeps places
 *             and marks by <span class="koboSpan"> around sentences; three levels of contents.
 * apple       Apple Books Asset Guide 5.2: the cover's short side at least 1400 px; 2 GB. (Fonts in the
 *             book are used only where META-INF/com.apple.ibooks.display-options.xml says so: fonts.c.)
 * remarkable  reMarkable support, "Importing and exporting files": 100 MB; its page is 3:4. */
static const struct device devices[] = {
	{ .name = "kindle", .levels = 2, .cover_height = 2560, .no_cover_page = true, .most = 50 << 20 },
	{ .name = "kobo", .suffix = "kepub.epub", .levels = 3, .cover_height = 2134, .sentences = true },
	{ .name = "apple", .cover_height = 2134, .most = 2000u << 20 },
	{ .name = "remarkable", .cover_height = 2134, .most = 100 << 20 },
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

/* What every volume has besides its articles [byte]: style sheet, cover, front matter. */
enum { FRAME = 128 << 10 };

uint64_t device_limit(const struct settings *settings)
{
	uint64_t most = settings_size(settings, "max-size", device_of(settings)->most);
	return most > 2 * FRAME ? most - FRAME : most / 2;
}
