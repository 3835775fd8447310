#pragma once

#include <QByteArray>

#include <cstdio>
#include <cstdlib>
#include <vector>

namespace station {

// One file for each target defines these two. libfuzzer_main.cpp (clang, days if need be) and
// mutation_main.cpp (any compiler, seconds, part of every test run) drive them.

/// One hostile input. Returns normally whatever the bytes are; a promise that does not hold aborts.
void fuzzOne(const QByteArray& input);

/// Good inputs, made by the product's own writers, from which the hostile ones are bred.
[[nodiscard]] std::vector<QByteArray> fuzzSeeds();

/// For what must hold about everything that was accepted. Works in every build.
inline void holds(bool what, const char* words)
{
    if (what)
        return;
    std::fprintf(stderr, "does not hold: %s\n", words);
    std::abort();
}

} // namespace station
