#pragma once

#include <catch2/catch.hpp>

#include <string_view>

namespace station {

/// What this build watches besides the test itself; in all others nothing below changes anything.
#ifdef STATION_SANITIZER
inline constexpr const char* sanitizer = STATION_SANITIZER;
#else
inline constexpr const char* sanitizer = nullptr;
#endif

/// Limits of time are times this: they are about the product, which a sanitizer makes several times slower.
inline constexpr int slower = sanitizer ? 10 : 1;

} // namespace station

/// Leaves the test, saying so on screen, in a build that cannot show what it is about.
#define STATION_NOT_UNDER(which, reason)                                                                     \
    do {                                                                                                     \
        if (std::string_view(station::sanitizer ? station::sanitizer : "").ends_with(which)) {               \
            WARN("SKIPPED under " << station::sanitizer << ": " << (reason));                                \
            SUCCEED();                                                                                       \
            return;                                                                                          \
        }                                                                                                    \
    } while (false)
#define STATION_NOT_UNDER_SANITIZER(reason) STATION_NOT_UNDER("Sanitizer", reason)
