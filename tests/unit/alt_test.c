/* alt_test.c - drawings in words: boxes, nesting, arrows; no line character is ever said. */
#include "check.h"
#include "layout/alt.h"

static struct arena arena;

static void check_alt(const char *drawing, const char *words)
{
	CHECK_STR(diagram_alt(&arena, diagram_read(&arena, str_from_c(drawing))), words);
}

int main(void)
{
	arena_init(&arena);
	check_alt("┌────────┐     ┌────────┐\n"
		  "│ Client │────▶│ Server │\n"
		  "└────────┘     └────────┘\n",
		  "Client; Server. Client leads to Server.");
	check_alt("User\n"
		  "  │\n"
		  "  ▼\n"
		  "┌─────────────────┐\n"
		  "│ Cluster         │\n"
		  "│ ┌────┐ ┌────┐  │\n"
		  "│ │ A  │ │ B  │  │\n"
		  "│ └────┘ └────┘  │\n"
		  "└─────────────────┘\n",
		  "User; Cluster, holding: A; B. User leads to Cluster.");
	check_alt("    ┌─────┐\n"
		  "    │ Hub │\n"
		  "    └──┬──┘\n"
		  "  ┌────┴────┐\n"
		  "  ▼         ▼\n"
		  "┌───┐     ┌───┐\n"
		  "│ L │     │ R │\n"
		  "└───┘     └───┘\n",
		  "Hub; L; R. Hub leads to L and R.");
	check_alt("+------+    +------+\n"
		  "| One  |--->| Two  |\n"
		  "+------+    +------+\n",
		  "One; Two. One leads to Two.");
	check_alt("START ───▶ END\n", "START; END. START leads to END.");
	check_alt("┌─────────────┐\n"
		  "│ key → value │\n"
		  "└─────────────┘\n",
		  "key to value.");
	check_alt("", "");
	check_alt("┌──┐\n└──┘\n", "");
	arena_done(&arena);
	return 0;
}
