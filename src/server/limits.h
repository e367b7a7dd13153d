/* limits.h: what a client can make the server do, at most. Together they bound its memory beside the map and
 * the case: connections times their buffers (16 MB), the cache (64 MB) and the answers being made.
 * docs/howto/serve.md says the same in words. */
#ifndef ENT_SERVER_LIMITS_H
#define ENT_SERVER_LIMITS_H

#define ENT_HTTP_TARGET_MAX 2048 /* bytes of path and query */
#define ENT_HTTP_HEAD_MAX                                                                                    \
    (16u * 1024) /* bytes of request line and headers, and the answer's headers beside them */
#define ENT_HTTP_CONNECTIONS_MAX 512 /* open at once, from everywhere */
#define ENT_HTTP_PER_ADDRESS_MAX 384 /* open at once from one address */
#define ENT_HTTP_CROWDED 192         /* from here on the longest waiting connection is closed for a new one */
#define ENT_HTTP_THREADS 4
#define ENT_HTTP_DEADLINE_S 10u /* a request as a whole */
#define ENT_HTTP_SETS_MAX 8     /* figures changed in one question */
#define ENT_HTTP_VALUE_MAX 128  /* bytes of one parameter */
#define ENT_HTTP_CACHE_BYTES (64u << 20)
#define ENT_HTTP_CACHE_ENTRIES 512
#define ENT_HTTP_ANSWER_MAX (64u << 20) /* bytes of one answer */
#define ENT_HTTP_ZONE_CELLS 2000000     /* cells visited for one zone: some seconds */
#define ENT_HTTP_TOLERANCE_MIN_M 10.0   /* of zones */
#define ENT_HTTP_LAND_MIN_M 250.0       /* of borders */

#endif
