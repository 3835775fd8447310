#include "tests/bundle/bundle_bench.h"
