/* words_record.c: one record on one line: who, what, where, since when, as the records say it. */
#include "entente/kinds.h"
#include "report/internal.h"

#include <string.h>

static void append(const ent_sheet *sheet, const char **text, const char *part)
{
    if (part && *part) *text = ent_report_printf(sheet, "%s%s%s", *text, **text ? ", " : "", part);
}

/* "CAN or USA" */
static const char *words(const ent_sheet *sheet, const ent_value *v)
{
    const char *text = "";
    for (uint32_t i = 0; v->kind == ENT_VALUE_WORD && i < v->count; i++)
        text = ent_report_printf(sheet, "%s%s%s", text, i ? " or " : "", v->words[i]);
    return text;
}

/* "480..500" -> "480 to 500", "480|2350" -> "480 or 2350", "~5000" -> "about 5000" */
static const char *figures(const ent_sheet *sheet, const char *written)
{
    const char *text = "";
    for (const char *p = written; *p;) {
        if (p[0] == '.' && p[1] == '.')
            text = ent_report_printf(sheet, "%s to ", text), p += 2;
        else if (*p == '|')
            text = ent_report_printf(sheet, "%s or ", text), p++;
        else if (*p == '~')
            text = ent_report_printf(sheet, "%sabout ", text), p++;
        else {
            size_t n = 1;
            while (p[n] && p[n] != '|' && p[n] != '~' && !(p[n] == '.' && p[n + 1] == '.')) n++;
            text = ent_report_printf(sheet, "%s%.*s", text, (int)n, p);
            p += n;
        }
    }
    return text;
}

/* Where no quantity is given: the people that an exercise or a unit is said to have. */
static const char *counted(const ent_sheet *sheet, const ent_record *r, const char *item)
{
    const ent_attribute *people = ent_record_attribute(r, ENT_STR("personnel"));
    const char *figure = people && people->value.kind == ENT_VALUE_NUMBER ? people->value.text : NULL;
    if (!figure || !*figure) return item;
    return ent_report_printf(sheet, "%s%s%s personnel", item, *item ? ", " : "", figures(sheet, figure));
}

static const char *what(const ent_sheet *sheet, const ent_record *r)
{
    const char *item = words(sheet, &r->item),
               *quantity = figures(sheet, r->quantity.text ? r->quantity.text : "");
    if (!*quantity) return counted(sheet, r, item);
    const char *unit = *r->unit ? ent_report_printf(sheet, " %s", r->unit) : "";
    return ent_report_printf(sheet, "%s%s%s%s", quantity, unit, *item ? " of " : "", item);
}

static const char *position(const ent_sheet *sheet, const ent_position *p)
{
    const char *name = words(sheet, &p->name);
    switch (p->kind) {
    case ENT_POSITION_POINT: {
        char lon[32], lat[32];
        ent_double_format(p->centre.lon_deg, lon), ent_double_format(p->centre.lat_deg, lat);
        const char *at = ent_report_printf(sheet, "at longitude %s, latitude %s", lon, lat);
        if (p->radius_m <= 0) return at;
        return ent_report_printf(sheet, "%s within %s km", at, ent_report_figure(sheet, p->radius_m / 1000));
    }
    case ENT_POSITION_SITE:
    case ENT_POSITION_TERRITORY:
    case ENT_POSITION_AREA: break;
    case ENT_POSITION_BEARING:
        return ent_report_printf(sheet, "%s from %s", figures(sheet, p->distance_m.text), name);
    case ENT_POSITION_LINE:
        return ent_report_printf(sheet, "%s from line %s", figures(sheet, p->distance_m.text), name);
    }
    return name;
}

static const char *time_of(const ent_sheet *sheet, const ent_record *r)
{
    const char *from = ent_report_when(sheet, r->from), *to = ent_report_when(sheet, r->to);
    if (!*from && !*to) return "";
    const ent_kind *kind = ent_kind_find(ent_str_of(r->kind));
    bool event = kind && !kind->lasts;
    if (!*to) return event ? from : ent_report_printf(sheet, "since %s", from);
    if (!*from) return ent_report_printf(sheet, "until %s", to);
    return strcmp(from, to) == 0 ? ent_report_printf(sheet, "%s", from)
                                 : ent_report_printf(sheet, "%s to %s", from, to);
}

static const char *named(const ent_record *r)
{
    const ent_attribute *name = ent_record_attribute(r, ENT_STR("name"));
    return name && name->value.kind == ENT_VALUE_WORD && name->value.count ? name->value.words[0] : "";
}

const char *ent_report_record_line(const ent_sheet *sheet, const ent_record *r, const char *party)
{
    const char *text = "", *actor = words(sheet, &r->actor);
    if (!party || strcmp(actor, party) != 0) append(sheet, &text, actor);
    append(sheet, &text, r->kind);
    append(sheet, &text, words(sheet, &r->target));
    append(sheet, &text, what(sheet, r));
    append(sheet, &text, named(r));
    for (uint32_t i = 0; i < r->position_count; i++) append(sheet, &text, position(sheet, &r->positions[i]));
    append(sheet, &text, time_of(sheet, r));
    return text;
}
