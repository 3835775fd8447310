#include "app/registry/status_page.h"

#include <QDateTime>
#include <QJsonArray>

#include <httplib.h>
#include <thread>

namespace station {
namespace {

constexpr int recentPackets = 30;

QString cell(const QString& text) { return QStringLiteral("<td>%1</td>").arg(text.toHtmlEscaped()); }

QString row(std::initializer_list<QString> texts)
{
    QString html = QStringLiteral("<tr>");
    for (const auto& text : texts)
        html += cell(text);
    return html + QStringLiteral("</tr>\n");
}

QString isoTime(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC).toString(Qt::ISODate);
}

QString number(const QJsonValue& value) { return QString::number(value.toInteger()); }

/// Nothing while there is none.
QString alarmTable(const QJsonArray& alarms)
{
    if (alarms.isEmpty())
        return {};
    QString html = QStringLiteral("<h2>Alarms</h2>\n<table><tr><th>Station</th><th>What</th><th>Times</th>"
                                  "<th>Detail</th><th>First (UTC)</th><th>Last (UTC)</th></tr>\n");
    for (const auto& value : alarms) {
        const auto alarm = value.toObject();
        html += row({alarm.value("station").toString(), alarm.value("kind").toString(),
            number(alarm.value("times")), alarm.value("detail").toString(), alarm.value("first").toString(),
            alarm.value("last").toString()});
    }
    return html + QStringLiteral("</table>\n");
}

} // namespace

Result<QJsonObject> statusOf(RegistrySite& site)
{
    std::vector<StationCount> counts;
    std::vector<RecentPacket> recent;
    qint64 receipts = 0;
    std::vector<Alarm> raised;
    const auto read = site.database().transaction([&](Sql& sql) -> Status {
        return packets::counts(sql)
            .and_then([&](std::vector<StationCount> found) {
                counts = std::move(found);
                return packets::recent(sql, recentPackets);
            })
            .and_then([&](std::vector<RecentPacket> found) {
                recent = std::move(found);
                return packets::receiptCount(sql);
            })
            .and_then([&](qint64 count) {
                receipts = count;
                return alarms::all(sql);
            })
            .map([&](std::vector<Alarm> found) { raised = std::move(found); });
    });
    if (!read)
        return failed(read);

    QJsonObject byState;
    QJsonArray stations;
    for (const auto& count : counts) {
        const QString state = nameOf(count.state);
        byState[state] = byState.value(state).toInteger() + count.packets;
        stations.append(QJsonObject {{"station", count.station}, {"state", state}, {"packets", count.packets},
            {"bytes", count.bytes}});
    }
    QJsonArray last;
    for (const auto& packet : recent) {
        last.append(QJsonObject {{"packet_id", packet.row.id.text()}, {"station", packet.row.station},
            {"state", nameOf(packet.row.state)}, {"reason", packet.row.reason}, {"size", packet.row.size},
            {"received", packet.row.received}, {"changed", isoTime(packet.changedAt)}});
    }
    QJsonArray alarms;
    for (const auto& alarm : raised) {
        alarms.append(QJsonObject {{"station", alarm.station}, {"kind", alarm.kind}, {"times", alarm.times},
            {"detail", alarm.detail}, {"first", isoTime(alarm.firstAt)}, {"last", isoTime(alarm.lastAt)}});
    }
    return QJsonObject {{"packets", byState}, {"receipts", receipts}, {"stations", stations},
        {"recent", last}, {"alarms", alarms}};
}

QByteArray statusHtml(const QJsonObject& status)
{
    QString html = QStringLiteral(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"refresh\" content=\"5\"><title>Enrollment registry</title><style>"
        "body{font:16px sans-serif;margin:2em}table{border-collapse:collapse;margin-bottom:2em}"
        "td,th{border:1px solid #999;padding:.3em .8em;text-align:left}</style></head><body>\n"
        "<h1>Enrollment registry</h1>\n");
    html += alarmTable(status.value("alarms").toArray());
    html += QStringLiteral("<h2>Packets by state</h2>\n<table><tr><th>State</th><th>Packets</th></tr>\n");
    const auto byState = status.value("packets").toObject();
    for (auto it = byState.begin(); it != byState.end(); ++it)
        html += row({it.key(), number(it.value())});
    html += row({QStringLiteral("receipts signed"), number(status.value("receipts"))});
    html += QStringLiteral("</table>\n<h2>Stations</h2>\n<table>"
                           "<tr><th>Station</th><th>State</th><th>Packets</th><th>Bytes</th></tr>\n");
    for (const auto& value : status.value("stations").toArray()) {
        const auto entry = value.toObject();
        html += row({entry.value("station").toString(), entry.value("state").toString(),
            number(entry.value("packets")), number(entry.value("bytes"))});
    }
    html += QStringLiteral(
        "</table>\n<h2>Last packets</h2>\n<table><tr><th>Packet</th><th>Station</th><th>State</th>"
        "<th>Reason</th><th>Received</th><th>Size</th><th>Changed (UTC)</th></tr>\n");
    for (const auto& value : status.value("recent").toArray()) {
        const auto entry = value.toObject();
        html += row({entry.value("packet_id").toString(), entry.value("station").toString(),
            entry.value("state").toString(), entry.value("reason").toString(),
            number(entry.value("received")), number(entry.value("size")), entry.value("changed").toString()});
    }
    return (html + QStringLiteral("</table></body></html>\n")).toUtf8();
}

struct StatusServer::Parts {
    httplib::Server server;
    int port = 0;
    std::thread thread;
};

StatusServer::StatusServer(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

StatusServer::~StatusServer()
{
    m_parts->server.stop();
    if (m_parts->thread.joinable())
        m_parts->thread.join();
}

Result<std::unique_ptr<StatusServer>> StatusServer::start(RegistrySite& site, int port)
{
    auto parts = std::make_unique<Parts>();
    auto& server = parts->server;
    server.new_task_queue = [] { return new httplib::ThreadPool(2); };
    server.set_payload_max_length(0);
    server.set_socket_options([](int listening) { // without it httplib shares the port with whoever asks
        const int yes = 1;
        (void)::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    server.Get("/status", [&site](const httplib::Request& request, httplib::Response& response) {
        const std::string host = request.get_header_value("Host");
        if (!host.starts_with("127.0.0.1:") && !host.starts_with("localhost:")) {
            response.status = 403;
            return;
        }
        const auto status = statusOf(site);
        response.status = status ? 200 : 503;
        response.set_header("Cache-Control", "no-store");
        response.set_content(status ? statusHtml(*status).toStdString() : "The database does not answer.\n",
            status ? "text/html; charset=utf-8" : "text/plain");
    });
    parts->port = port > 0 ? (server.bind_to_port("127.0.0.1", port) ? port : -1)
                           : server.bind_to_any_port("127.0.0.1");
    if (parts->port <= 0)
        return fail(ErrorCode::StorageFailed, "cannot listen on port " + std::to_string(port));
    parts->thread = std::thread([raw = &server] { raw->listen_after_bind(); });
    return std::unique_ptr<StatusServer>(new StatusServer(std::move(parts)));
}

QString StatusServer::address() const
{
    return QStringLiteral("http://127.0.0.1:%1/status").arg(m_parts->port);
}

} // namespace station
