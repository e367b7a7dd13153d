/* cmd_item.c: `entente item NAME|list [CASE]`. */
#include "base/json.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "entente/case.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static ent_status find_file(const ent_cli *cli, char path[ENT_CLI_PATH_MAX], ent_error *err)
{
    const char *argument = ent_cli_arg(cli, 1);
    struct stat info;
    if (!argument) argument = ".";
    bool is_file = stat(argument, &info) == 0 && !S_ISDIR(info.st_mode);
    int n = snprintf(path, ENT_CLI_PATH_MAX, is_file ? "%s" : "%s/items.csv", argument);
    if (n < 0 || n >= ENT_CLI_PATH_MAX)
        return ent_fail(err, ENT_E_LIMIT, "a path is longer than %d bytes", ENT_CLI_PATH_MAX - 1);
    return ENT_OK;
}

static const char *unit_of(ent_dimension dimension)
{
    switch (dimension) {
    case ENT_DIM_LENGTH: return "m";
    case ENT_DIM_MASS: return "t";
    case ENT_DIM_DURATION: return "seconds";
    case ENT_DIM_MONTHS: return "months";
    case ENT_DIM_ANGLE: return "deg";
    case ENT_DIM_SPEED: return "m/s";
    case ENT_DIM_YIELD: return "kiloton";
    default: return "";
    }
}

/* ---- JSON ---- */

static void value_json(ent_json *json, const ent_value *v)
{
    ent_json_kbool(json, "about", v->about);
    ent_json_key(json, "values");
    ent_json_begin_array(json);
    for (uint32_t i = 0; i < v->count; i++) {
        if (v->kind == ENT_VALUE_WORD) {
            ent_json_string(json, v->words[i]);
            continue;
        }
        ent_json_begin_object(json);
        ent_json_kdouble(json, "lo", v->numbers[i].lo);
        ent_json_kdouble(json, "hi", v->numbers[i].hi);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
    ent_json_kstring(json, "source", *v->source ? v->source : NULL);
}

static void item_json(ent_json *json, const ent_item *item)
{
    ent_json_begin_object(json);
    ent_json_kstring(json, "name", item->name);
    ent_json_kstring(json, "source", *item->source ? item->source : NULL);
    ent_json_key(json, "attributes");
    ent_json_begin_array(json);
    for (size_t i = 0; i < item->attribute_count; i++) {
        const ent_attribute *a = &item->attributes[i];
        const char *unit = unit_of(a->dimension);
        ent_json_begin_object(json);
        ent_json_kstring(json, "name", a->name);
        ent_json_kstring(json, "unit", *unit ? unit : NULL);
        value_json(json, &a->value);
        ent_json_end_object(json);
    }
    ent_json_end_array(json);
    ent_json_end_object(json);
}

static int answer_json(ent_cli *cli, const ent_items *items, const ent_item *only)
{
    ent_json json;
    ent_json_init(&json, ent_cli_out(cli), true);
    ent_json_begin_object(&json);
    ent_json_kint(&json, "schema", 1);
    ent_json_key(&json, "items");
    ent_json_begin_array(&json);
    for (size_t i = 0; i < ent_items_count(items); i++)
        if (!only || ent_items_at(items, i) == only) item_json(&json, ent_items_at(items, i));
    ent_json_end_array(&json);
    ent_json_end_object(&json);
    ent_error err = {0};
    return ent_json_finish(&json, &err) == ENT_OK ? ENT_EXIT_OK : ent_cli_fail(cli, &err);
}

/* ---- text ---- */

/* A bound that is left out (`<300`) is kept as the next double inside it: 300 is what a reader wants to see.
 */
static double rounded(double number)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%.12g", number);
    return ent_str_to_double(ent_str_of(digits), &number) ? number : number;
}

