/* json_tree.h: the tree of a document as JSON values. Shared by json_tree.c and json_text.c. */
#ifndef ENT_LANG_JSON_TREE_H
#define ENT_LANG_JSON_TREE_H

#include "base/json.h"
#include "entente/lang.h"

void ent_json_node(ent_json *json, const ent_node *node); /* NULL and NONE: null */
/* Members of the object at hand, which the caller begins and ends. */
void ent_json_clause_members(ent_json *json, const ent_clause *clause);
void ent_json_reading_members(ent_json *json, const ent_reading *reading);
void ent_json_decl_members(ent_json *json, const ent_decl *decl);

#endif
