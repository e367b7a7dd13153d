/* vocabulary.c: the standard words. Attributes are those of the items and records that agreements on forces
 * speak of; whatever is not here is declared with "attribute". */
#include "lang/vocabulary.h"

#include <string.h>

static const char *const echelons[] = {"squad",    "platoon", "company", "battalion",  "regiment", "brigade",
                                       "division", "corps",   "army",    "army-group", NULL};

static const ent_standard_attribute attributes[] = {
    {"range", ENT_DIM_LENGTH, "how far the item reaches", NULL},
    {"calibre", ENT_DIM_LENGTH, "bore of the gun or tube", NULL},
    {"altitude", ENT_DIM_LENGTH, "height above the sea", NULL},
    {"length", ENT_DIM_LENGTH, "length over all", NULL},
    {"depth", ENT_DIM_LENGTH, "depth below the sea", NULL},
    {"displacement", ENT_DIM_MASS, "standard displacement of a ship", NULL},
    {"payload", ENT_DIM_MASS, "what the item carries to its target", NULL},
    {"weight", ENT_DIM_MASS, "weight of the item", NULL},
    {"speed", ENT_DIM_SPEED, "speed of the item or the flight", NULL},
    {"yield", ENT_DIM_YIELD, "explosive yield", NULL},
    {"duration", ENT_DIM_DURATION, "from the record's start to its end", NULL},
    {"quantity", ENT_DIM_NONE, "how many units the record speaks of", NULL},
    {"personnel", ENT_DIM_NONE, "people taking part or present", NULL},
    {"tanks", ENT_DIM_NONE, "battle tanks taking part or present", NULL},
    {"acvs", ENT_DIM_NONE, "armoured combat vehicles", NULL},
    {"guns", ENT_DIM_NONE, "guns, mortars and rocket launchers of 100 mm and more", NULL},
    {"artillery", ENT_DIM_NONE, "pieces of artillery", NULL},
    {"aircraft", ENT_DIM_NONE, "combat aircraft", NULL},
    {"helicopters", ENT_DIM_NONE, "helicopters", NULL},
    {"ships", ENT_DIM_NONE, "ships taking part or present", NULL},
    {"vehicles", ENT_DIM_NONE, "vehicles of any kind", NULL},
    {"launchers", ENT_DIM_NONE, "launchers", NULL},
    {"missiles", ENT_DIM_NONE, "missiles", NULL},
    {"warheads", ENT_DIM_NONE, "warheads", NULL},
    {"sorties", ENT_DIM_NONE, "flights by aircraft in support", NULL},
    {"inspectors", ENT_DIM_NONE, "members of an inspecting team", NULL},
    {"echelon", ENT_DIM_RANK, "size of a formation", echelons},
    {"kind", ENT_DIM_WORD, "kind of item", NULL},
    {"item", ENT_DIM_WORD, "name of the item in the catalogue", NULL},
    {"model", ENT_DIM_WORD, "model or type designation", NULL},
    {"category", ENT_DIM_WORD, "category under the agreement", NULL},
    {"launch", ENT_DIM_WORD, "launched from: ground, sea, submarine, air", NULL},
    {"mobility", ENT_DIM_WORD, "fixed, mobile, towed, self-propelled", NULL},
    {"propulsion", ENT_DIM_WORD, "ballistic, cruise, gun, rocket", NULL},
    {"armament", ENT_DIM_WORD, "conventional, nuclear, dual-capable, none", NULL},
    {"mission", ENT_DIM_WORD, "declared purpose: transit, training, humanitarian, combat …", NULL},
    {"role", ENT_DIM_WORD, "role of the unit or item", NULL},
    {"status", ENT_DIM_WORD, "active, stored, decommissioned …", NULL},
    {"permanence", ENT_DIM_WORD, "permanent, rotational, temporary", NULL},
    {"consent", ENT_DIM_WORD, "whether the host consented: given, refused, none", NULL},
    {"scenario", ENT_DIM_WORD, "what an exercise rehearses", NULL},
    {"notice", ENT_DIM_WORD, "notice given to the troops: given, none", NULL},
    {"unit", ENT_DIM_WORD, "military unit", NULL},
    {"flag", ENT_DIM_WORD, "state whose flag a ship flies", NULL},
    {"port", ENT_DIM_WORD, "home port", NULL},
    {"environment", ENT_DIM_WORD, "land, sea, air, space", NULL},
    {"organisation", ENT_DIM_WORD, "how the force is organised", NULL},
    {"topic", ENT_DIM_WORD, "what a notice, meeting or request is about", NULL},
    {"channel", ENT_DIM_WORD, "by which channel a message went", NULL},
    {"note", ENT_DIM_WORD, "free words of the record", NULL},
    {"territory", ENT_DIM_WORD, "state named as the place", NULL},
    {"place", ENT_DIM_WORD, "place named in the record", NULL},
};
#define ATTRIBUTE_COUNT (sizeof attributes / sizeof *attributes)

static const char *const item_kinds[] = {"missile",
                                         "ballistic-missile",
                                         "cruise-missile",
                                         "interceptor",
                                         "launcher",
                                         "rocket",
                                         "warhead",
                                         "bomb",
                                         "mine",
                                         "tank",
                                         "acv",
                                         "apc",
                                         "ifv",
                                         "hacv",
                                         "gun",
                                         "howitzer",
                                         "mortar",
                                         "mlrs",
                                         "artillery",
                                         "aircraft",
                                         "bomber",
                                         "heavy-bomber",
                                         "fighter",
                                         "transport-aircraft",
                                         "tanker-aircraft",
                                         "helicopter",
                                         "attack-helicopter",
                                         "drone",
                                         "uav",
                                         "ship",
                                         "warship",
                                         "capital-ship",
                                         "light-surface-vessel",
                                         "minor-war-vessel",
                                         "auxiliary",
                                         "destroyer",
                                         "frigate",
                                         "corvette",
                                         "cruiser",
                                         "aircraft-carrier",
                                         "submarine",
                                         "landing-ship",
                                         "radar",
                                         "formation",
                                         "battlegroup",
                                         "brigade",
                                         "division",
                                         "battalion",
                                         "unit",
                                         "vehicle",
                                         "personnel",
                                         "force",
                                         "weapon",
                                         "icbm",
                                         "slbm"};
#define ITEM_KIND_COUNT (sizeof item_kinds / sizeof *item_kinds)

const ent_standard_attribute *ent_standard_attribute_find(ent_str name)
{
    for (size_t i = 0; i < ATTRIBUTE_COUNT; i++)
        if (ent_str_is(name, attributes[i].name)) return &attributes[i];
    return NULL;
}

size_t ent_standard_attribute_count(void)
{
    return ATTRIBUTE_COUNT;
}

const ent_standard_attribute *ent_standard_attribute_at(size_t index)
{
    return index < ATTRIBUTE_COUNT ? &attributes[index] : NULL;
}

bool ent_item_kind_is(ent_str name)
{
    for (size_t i = 0; i < ITEM_KIND_COUNT; i++)
        if (ent_str_is(name, item_kinds[i])) return true;
    return false;
}

size_t ent_item_kind_count(void)
{
    return ITEM_KIND_COUNT;
}

const char *ent_item_kind_at(size_t index)
{
    return index < ITEM_KIND_COUNT ? item_kinds[index] : NULL;
}
