/* main.c - the program's edge: arguments in, exit status out, signals. Knows nothing of documents. */
#include "convert/convert.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "output/output.h"

/* ^C and the like: no partial file stays. Only async-signal-safe calls. */
static void on_signal(int number)
{
	output_emergency();
	_exit(number == SIGINT ? EXIT_INTERRUPTED : 128 + number);
}

static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal };
	sigemptyset(&action.sa_mask);
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		sigaction(numbers[i], &action, NULL);
	action.sa_handler = SIG_IGN; /* a closed pipe is an I/O error like any other */
	sigaction(SIGPIPE, &action, NULL);
}

int main(int argc, char **argv)
{
	struct options options;
	setenv("TZ", "UTC0", 1); /* no book depends on where it is made; libzip would look the zone up for each file */
	catch_signals();
	mem_begin();
	enum options_verdict verdict = options_parse(&options, argc, argv);
	int status = verdict == OPTIONS_RUN ? (int)convert_run(&options) :
		     verdict == OPTIONS_DONE ? EXIT_OK : EXIT_USAGE;
	options_done(&options);
	return status;
}
