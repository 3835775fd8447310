#include "tests/fuzz/fuzz.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdint>

namespace {

unsigned long long inputs = 0;
unsigned long long bytes = 0;

void tellFigures() { std::fprintf(stderr, "figures: inputs=%llu bytes=%llu\n", inputs, bytes); }

/// FUZZ_SEEDS_TO=DIR writes the seeds there and ends.
void writeSeeds(const QDir& folder)
{
    int number = 0;
    for (const QByteArray& seed : station::fuzzSeeds()) {
        QFile file(folder.filePath(QStringLiteral("seed-%1").arg(number++, 3, 10, QLatin1Char('0'))));
        const bool written = file.open(QIODevice::WriteOnly) && file.write(seed) == seed.size();
        station::holds(written, "a seed can be written");
    }
    std::exit(0);
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv)
{
    static QCoreApplication application(*argc, *argv);
    if (const QString folder = qEnvironmentVariable("FUZZ_SEEDS_TO"); !folder.isEmpty())
        writeSeeds(QDir(folder));
    std::atexit(tellFigures);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    ++inputs;
    bytes += size;
    station::fuzzOne(QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)));
    return 0;
}
