/* embeds.c - players of video and sound hosts: one row each says how its embed address turns into
 * the page that people open. */
#include "base/url.h"
#include "html/embeds.h"

struct embed_host {
	const char *host;   /* the end of the host's name */
	const char *path;   /* what the player's path begins with; the id stands behind it */
	const char *page;   /* the page's address, the id is put behind it */
	const char *what;
};

static const struct embed_host hosts[] = {
	{ "youtube.com", "/embed/", "https://www.youtube.com/watch?v=", "YouTube video" },
	{ "youtube-nocookie.com", "/embed/", "https://www.youtube.com/watch?v=", "YouTube video" },
	{ "youtube.com", "/v/", "https://www.youtube.com/watch?v=", "YouTube video" },
	{ "youtube.com", "/watch", NULL, "YouTube video" },
	{ "youtu.be", "/", "https://www.youtube.com/watch?v=", "YouTube video" },
	{ "player.vimeo.com", "/video/", "https://vimeo.com/", "Vimeo video" },
	{ "vimeo.com", "/", NULL, "Vimeo video" },
	{ "dailymotion.com", "/embed/video/", "https://www.dailymotion.com/video/", "Dailymotion video" },
	{ "player.twitch.tv", "/", "https://www.twitch.tv/", "Twitch video" },
	{ "ted.com", "/talks/", "https://www.ted.com/talks/", "TED talk" },
	{ "embed.ted.com", "/talks/", "https://www.ted.com/talks/", "TED talk" },
	{ "open.spotify.com", "/embed/", "https://open.spotify.com/", "Spotify" },
	{ "embed.music.apple.com", "/", "https://music.apple.com/", "Apple Music" },
	{ "embed.podcasts.apple.com", "/", "https://podcasts.apple.com/", "Apple Podcasts" },
	{ "codepen.io", "/", "https://codepen.io/", "CodePen" },
	{ "jsfiddle.net", "/", "https://jsfiddle.net/", "JSFiddle" },
	{ "api.soundcloud.com", "/tracks/", NULL, "SoundCloud" },
	{ "w.soundcloud.com", "/player", NULL, "SoundCloud" },
	{ "bandcamp.com", "/EmbeddedPlayer", NULL, "Bandcamp" },
	{ "slideshare.net", "/slideshow/embed_code/", NULL, "SlideShare slides" },
	{ "speakerdeck.com", "/player/", NULL, "Speaker Deck slides" },
	{ "google.com", "/maps", NULL, "Google map" },
	{ "archive.org", "/embed/", "https://archive.org/details/", "Internet Archive" },
	{ "videopress.com", "/embed/", "https://videopress.com/v/", "VideoPress video" },
	{ "loom.com", "/embed/", "https://www.loom.com/share/", "Loom video" },
	{ "streamable.com", "/e/", "https://streamable.com/", "Streamable video" },
	{ "wistia.net", "/embed/iframe/", NULL, "Wistia video" },
	{ "platform.twitter.com", "/embed", NULL, "Tweet" },
	{ "twitter.com", "/", NULL, "Tweet" },
	{ "x.com", "/", NULL, "Tweet" },
	{ "instagram.com", "/p/", NULL, "Instagram post" },
	{ "facebook.com", "/plugins/", NULL, "Facebook post" },
	{ "giphy.com", "/embed/", "https://giphy.com/gifs/", "GIF" },
};

/* A value of the query, decoded: SoundCloud's and Facebook's players carry the page's address. */
static struct str query_value(struct str query, const char *name, struct arena *arena)
{
	struct str rest = query, parameter, key = str_from_c(name);
	while (str_token(&rest, "&;", &parameter)) {
		if (str_starts(parameter, key) && parameter.len > key.len && parameter.p[key.len] == '=')
			return url_decode(arena, str_sub(parameter, key.len + 1, parameter.len));
	}
	return STR_NONE;
}

static bool host_matches(struct str authority, struct str host)
{
	if (!str_ends(authority, host))
		return false;
	return authority.len == host.len || authority.p[authority.len - host.len - 1] == '.';
}

struct str embed_page(struct str src, struct arena *arena, const char **what)
{
	struct url u;
	url_split(src, &u);
	*what = NULL;
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		const struct embed_host *h = &hosts[i];
		struct str path = str_from_c(h->path);
		if (!host_matches(u.authority, str_from_c(h->host)) || !str_starts(u.path, path))
			continue;
		*what = h->what;
		struct str address = query_value(u.query, h->page ? "" : "url", arena);
		if (!address.len && !h->page)
			address = query_value(u.query, "href", arena);
		if (url_kind(address) == URL_WEB && address.len)
			return address;
		if (!h->page)
			return src;
		struct str id = str_sub(u.path, path.len, u.path.len);
		if (str_starts(str_from_c(h->what), STR("Twitch"))) {
			struct str channel = query_value(u.query, "channel", arena);
			struct str video = query_value(u.query, "video", arena);
			id = channel.len ? channel : video.len ? arena_cat(arena, STR("videos/"), video) : id;
		}
		if (str_starts(id, STR("videoseries"))) {
			struct str list = query_value(u.query, "list", arena);
			return arena_cat(arena, STR("https://www.youtube.com/playlist?list="), list);
		}
		if (str_ends(id, STR("/")))
			id.len--;
		return id.len ? arena_cat(arena, str_from_c(h->page), id) : src;
	}
	return str_starts(src, STR("//")) ? arena_cat(arena, STR("https:"), src) : src;
}
