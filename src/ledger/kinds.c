/* kinds.c: the names of kinds, states and columns. */
#include "ledger/ledger.h"

const char *ent_entry_kind_name(ent_entry_kind kind)
{
    static const char *const names[ENT_ENTRY_KIND_COUNT] = {
        [ENT_ENTRY_PROPOSAL] = "proposal",
        [ENT_ENTRY_COUNTER] = "counter-proposal",
        [ENT_ENTRY_REQUEST] = "request",
        [ENT_ENTRY_RED_LINE] = "red-line",
        [ENT_ENTRY_CONSULTATION] = "consultation",
        [ENT_ENTRY_STATEMENT] = "statement",
        [ENT_ENTRY_REPLY] = "reply",
        [ENT_ENTRY_ACCEPTANCE] = "acceptance",
        [ENT_ENTRY_REFUSAL] = "refusal",
        [ENT_ENTRY_SILENCE] = "silence",
    };
    return names[kind];
}

int ent_entry_kind_find(ent_str name)
{
    for (int i = 0; i < ENT_ENTRY_KIND_COUNT; i++)
        if (ent_str_is(name, ent_entry_kind_name((ent_entry_kind)i))) return i;
    return -1;
}

const char *ent_talk_state_name(ent_talk_state state)
{
    static const char *const names[ENT_TALK_STATE_COUNT] = {
        [ENT_TALK_UNANSWERED] = "unanswered", [ENT_TALK_SILENT] = "silent",
        [ENT_TALK_ACCEPTED] = "accepted",     [ENT_TALK_COUNTERED] = "countered",
        [ENT_TALK_REFUSED] = "refused",       [ENT_TALK_ANSWERED] = "answered",
        [ENT_TALK_PROPOSED] = "proposed",     [ENT_TALK_NONE] = "none",
    };
    return names[state];
}

const char *ent_ledger_column_name(ent_ledger_column column)
{
    static const char *const names[ENT_LEDGER_COLUMN_COUNT] = {
        [ENT_LEDGER_ID] = "id",
        [ENT_LEDGER_DATE] = "date",
        [ENT_LEDGER_KIND] = "kind",
        [ENT_LEDGER_SPEAKER] = "speaker",
        [ENT_LEDGER_TO] = "to",
        [ENT_LEDGER_FORUM] = "forum",
        [ENT_LEDGER_PLACE] = "place",
        [ENT_LEDGER_ARTICLE] = "article",
        [ENT_LEDGER_ABOUT] = "about",
        [ENT_LEDGER_ANSWERS] = "answers",
        [ENT_LEDGER_DUE] = "due",
        [ENT_LEDGER_STATEMENT] = "statement",
        [ENT_LEDGER_AGENCY] = "agency",
        [ENT_LEDGER_QUOTED_AGENCY] = "quoted_agency",
        [ENT_LEDGER_REPORTED] = "reported",
        [ENT_LEDGER_SOURCE] = "source",
    };
    return names[column];
}

size_t ent_ledger_column_count(void)
{
    return ENT_LEDGER_COLUMN_COUNT;
}

const char *ent_ledger_column_at(size_t index)
{
    return index < ENT_LEDGER_COLUMN_COUNT ? ent_ledger_column_name((ent_ledger_column)index) : NULL;
}
