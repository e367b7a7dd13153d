/* cm.h: cmocka with what it needs included first. */
#ifndef ENT_TESTS_CM_H
#define ENT_TESTS_CM_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
