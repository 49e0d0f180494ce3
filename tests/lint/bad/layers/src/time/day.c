#include "senplan/time/day.h"

#include "senplan/base/err.h"
#include "senplan/engine/engine.h"
#include "senplan/time/gone.h"

#include "../base/secret.h"
#include "nowhere.h"

#include <time.h>
#include <unistd.h>
/* #include <math.h> in a comment is nothing */