/* Lengths of a kilometre and more in kilometres: nobody reads ranges in metres. */
static void print_value(ent_cli *cli, const ent_attribute *a)
{
    ent_interval scaled[ENT_VALUE_MAX];
    ent_value value = a->value;
    const char *unit = unit_of(a->dimension);
    bool far = a->dimension == ENT_DIM_LENGTH && value.kind == ENT_VALUE_NUMBER;
    for (uint32_t i = 0; i < value.count && far; i++) far = value.numbers[i].hi >= 1000;
    double scale = far ? 1000 : 1;
    for (uint32_t i = 0; i < value.count && value.kind == ENT_VALUE_NUMBER; i++)
        scaled[i] =
            (ent_interval){rounded(value.numbers[i].lo / scale), rounded(value.numbers[i].hi / scale)};
    if (value.kind == ENT_VALUE_NUMBER) value.numbers = scaled;
    if (far) unit = "km";
    ent_error err = {0};
    (void)!ent_value_write(&value, ent_cli_out(cli), &err);
    ent_cli_printf(cli, "%s%s", *unit ? " " : "", unit);
}

static void print_attribute(ent_cli *cli, const ent_item *item, const ent_attribute *a)
{
    ent_cli_printf(cli, "  %-14s ", a->name);
    print_value(cli, a);
    if (strcmp(a->value.source, item->source) != 0) ent_cli_printf(cli, "   [%s]", a->value.source);
    ent_cli_printf(cli, "\n");
}

static const char *word_of(const ent_item *item, const char *attribute)
{
    const ent_attribute *a = ent_item_attribute(item, ent_str_of(attribute));
    return a ? a->value.text : "-";
}

static void print_line(ent_cli *cli, const ent_item *item)
{
    const ent_attribute *range = ent_item_attribute(item, ENT_STR("range"));
    ent_cli_printf(cli, "%-22s %-22s %-10s ", item->name, word_of(item, "kind"), word_of(item, "launch"));
    if (range) print_value(cli, range);
    ent_cli_printf(cli, "\n");
}

static int answer_text(ent_cli *cli, const ent_items *items, const ent_item *only)
{
    for (size_t i = 0; !only && i < ent_items_count(items); i++) print_line(cli, ent_items_at(items, i));
    if (!only) return ENT_EXIT_OK;
    ent_cli_printf(cli, "%s%s%s%s\n", only->name, *only->source ? "   [" : "", only->source,
                   *only->source ? "]" : "");
    for (size_t i = 0; i < only->attribute_count; i++) print_attribute(cli, only, &only->attributes[i]);
    return ENT_EXIT_OK;
}

static int unknown(ent_cli *cli, const ent_items *items, const char *name)
{
    size_t count = ent_items_count(items);
    ent_str *names = ent_alloc_zero(count, sizeof *names);
    for (size_t i = 0; names && i < count; i++) names[i] = ent_str_of(ent_items_at(items, i)->name);
    int code = ent_cli_unknown(cli, "item", ent_str_of(name), names, names ? count : 0);
    ent_free(names);
    return code;
}

static int show(ent_cli *cli, const ent_items *items)
{
    const char *name = ent_cli_arg(cli, 0);
    const ent_item *only = ent_items_find(items, ent_str_of(name));
    if (!only && strcmp(name, "list") != 0) return unknown(cli, items, name);
    if (strcmp(ent_cli_common(cli)->format, "json") == 0) return answer_json(cli, items, only);
    return answer_text(cli, items, only);
}

static int item(ent_cli *cli)
{
    char path[ENT_CLI_PATH_MAX];
    ent_error err = {0};
    ent_diags *diags = NULL;
    ent_items *items = NULL;
    ent_status st = find_file(cli, path, &err);
    if (st == ENT_OK) st = ent_diags_new(&diags, &err);
    ent_record_rules rules = ent_case_standard_rules();
    if (st == ENT_OK) st = ent_items_load_ruled(path, &rules, diags, &items, &err);
    int said = diags ? ent_cli_diags(cli, diags) : ENT_EXIT_OK;
    int code = st == ENT_OK ? show(cli, items) : ent_cli_fail(cli, &err);
    if (said != ENT_EXIT_OK) code = said;
    ent_items_free(items);
    ent_diags_free(diags);
    return code;
}

const ent_command ent_cmd_item = {.run = item};
