#include "core/enroll/packet_zip.h"
#include "tests/fuzz/fuzz.h"

#include <set>

namespace station {

void fuzzOne(const QByteArray& input)
{
    constexpr qint64 most = 1 << 20;
    const auto files = unzip(input, most);
    if (!files) {
        holds(files.error().code == ErrorCode::Damaged, "what is no zip is Damaged");
        return;
    }
    holds(files->size() <= 200, "at most 200 files");
    qint64 sum = 0;
    std::set<QString> names;
    for (const PacketFile& file : *files) {
        sum += file.bytes.size();
        holds(names.insert(file.name).second, "a name comes once");
        holds(!file.name.startsWith(u'/') && !file.name.contains(QLatin1String("..")),
            "a name is a plain path");
    }
    holds(sum <= most, "no more than allowed is unpacked");
}

std::vector<QByteArray> fuzzSeeds()
{
    const std::vector<PacketFile> files {
        {QStringLiteral("manifest.json"), QStringLiteral("application/json"), "{\"format\":\"packet\"}"},
        {QStringLiteral("fingers/01-plain.png"), QStringLiteral("image/png"), QByteArray(300, 'x')}};
    return {*zipOf(files), *zipOf({files.front()})};
}

} // namespace station
