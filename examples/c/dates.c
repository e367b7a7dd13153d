/* dates.c: what a date in a record may mean. Reads an EDTF date and prints the time it may lie in.
 *
 *   cc dates.c $(pkg-config --cflags --libs entente) && ./a.out 2021-12-17 2022-01 "2004-06~/.."
 */
#include <entente/time.h>
#include <stdio.h>

static bool print_date(const char *text)
{
    ent_when when;
    ent_error err;
    size_t offset = 0;
    if (ent_when_parse(ent_str_of(text), &when, &offset, &err) != ENT_OK) {
        fprintf(stderr, "%s: at byte %zu: %s\n", text, offset, err.message);
        return false;
    }
    char from[32], until[32];
    ent_span_time hull = ent_when_hull(&when);
    ent_time_format(hull.from, from, sizeof from);
    ent_time_format(hull.until, until, sizeof until);
    printf("%s: from %s, before %s%s\n", text, from, until, when.approximate ? ", about" : "");
    return true;
}

int main(int argc, char **argv)
{
    const char *own[] = {"2021-12-17", "2022-01", "199X"};
    bool all_good = true;
    for (int i = 1; i < argc; i++) all_good = print_date(argv[i]) && all_good;
    for (size_t i = 0; argc == 1 && i < sizeof own / sizeof own[0]; i++)
        all_good = print_date(own[i]) && all_good;
    return all_good ? 0 : 1;
}
