/* kinds.c: the kinds of record that every agreement and every case may use without declaring them. */
#include "entente/kinds.h"

static const ent_kind kinds[] = {
    {"deployment", "forces or weapons are brought to, or stationed at, a place", true},
    {"holding", "an actor has things, as it declares or as others count", true},
    {"presence", "a unit or ship stays in a place for a time", true},
    {"exercise", "an exercise", false},
    {"activity", "any other military activity", false},
    {"flight", "an aircraft or drone flies", false},
    {"overflight", "an aircraft crosses a territory", false},
    {"passage", "a ship or convoy passes through", false},
    {"fire", "shells, rockets or missiles are fired", false},
    {"attack", "an armed attack", false},
    {"incident", "a hazardous incident", false},
    {"test", "a weapon is tested", false},
    {"launch", "a missile or rocket is launched", false},
    {"production", "things are made", false},
    {"acquisition", "things are bought or received", false},
    {"transfer", "things pass from one actor to another", false},
    {"storage", "things are kept in store", true},
    {"elimination", "things are destroyed or converted", false},
    {"withdrawal", "forces are pulled back, or a party leaves an agreement", false},
    {"construction", "works are built", false},
    {"base", "a military base exists", true},
    {"fortification", "a fortified work exists", true},
    {"mining", "mines are laid", false},
    {"inspection", "an inspection takes place", false},
    {"observation", "observers are present", true},
    {"training", "personnel are trained", false},
    {"assistance", "help is given", false},
    {"accession", "an instrument of accession is deposited", false},
    {"membership", "an actor belongs to a group", true},
    {"signature", "an instrument is signed", false},
    {"deposit", "an instrument of ratification or consent is deposited", false},
    {"declaration", "a public statement that binds or informs", false},
    {"notification", "one actor informs others", false},
    {"report", "a periodic report is handed over", false},
    {"invitation", "others are invited", false},
    {"request", "something is asked for", false},
    {"reply", "an answer to a request or consultation", false},
    {"consultation", "actors consult", false},
    {"meeting", "actors meet", false},
    {"consent", "an actor agrees to an act", true},
    {"objection", "an actor objects to an act", false},
    {"access-denied", "observers were kept from seeing a place", true},
    {"complete", "the source gives every record of a kind for actors, place and time", true},
    {"war", "a state of war", true},
    {"detention", "persons are held", true},
    {"release", "persons are set free", false},
};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

const ent_kind *ent_kind_find(ent_str name)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (ent_str_is(name, kinds[i].name)) return &kinds[i];
    return NULL;
}

size_t ent_kind_count(void)
{
    return KIND_COUNT;
}

const ent_kind *ent_kind_at(size_t index)
{
    return index < KIND_COUNT ? &kinds[index] : NULL;
}
