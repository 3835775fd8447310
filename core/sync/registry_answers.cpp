#include "core/sync/registry_answers.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <algorithm>
#include <limits>
#include <set>

namespace station {
namespace {

constexpr qint64 exactInDouble = qint64(1) << 53;

tl::unexpected<Refusal> nonsense(const char* what)
{
    return tl::unexpected(
        Refusal {{ErrorCode::RegistryUntrusted, std::string("not an answer of the registry: ") + what},
            Refusal::Scope::Connection, 0, {}, {}});
}

std::optional<qint64> wholeNumber(const QJsonValue& value)
{
    const qint64 number = value.toInteger(-1);
    if (!value.isDouble() || number < 0 || number > exactInDouble)
        return std::nullopt;
    return number;
}

std::optional<qint64> wholeNumber(const QByteArray& text)
{
    bool good = !text.isEmpty() && text.size() <= 16;
    for (const char c : text)
        good = good && c >= '0' && c <= '9';
    return good ? std::optional(text.toLongLong()) : std::nullopt;
}

bool isType(const HttpResponse& response, const char* type)
{
    return response.headers.value("content-type").split(';').first().trimmed().toLower() == type;
}

std::optional<QJsonObject> jsonObject(const HttpResponse& response, const char* type)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(response.body, &error);
    if (!isType(response, type) || error.error != QJsonParseError::NoError || !document.isObject())
        return std::nullopt;
    return document.object();
}

std::optional<std::chrono::seconds> retryAfter(const HttpResponse& response)
{
    const auto seconds
        = wholeNumber(response.headers.value("retry-after")); // the date form says nothing we need
    return seconds ? std::optional(std::chrono::seconds(*seconds)) : std::nullopt;
}

Refusal::Scope scopeFrom(const QString& word)
{
    if (word == QLatin1String("packet"))
        return Refusal::Scope::Packet;
    return word == QLatin1String("station") ? Refusal::Scope::Station : Refusal::Scope::Connection;
}

ErrorCode codeOf(const QString& problem)
{
    if (problem == QLatin1String("certificate-expired"))
        return ErrorCode::CertificateExpired;
    return problem == QLatin1String("certificate-revoked") ? ErrorCode::CertificateRevoked
                                                           : ErrorCode::RegistryRefused;
}

/// Any status but the expected one.
Refusal refusalFrom(const HttpResponse& response)
{
    const int status = response.status;
    const std::string words = "HTTP " + std::to_string(status);
    if (status == 511) // Network Authentication Required, RFC 6585: a portal that says so itself
        return nonsense("HTTP 511, the network wants a login").value();
    if (status >= 500 || status == 429 || status == 408)
        return {{ErrorCode::RegistryUnreached, words}, Refusal::Scope::Connection, status, {},
            retryAfter(response)};
    const QString prefix = QStringLiteral("urn:enrollment-registry:problem:");
    const auto problem = jsonObject(response, "application/problem+json");
    const QString type = problem ? problem->value("type").toString() : QString();
    // the answer to HEAD has no body; there tus's own mark must do
    const bool bodyless = response.body.isEmpty() && response.headers.value("tus-resumable") == "1.0.0";
    if (status < 400 || (!type.startsWith(prefix) && !bodyless))
        return nonsense(words.c_str()).value();
    const QString word = type.mid(prefix.size());
    constexpr int forbidden = 403; // without a body: the next call with one says why
    const auto scope = problem ? scopeFrom(problem->value("scope").toString())
        : status == forbidden  ? Refusal::Scope::Station
                               : Refusal::Scope::Packet;
    return {{codeOf(word), words + " " + word.toStdString()}, scope, status, word, retryAfter(response)};
}

std::optional<PacketAnswer> packetAnswer(const QJsonObject& object)
{
    static const std::set<QString> known {
        "want", "received", "processing", "processed", "rejected", "resubmit", "conflict"};
    PacketAnswer answer {PacketId::parse(object.value("packet_id").toString()),
        object.value("state").toString(), 0, object.value("reason").toString()};
    const auto offset = wholeNumber(object.value("offset"));
    if (answer.id.isNull() || !known.contains(answer.state)
        || (answer.state == QLatin1String("want") && !offset))
        return std::nullopt;
    answer.offset = offset.value_or(0);
    return answer;
}

} // namespace

std::optional<Instant> readDate(const HttpResponse& response)
{
    const QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(response.headers.value("date")),
        QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::nullopt;
    return fromMs(QDateTime(date.date(), date.time(), Qt::UTC).toMSecsSinceEpoch());
}

