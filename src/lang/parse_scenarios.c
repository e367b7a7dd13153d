/* parse_scenarios.c: scenarios of a clause: what they assume, and the table below the block, whose cells are
 * kept as they are written. */
#include "lang/parse.h"

static bool read_day(ent_parser *p, const ent_when **out)
{
    const ent_node *date = ent_parse_date(p);
    if (date) *out = date->when;
    return date != NULL;
}

static bool read_layer(ent_parser *p, ent_scenarios *s)
{
    s->layer = ent_parse_layer(p);
    return s->layer >= 0;
}

static bool read_words(ent_parser *p, const char **out)
{
    const ent_node *text = ent_parse_string(p, "words in quotation marks");
    if (text) *out = text->text;
    return text != NULL;
}

static bool read_view(ent_parser *p, ent_scenarios *s)
{
    const ent_node *name = ent_parse_name(p, "the name of a view");
    if (name) s->view = name->text;
    return name != NULL;
}

static bool read_assume(ent_parser *p, ent_vec *assumes)
{
    ent_assume a = {.name = "", .of = "", .source = "", .span = ent_here(p)};
    (void)ent_take(p, "assume");
    if (!ent_parse_assumption(p, &a)) return false;
    if (ent_take(p, "source") && !read_words(p, &a.source)) return false;
    if (ent_vec_push(assumes, &a, sizeof a)) return true;
    p->out_of_memory = true;
    return false;
}

static bool read_line(ent_parser *p, ent_scenarios *s, ent_vec *assumes)
{
    if (ent_take(p, "day")) return read_day(p, &s->day);
    if (ent_take(p, "known")) return read_day(p, &s->known);
    if (ent_take(p, "view")) return read_view(p, s);
    if (ent_take(p, "layer")) return read_layer(p, s);
    if (ent_take(p, "source")) return read_words(p, &s->source);
    if (ent_at(p, "assume") || ent_at(p, "in")) return read_assume(p, assumes);
    ent_expected(p, "\"day\", \"known\", \"view\", \"layer\", \"in force\", \"assume\" or \"source\"", NULL);
    return false;
}

static bool read_head(ent_parser *p, ent_scenarios *s)
{
    p->pos++;
    if (!ent_take(p, "of")) return ent_line_end(p);
    s->of_span = ent_here(p);
    return ent_parse_id(p, "the id of a clause or the number of an article", &s->of) && ent_line_end(p);
}

static bool take_table(ent_parser *p, ent_scenarios *s)
{
    const ent_md_item *table = p->table;
    if (!table || p->table_used) {
        ent_say(p, p->statement,
                (ent_diag_text){ENT_SEV_ERROR, "table-missing", "no Markdown table follows the block",
                                "Scenarios are the rows of the table that comes next below their block; one "
                                "statement a block.",
                                "Put the table right below the closing fence."});
        return false;
    }
    p->table_used = true;
    size_t count = table->column_count * table->row_count;
    ent_table_cell *cells = ent_arena_alloc(p->doc->arena, count ? count : 1, sizeof *cells);
    if (!cells) {
        p->out_of_memory = true;
        return false;
    }
    for (size_t i = 0; i < count; i++)
        cells[i] = (ent_table_cell){table->cells[i].text, table->cells[i].span};
    s->cells = cells, s->column_count = table->column_count, s->row_count = table->row_count;
    return true;
}

bool ent_parse_scenarios(ent_parser *p, ent_lines lines)
{
    ent_scenarios s = {
        .of = "", .view = "", .source = "", .layer = -1, .span = p->statement, .article = p->article};
    ent_vec assumes = {0};
    bool good = ent_line_begin(p, &lines.at[0]) && read_head(p, &s);
    for (size_t i = 1; i < lines.count; i++)
        if (ent_line_begin(p, &lines.at[i])) good = read_line(p, &s, &assumes) && ent_line_end(p) && good;
    good = take_table(p, &s) && good;
    s.assumes = ent_vec_seal(&assumes, p->doc->arena, sizeof(ent_assume)), s.assume_count = assumes.count;
    ent_vec_done(&assumes);
    if (!s.assumes || (good && !ent_vec_push(&p->scenarios, &s, sizeof s))) p->out_of_memory = true;
    return good && !p->out_of_memory;
}
