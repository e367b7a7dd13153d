/* kinds.c: the kinds of record that every agreement and every case may use without declaring them. */
#include "entente/kinds.h"

static const ent_kind kinds[] = {
    {"deployment", "forces or weapons are brought to, or stationed at, a place"},
    {"holding", "an actor has things, as it declares or as others count"},
    {"presence", "a unit or ship stays in a place for a time"},
    {"exercise", "an exercise"},
    {"activity", "any other military activity"},
    {"flight", "an aircraft or drone flies"},
    {"overflight", "an aircraft crosses a territory"},
    {"passage", "a ship or convoy passes through"},
    {"fire", "shells, rockets or missiles are fired"},
    {"attack", "an armed attack"},
    {"incident", "a hazardous incident"},
    {"test", "a weapon is tested"},
    {"launch", "a missile or rocket is launched"},
    {"production", "things are made"},
    {"acquisition", "things are bought or received"},
    {"transfer", "things pass from one actor to another"},
    {"storage", "things are kept in store"},
    {"elimination", "things are destroyed or converted"},
    {"withdrawal", "forces are pulled back, or a party leaves an agreement"},
    {"construction", "works are built"},
    {"base", "a military base exists"},
    {"fortification", "a fortified work exists"},
    {"mining", "mines are laid"},
    {"inspection", "an inspection takes place"},
    {"observation", "observers are present"},
    {"training", "personnel are trained"},
    {"assistance", "help is given"},
    {"accession", "an instrument of accession is deposited"},
    {"membership", "an actor belongs to a group"},
    {"signature", "an instrument is signed"},
    {"deposit", "an instrument of ratification or consent is deposited"},
    {"declaration", "a public statement that binds or informs"},
    {"notification", "one actor informs others"},
    {"report", "a periodic report is handed over"},
    {"invitation", "others are invited"},
    {"request", "something is asked for"},
    {"reply", "an answer to a request or consultation"},
    {"consultation", "actors consult"},
    {"meeting", "actors meet"},
    {"consent", "an actor agrees to an act"},
    {"objection", "an actor objects to an act"},
    {"access-denied", "observers were kept from seeing a place"},
    {"complete", "the source gives every record of a kind for actors, place and time"},
    {"war", "a state of war"},
    {"detention", "persons are held"},
    {"release", "persons are set free"},
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
