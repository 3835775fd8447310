#include "tests/protocol/bad_line.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace station::model {
namespace {

using namespace std::chrono_literals;

std::string nameOf(const HttpRequest& request)
{
    const QString last = request.path.section('/', -1).right(16);
    std::string name = request.method.toStdString() + ' '
        + request.path.section('/', 2, 2).section('?', 0, 0).toStdString() + ' ' + last.toStdString();
    for (const auto& [key, value] : request.headers) {
        if (key == "Upload-Offset")
            name += " at " + value.toStdString();
    }
    return name;
}

tl::unexpected<Error> silence() { return fail(ErrorCode::RegistryUnreached, "no answer"); }

/// A receipt as somebody makes it up who has no key: it says whatever the registry would have to say.
HttpResponse forgedReceipt(const QString& station, const HttpRequest& request)
{
    const QJsonObject text {{"type", "enrollment-receipt"}, {"version", 1},
        {"packet_id", request.path.section('/', -1)}, {"station", station}, {"state", "processed"},
        {"registry_seq", 9}};
    return {200, {{"content-type", "application/pkcs7-mime"}}, QJsonDocument(text).toJson()};
}

} // namespace

std::optional<HttpResponse> Network::serve(const QString& station, const HttpRequest& request)
{
    auto response = m_registry.serve(station, request);
    m_registry.fuse().out();
    m_chronicle.tell("    " + station.toStdString() + ' ' + nameOf(request) + " -> "
        + (response ? std::to_string(response->status) : "dead"));
    if (response && (request.method == "GET" || request.method == "HEAD"))
        m_answers[station + QString::fromLatin1(request.method) + request.path].push_back(*response);
    return response;
}

/// An answer that is not the registry's present one.
std::optional<HttpResponse> Network::otherAnswer(const QString& station, const HttpRequest& request)
{
    if (request.path.startsWith("/v1/receipts/") && m_dice.oneIn(4)) {
        m_chronicle.fault("forged-receipt");
        return forgedReceipt(station, request);
    }
    const auto old = m_answers.find(station + QString::fromLatin1(request.method) + request.path);
    if (old != m_answers.end() && m_dice.oneIn(12)) {
        m_chronicle.fault("stale-answer");
        return old->second.at(static_cast<std::size_t>(m_dice.below(static_cast<int>(old->second.size()))));
    }
    if (m_dice.oneIn(60)) {
        m_chronicle.fault("portal-page");
        return HttpResponse {200, {{"content-type", "text/html"}}, "<html>Log in</html>"};
    }
    return std::nullopt;
}

Result<HttpResponse> Network::exchange(const QString& station, const HttpRequest& request)
{
    m_clock.advance(std::chrono::milliseconds(1 + m_dice.below(400)));
    if (!m_bad) {
        auto response = serve(station, request);
        return response ? Result<HttpResponse>(*response) : silence();
    }
    if (m_dice.oneIn(4))
        deliverOne();
    if (m_dice.oneIn(70)) {
        m_chronicle.fault("station-crash");
        throw StationCrash {};
    }
    switch (m_dice.below(24)) {
    case 0: m_chronicle.fault("request-lost"); return silence();
    case 1:
        m_chronicle.fault("request-delayed");
        m_kept.push_back({station, request});
        return silence();
    case 2:
        m_chronicle.fault("request-kept-as-duplicate");
        m_kept.push_back({station, request});
        break;
    case 3:
        m_chronicle.fault("request-doubled");
        (void)serve(station, request);
        break;
    case 4: m_registry.fuse().light(1 + m_dice.below(6)); break;
    default: break;
    }
    if (auto other = otherAnswer(station, request))
        return *other;
    auto response = serve(station, request);
    if (!response)
        return silence();
    if (m_dice.oneIn(25)) {
        m_chronicle.fault("answer-lost");
        return silence();
    }
    if (m_dice.oneIn(70)) {
        m_chronicle.fault("station-crash");
        throw StationCrash {};
    }
    return *response;
}

void Network::deliverOne()
{
    if (m_kept.empty())
        return;
    const auto at = m_kept.begin() + m_dice.below(static_cast<int>(m_kept.size()));
    const Kept kept = *at;
    m_kept.erase(at);
    m_chronicle.fault("late-delivery");
    (void)serve(kept.station, kept.request);
}

void Network::deliverAll()
{
    while (!m_kept.empty())
        deliverOne();
}

} // namespace station::model
