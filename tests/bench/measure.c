/* measure.c - measure SECONDS COMMAND…: runs the command, kills it after so long, and prints CPU
 * time [ms] and peak memory [KB] of it and its children on the last line. A program of its own, for
 * whoever starts a process lends it the peak of its own memory. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double ms(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	int report = dup(STDOUT_FILENO);
	pid_t child = fork();
	if (child == 0) {
		close(report);
		alarm((unsigned)atoi(argv[1])); /* survives exec */
		if (!freopen("/dev/null", "w", stderr))
			_exit(127);
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	int status;
	struct rusage used;
	if (child < 0 || wait4(child, &status, 0, &used) < 0)
		return 1;
	dprintf(report, "\nmeasured %.1f %ld\n", ms(used.ru_utime) + ms(used.ru_stime), used.ru_maxrss);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
}
