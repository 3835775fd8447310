#include "app/registry/limits.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <functional>
#include <map>
#include <string>

namespace station {
namespace {

/// Each name, and where its number goes. Durations are seconds.
std::map<QString, std::function<void(double)>> places(Limits& limits)
{
    const auto whole = [](auto& place) {
        return
            [&place](double value) { place = static_cast<std::remove_reference_t<decltype(place)>>(value); };
    };
    const auto time = [](std::chrono::milliseconds& place) {
        return
            [&place](double value) { place = std::chrono::milliseconds(static_cast<qint64>(value * 1000)); };
    };
    return {
        {"packet_bytes", whole(limits.packetBytes)},
        {"chunk_min", whole(limits.chunkMin)},
        {"chunk_max", whole(limits.chunkMax)},
        {"head_bytes", whole(limits.headBytes)},
        {"manifest_packets", whole(limits.manifestPackets)},
        {"events_page", whole(limits.eventsPage)},
        {"upload_seconds", time(limits.uploadLife)},
        {"open_uploads", whole(limits.openUploads)},
        {"open_bytes", whole(limits.openBytes)},
        {"announced_packets", whole(limits.announcedPackets)},
        {"bundles", whole(limits.bundles)},
        {"day_bytes", whole(limits.dayBytes)},
        {"free_bytes", whole(limits.freeBytes)},
        {"station_per_second", whole(limits.perStation.perSecond)},
        {"station_burst", whole(limits.perStation.burst)},
        {"address_per_second", whole(limits.perAddress.perSecond)},
        {"address_burst", whole(limits.perAddress.burst)},
        {"patience_seconds", time(limits.patience)},
        {"grace_seconds", time(limits.grace)},
        {"slowest_bytes_per_second", whole(limits.slowestBytesPerSecond)},
        {"grace_under_load_seconds", time(limits.graceUnderLoad)},
        {"handshakes_per_address", whole(limits.handshakesPerAddress)},
        {"connections_per_station", whole(limits.connectionsPerStation)},
    };
}

} // namespace

Result<Limits> parseLimits(const QByteArray& json)
{
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(json, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject())
        return fail(ErrorCode::InvalidInput, "the limits are no JSON object");
    Limits limits;
    const auto known = places(limits);
    const QJsonObject object = document.object();
    for (auto each = object.begin(); each != object.end(); ++each) {
        const auto place = known.find(each.key());
        constexpr double largest = 1e15;
        const double value = each->toDouble(-1);
        const bool isNothing = value == 0 && each.key() != QLatin1String("slowest_bytes_per_second")
            && each.key() != QLatin1String("free_bytes");
        if (place == known.end() || value < 0 || value > largest || isNothing)
            return fail(
                ErrorCode::InvalidInput, "the limits: " + each.key().toStdString() + " cannot be that");
        place->second(value);
    }
    if (limits.chunkMin > limits.chunkMax || limits.chunkMax > limits.packetBytes
        || limits.packetBytes > limits.openBytes)
        return fail(
            ErrorCode::InvalidInput, "the limits: chunk_min, chunk_max, packet_bytes, open_bytes rise");
    return limits;
}

} // namespace station
