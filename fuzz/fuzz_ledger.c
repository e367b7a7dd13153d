/* fuzz_ledger: a register of talks. Whatever the bytes, entries come in order, links lead to entries, and the
 * status under any day is consistent with itself and can be written. The first two bytes are the day, from
 * 2022-01-01; what goes on with "{" is read as a JSON object a line. */
#include "base/buf.h"
#include "entente/ledger.h"
#include "fuzz.h"

static void look_at_entries(const ent_ledger *ledger)
{
    for (size_t i = 0; i < ent_ledger_count(ledger); i++) {
        const ent_entry *e = ent_ledger_at(ledger, i);
        REQUIRE(e->id[0] && e->index == i && ent_ledger_find(ledger, ent_str_of(e->id)) == e);
        REQUIRE(e->date->count > 0 && e->speaker.count > 0);
        if (i)
            REQUIRE(ent_when_hull(ent_ledger_at(ledger, i - 1)->date).from.seconds <=
                    ent_when_hull(e->date).from.seconds);
        for (uint32_t k = 0; k < e->answers.count; k++)
            REQUIRE(ent_ledger_find(ledger, ent_str_of(e->answers.at[k])));
    }
}

static void look_at_talks(const ent_talks *t)
{
    for (size_t i = 0; i < t->cell_count; i++) {
        const ent_talk_cell *c = &t->cells[i];
        REQUIRE(c->article < t->article_count && c->party < t->party_count);
        for (uint32_t k = 0; k < c->talk_count; k++) {
            const ent_talk *talk = c->talks[k];
            REQUIRE(talk->article == c->article && talk->party == c->party && talk->asker != talk->party);
            REQUIRE(c->state <= talk->state);
            REQUIRE(talk->days_lo >= 0 && talk->days_lo <= talk->days_hi);
            if (talk->state <= ENT_TALK_SILENT) REQUIRE(talk->asked != NULL && talk->last_asked != NULL);
            if (talk->state > ENT_TALK_SILENT) REQUIRE(talk->answer != NULL);
        }
    }
    for (size_t i = 0; i < t->question_count; i++) REQUIRE(t->questions[i].open_count > 0);
}

static void ask(const ent_ledger *ledger, ent_time day)
{
    ent_ledger_status *status = NULL;
    ent_ledger_report report = {.title = "", .as_of = "day"};
    REQUIRE(ent_ledger_ask(ledger, (ent_ledger_query){day, day}, &status, NULL) == ENT_OK);
    look_at_talks(ent_ledger_talks(status));
    ent_buf out;
    ent_buf_init(&out, 1u << 28);
    REQUIRE(ent_ledger_write_text(status, &report, ent_buf_sink(&out), NULL) == ENT_OK);
    REQUIRE(ent_ledger_write_json(status, &report, ent_buf_sink(&out), NULL) == ENT_OK);
    ent_buf_done(&out);
    ent_ledger_status_free(status);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) return 0;
    ent_diags *diags = NULL;
    ent_ledger *ledger = NULL;
    int64_t days = 18993 + data[0] + 256 * data[1]; /* 2022-01-01 is day 18993 */
    REQUIRE(ent_diags_new(&diags, NULL) == ENT_OK && ent_ledger_new(&ledger, NULL) == ENT_OK);
    const char *name = size > 2 && data[2] == '{' ? "ledger.ndjson" : "ledger.csv";
    REQUIRE(ent_ledger_load_memory(ledger, name, (ent_str){(const char *)data + 2, size - 2}, diags, NULL) ==
            ENT_OK);
    REQUIRE(ent_ledger_finish(ledger, diags, NULL) == ENT_OK);
    REQUIRE(ent_ledger_check(ledger, diags, NULL) == ENT_OK);
    look_at_entries(ledger);
    ask(ledger, (ent_time){days * ENT_DAY_SECONDS});
    ask(ledger, ENT_TIME_MAX);
    ent_ledger_free(ledger);
    ent_diags_free(diags);
    return 0;
}
