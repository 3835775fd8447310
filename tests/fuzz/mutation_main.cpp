#include "tests/fuzz/fuzz.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <random>

namespace {

using Random = std::mt19937_64;

std::size_t below(Random& random, qsizetype limit)
{
    return static_cast<std::size_t>(
        random() % static_cast<unsigned long long>(std::max<qsizetype>(1, limit)));
}

QByteArray someBytes(Random& random, qsizetype most)
{
    QByteArray bytes(static_cast<qsizetype>(below(random, most)) + 1, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random());
    return bytes;
}

/// Numbers at which lengths and counts go wrong.
QByteArray edgeNumber(Random& random)
{
    static constexpr std::array<const char*, 8> words {"\x00", "\xff\xff\xff\xff", "\x7f\xff\xff\xff",
        "\x80\x00\x00\x00", "-1", "18446744073709551616", "1e309", "9007199254740993"};
    return words.at(below(random, static_cast<qsizetype>(words.size())));
}

QByteArray changedOnce(QByteArray input, const std::vector<QByteArray>& seeds, Random& random)
{
    const auto at = static_cast<qsizetype>(below(random, input.size()));
    const auto length = static_cast<qsizetype>(below(random, input.size() - at)) + 1;
    switch (random() % 8) {
    case 0:
        if (!input.isEmpty())
            input[at] = static_cast<char>(input.at(at) ^ (1 << (random() % 8)));
        return input;
    case 1: return input.left(at);
    case 2: return input.remove(at, length);
    case 3: return input.insert(at, someBytes(random, 16));
    case 4: return input.insert(at, input.mid(at, length));
    case 5: return input.replace(at, std::min<qsizetype>(length, 4), edgeNumber(random));
    case 6: {
        const QByteArray& other = seeds.at(below(random, static_cast<qsizetype>(seeds.size())));
        return input.left(at) + other.mid(static_cast<qsizetype>(below(random, other.size())));
    }
    default: return input.replace(at, length, someBytes(random, length));
    }
}

unsigned long long numberFrom(const char* name, unsigned long long otherwise)
{
    bool good = false;
    const auto number = qEnvironmentVariable(name).toULongLong(&good);
    return good ? number : otherwise;
}

} // namespace

/// Every seed as it is, then FUZZ_INPUTS (5000) of them changed one to four times, from FUZZ_SEED (1).
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const auto wanted = numberFrom("FUZZ_INPUTS", 5000);
    const auto seed = numberFrom("FUZZ_SEED", 1);
    const std::vector<QByteArray> seeds = station::fuzzSeeds();
    station::holds(!seeds.empty(), "a target has seeds");
    for (const QByteArray& good : seeds)
        station::fuzzOne(good);
    unsigned long long bytes = 0;
    for (unsigned long long i = 0; i < wanted; ++i) {
        Random random(seed * 1'000'003 + i);
        QByteArray input = seeds.at(below(random, static_cast<qsizetype>(seeds.size())));
        for (auto changes = random() % 4 + 1; changes > 0; --changes)
            input = changedOnce(std::move(input), seeds, random);
        bytes += static_cast<unsigned long long>(input.size());
        station::fuzzOne(input);
    }
    std::printf(
        "figures: seeds=%zu inputs=%llu bytes=%llu FUZZ_SEED=%llu\n", seeds.size(), wanted, bytes, seed);
    return 0;
}
