/* Every scene of a file in tests/cases is a test of its own; docs/truth.md says what they are to show.
 * Without arguments all files are played; with arguments, the files named. */
#include "case_file.h"
#include "with_square.h"

#include <glob.h>

#define TESTS_MAX 2000

typedef struct part {
    case_file *file;
    size_t scene;
} part;

static void play(void **state)
{
    const part *p = *state;
    case_play(p->file, p->scene, atlas);
}

static part parts[TESTS_MAX];
static struct CMUnitTest tests[TESTS_MAX];
static size_t count;

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void add_file(const char *path)
{
    case_file *f = calloc(1, sizeof *f);
    case_read(f, path);
    for (size_t i = 0; i < f->scene_count && count < TESTS_MAX; i++, count++) {
        const char *title = f->lines[f->scenes[i]].text + strlen("scene");
        parts[count] = (part){f, i};
        const char *name = ent_arena_printf(f->arena, "%s:%s", base_name(path), title);
        tests[count] = (struct CMUnitTest){name, play, NULL, NULL, &parts[count]};
    }
}

static void free_files(void)
{
    for (size_t i = 0; i < count; i++)
        if (parts[i].scene == 0) {
            case_free(parts[i].file);
            free(parts[i].file);
        }
}

int main(int argc, char **argv)
{
    glob_t found = {0};
    for (int i = 1; i < argc; i++) add_file(argv[i]);
    if (argc == 1 && glob(ENT_SOURCE_DIR "/tests/cases/*.case", 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++) add_file(found.gl_pathv[i]);
    if (argc == 1 && !count) return 1; /* the cases are not where they should be */
    int failed = _cmocka_run_group_tests("cases", tests, count, open_atlas, close_atlas);
    free_files();
    globfree(&found);
    return failed;
}
