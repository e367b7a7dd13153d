/* guard.h: who is connected, and since when we wait for it. A request has one deadline, from the moment the
 * connection was made or the request before it was answered, and its answer as much once it is made;
 * trickling a byte a second does not lengthen either. What counts is the client's time, not ours: while the
 * thread that serves a connection makes an answer, its own or another's, its clock stands still. When it is
 * crowded, the connection that we have waited for longest is closed for the next one. Any thread. */
#ifndef ENT_SERVER_GUARD_H
#define ENT_SERVER_GUARD_H

#include "entente/base.h"

typedef struct ent_guard ent_guard;

/* Starts a thread that closes what is overdue. NULL when memory or threads ran out. */
ent_guard *ent_guard_new(unsigned deadline_seconds);
void ent_guard_free(ent_guard *guard); /* NULL is fine; every connection must have left */

/* A connection by its socket, which stays open until it has left. It is served by the thread that enters it.
 */
void ent_guard_enter(ent_guard *guard, int socket);
void ent_guard_leave(ent_guard *guard, int socket);
/* Its request is whole and the answer is being made: until it is answered neither it nor the others that the
 * same thread serves have a deadline. */
void ent_guard_working(ent_guard *guard, int socket);
/* Its request has been answered; the next one has the whole deadline again. */
void ent_guard_answered(ent_guard *guard, int socket);
size_t ent_guard_count(ent_guard *guard);

#endif
