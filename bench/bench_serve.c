/* bench_serve.c: while a limit is dragged in the page, how long until verdicts and zone are on the screen?
 * The question needs a browser; bench/serve.mjs asks it, this hands over to it. Without node, a browser or
 * the page's packages it says so and breaks no ceiling. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
    if (setenv("SOURCE", ENT_SOURCE_DIR, 0) != 0) return 5;
    if (!getenv("ENTENTE")) {
        puts("SKIP: ENTENTE names no program; ./dev bench does it");
        return 0;
    }
    fflush(stdout);
    const char *script = "node \"$SOURCE/bench/serve.mjs\"; code=$?; [ $code = 77 ] && exit 0; exit $code";
    execlp("sh", "sh", "-c", script, (char *)NULL);
    perror("sh");
    return 5;
}