Reply<RegistryInfo> readInfo(const HttpResponse& response)
{
    if (response.status != 200)
        return tl::unexpected(refusalFrom(response));
    const auto object = jsonObject(response, "application/json");
    if (!object || object->value("type").toString() != QLatin1String("enrollment-registry"))
        return nonsense("its description");
    if (!object->value("versions").toArray().contains(1))
        return nonsense("it does not speak version 1");
    const auto limits = object->value("limits").toObject();
    const auto packet = wholeNumber(limits.value("packet_bytes"));
    const auto least = wholeNumber(limits.value("chunk_min"));
    const auto most = wholeNumber(limits.value("chunk_max"));
    const auto packets = wholeNumber(limits.value("manifest_packets"));
    if (!packet || !least || !most || !packets || *most < 1 || *least > *most || *packets < 1
        || *packets > 100'000)
        return nonsense("its limits");
    return RegistryInfo {*packet, *least, *most, static_cast<int>(*packets),
        QByteArray::fromBase64(object->value("certificates").toString().toLatin1())};
}

const char* nameOf(StationAlarm alarm)
{
    switch (alarm) {
    case StationAlarm::Rewound: return "station-rewound";
    case StationAlarm::Forked: return "station-forked";
    case StationAlarm::SeqReused: return "seq-reused";
    }
    return "";
}

Reply<ManifestReply> readManifest(const HttpResponse& response, const std::vector<PacketId>& asked)
{
    if (response.status != 200)
        return tl::unexpected(refusalFrom(response));
    const auto object = jsonObject(response, "application/json");
    if (!object || !object->value("packets").isArray())
        return nonsense("the manifest's answer");
    std::set<PacketId> open(asked.begin(), asked.end());
    ManifestReply reply;
    for (const auto& value : object->value("packets").toArray()) {
        const auto answer = packetAnswer(value.toObject());
        if (!answer || open.erase(answer->id) == 0)
            return nonsense("a packet of the manifest's answer");
        reply.packets.push_back(*answer);
    }
    if (!open.empty())
        return nonsense("the manifest's answer leaves packets out");
    const QJsonArray alarms = object->value("alarms").toArray();
    for (const auto alarm : {StationAlarm::Rewound, StationAlarm::Forked, StationAlarm::SeqReused}) {
        if (alarms.contains(QLatin1String(nameOf(alarm))))
            reply.alarms.insert(alarm);
    }
    const QJsonObject seen = object->value("audit_seen").toObject();
    reply.auditSeq = wholeNumber(seen.value("seq")).value_or(0);
    reply.auditHash = QByteArray::fromHex(seen.value("head").toString().toLatin1());
    return reply;
}

Reply<EventPage> readEvents(const HttpResponse& response, qint64 after)
{
    if (response.status != 200)
        return tl::unexpected(refusalFrom(response));
    const auto object = jsonObject(response, "application/json");
    const auto next = object ? wholeNumber(object->value("next")) : std::nullopt;
    if (!next || !object->value("events").isArray())
        return nonsense("the events");
    EventPage page {{}, *next, {}};
    if (const auto hash = object->value("after_receipt_sha256"); hash.isString())
        page.afterHash = QByteArray::fromHex(hash.toString().toLatin1());
    qint64 last = after;
    for (const auto& value : object->value("events").toArray()) {
        const auto event = value.toObject();
        const auto seq = wholeNumber(event.value("seq"));
        const auto id = PacketId::parse(event.value("packet_id").toString());
        if (!seq || *seq <= last || id.isNull())
            return nonsense("an event");
        last = *seq;
        page.events.push_back({last, id, event.value("state").toString(),
            QByteArray::fromHex(event.value("receipt_sha256").toString().toLatin1())});
    }
    if (page.next != last)
        return nonsense("the events' end");
    return page;
}

Reply<qint64> readOffset(const HttpResponse& response, int expected, qint64 size)
{
    if (response.status != expected)
        return tl::unexpected(refusalFrom(response));
    const auto offset = wholeNumber(response.headers.value("upload-offset"));
    if (response.headers.value("tus-resumable") != "1.0.0" || !offset || *offset > size)
        return nonsense("an upload's offset");
    const auto length = response.headers.value("upload-length");
    if (!length.isEmpty() && wholeNumber(length) != size)
        return nonsense("an upload's length");
    return *offset;
}

Reply<BundleAnswer> readBundle(const HttpResponse& response)
{
    constexpr int notFound = 404;
    constexpr int noSuchMethod = 405;
    const bool isNowhere = response.status == notFound || response.status == noSuchMethod;
    if (isNowhere && !isType(response, "application/problem+json"))
        return BundleAnswer::NotOffered; // its description has verified: no portal says this
    if (response.status != 200)
        return tl::unexpected(refusalFrom(response));
    const auto object = jsonObject(response, "application/json");
    const QString state = object ? object->value("state").toString() : QString();
    if (state == QLatin1String("accepted"))
        return BundleAnswer::Accepted;
    if (state == QLatin1String("taken-back"))
        return BundleAnswer::TakenBack;
    return nonsense("what became of a bundle");
}

Reply<QByteArray> readReceipt(const HttpResponse& response)
{
    if (response.status != 200)
        return tl::unexpected(refusalFrom(response));
    if (!isType(response, "application/pkcs7-mime") || response.body.isEmpty())
        return nonsense("a receipt");
    return response.body;
}

} // namespace station
