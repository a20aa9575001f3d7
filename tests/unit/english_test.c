/* english_test.c - the openings of the Universal Declaration of Human Rights, and what is too short to say. */
#include "layout/english.h"

#include "check.h"

static bool likely(const char *text)
{
	struct english e = { 0 };
	english_look(&e, str_from_c(text));
	return english_likely(&e);
}

int main(void)
{
	CHECK(likely("Whereas recognition of the inherent dignity and of the equal and inalienable rights of all members of the "
		     "human family is the foundation of freedom, justice and peace in the world"));
	CHECK(!likely("Overwegende, dat erkenning van de inherente waardigheid en van de gelijke en onvervreemdbare rechten van alle "
		      "leden van de mensengemeenschap grondslag is voor de vrijheid, gerechtigheid en vrede in de wereld"));
	CHECK(!likely("Da die Anerkennung der angeborenen W\xC3\xBCrde und der gleichen und unver\xC3\xA4u\xC3\x9F" "erlichen Rechte aller "
		      "Mitglieder der Gemeinschaft der Menschen die Grundlage von Freiheit, Gerechtigkeit und Frieden in der Welt bildet"));
	CHECK(!likely("Consid\xC3\xA9rant que la reconnaissance de la dignit\xC3\xA9 inh\xC3\xA9rente \xC3\xA0 tous les membres de la famille "
		      "humaine et de leurs droits \xC3\xA9gaux et inali\xC3\xA9nables constitue le fondement de la libert\xC3\xA9"));
	CHECK(!likely("The cat and the dog of the house")); /* too short to say */
	CHECK(!likely(""));
	struct english e = { 0 };
	for (int i = 0; i < 300; i++)
		english_look(&e, STR("the of "));
	CHECK(e.words == ENGLISH_ENOUGH);
	return 0;
}
