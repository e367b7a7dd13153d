/* standalone_driver.c: runs a fuzz target over files and folders (not their subfolders) given as arguments,
 * so that the corpus is a test in every build, with any compiler. Fails when nothing was run. */
#include "fuzz.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#define INPUT_BYTES_MAX (16u * 1024 * 1024)

static size_t run_count;

static int run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(INPUT_BYTES_MAX);
    size_t size = file && bytes ? fread(bytes, 1, INPUT_BYTES_MAX, file) : 0;
    int failed = !file || !bytes || ferror(file);
    if (file) fclose(file);
    /* Exactly as many bytes as were read, so that a sanitizer sees the first one past them. */
    uint8_t *exact = failed ? NULL : malloc(size ? size : 1);
    if (exact) {
        if (size) memcpy(exact, bytes, size);
        LLVMFuzzerTestOneInput(exact, size);
        run_count++;
    } else {
        fprintf(stderr, "%s: cannot be read\n", path);
    }
    failed = !exact;
    free(exact);
    free(bytes);
    return failed;
}

static int run_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder) return 1;
    int failed = 0;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        char name[4096];
        struct stat st;
        int n = snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (n < 0 || (size_t)n >= sizeof name || stat(name, &st) || !S_ISREG(st.st_mode)) continue;
        failed |= run_file(name);
    }
    closedir(folder);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (stat(argv[i], &st)) {
            fprintf(stderr, "%s: not found\n", argv[i]);
            failed = 1;
        } else {
            failed |= S_ISDIR(st.st_mode) ? run_folder(argv[i]) : run_file(argv[i]);
        }
    }
    printf("%zu inputs\n", run_count);
    return failed || run_count == 0;
}
