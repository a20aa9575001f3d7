/* clean_embeds.c - players that a script would make: custom elements, AMP's, an address alone in
 * WordPress's box. Each becomes the <iframe>, <video> or <audio> that the script would have made;
 * build says of those where they lead. */
#include "base/url.h"
#include "html/clean_rules.h"

static const struct {
	const char *name;    /* the element */
	const char *id;      /* the attribute that names the video */
	const char *address; /* the player's, the id is put behind it */
} players[] = {
	{ "lite-youtube", "videoid", "https://www.youtube.com/embed/" },
	{ "youtube-video", "video-id", "https://www.youtube.com/embed/" },
	{ "amp-youtube", "data-videoid", "https://www.youtube.com/embed/" },
	{ "lite-vimeo", "videoid", "https://player.vimeo.com/video/" },
	{ "amp-vimeo", "data-videoid", "https://player.vimeo.com/video/" },
	{ "amp-dailymotion", "data-videoid", "https://www.dailymotion.com/embed/video/" },
	{ "amp-soundcloud", "data-trackid", "https://api.soundcloud.com/tracks/" },
};

/* Same content, other names. */
static const struct {
	const char *name;
	enum html_tag tag;
} names[] = { { "amp-iframe", TAG_IFRAME }, { "amp-video", TAG_VIDEO }, { "amp-audio", TAG_AUDIO } };

static bool visit_player(struct clean *c, struct element *e)
{
	static const char *const titles[] = { "title", "data-title", "videotitle", "playlabel" };
	if (e->tag != TAG_OTHER)
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq_c(e->name, names[i].name))
			clean_rename(e, names[i].tag);
	for (size_t i = 0; i < sizeof players / sizeof *players; i++) {
		struct str id = str_trim(element_attr(e, players[i].id)), title = STR_NONE;
		if (!str_eq_c(e->name, players[i].name) || !id.len)
			continue;
		for (size_t k = 0; k < sizeof titles / sizeof *titles && !title.len; k++)
			title = str_trim(element_attr(e, titles[k]));
		clean_rename(e, TAG_IFRAME);
		clean_set(c, e, "src", arena_cat(c->arena, str_from_c(players[i].address), id));
		if (title.len)
			clean_set(c, e, "title", title);
		clean_note(c, STR(""), e->line);
		return false;
	}
	return true;
}

/* WordPress leaves what it would have asked another site for as an address. */
static bool visit_address(struct clean *c, struct element *e)
{
	if (e->tag != TAG_DIV || !element_has_class(e, "wp-block-embed__wrapper") || !e->first || e->first != e->last ||
	    e->first->kind != ELEMENT_TEXT)
		return true;
	struct str address = str_trim(e->first->text);
	if (url_kind(address) != URL_WEB || str_find_char(address, ' ', 0) >= 0 || str_find_char(address, '\n', 0) >= 0)
		return true;
	struct element *player = element_new(c->arena, TAG_IFRAME);
	player->line = e->line;
	clean_set(c, player, "src", address);
	clean_drop(c, e->first);
	element_append(e, player);
	return false;
}

void clean_players(struct clean *c)
{
	if (c->has.tags[TAG_OTHER])
		clean_each_flow(c, visit_player);
	if (c->has.class)
		clean_each_flow(c, visit_address);
}
