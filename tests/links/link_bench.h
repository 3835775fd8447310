#pragma once

#include "core/sync/curl_transport.h"
#include "tests/support/registry_bench.h"

#include <functional>
#include <sched.h>
#include <thread>

namespace station {

/// A link as people describe it. The figures hold for each direction.
struct LinkSpec {
    double kbit = 0; ///< kbit/s; 0: as fast as the machine
    double roundTripMs = 0;
    double lossPercent = 0;
    unsigned seed = 1;
    QString congestion; ///< of both ends; empty: the machine's own
};

/// One line of nginx's log: one request, whole or not.
struct AccessLine {
    qint64 connection = 0;
    int onConnection = 0; ///< 1 for a connection's first request
    bool resumed = false; ///< the TLS session of an earlier connection
    QString method;
    QString path;
    int status = 0;
    qint64 received = 0; ///< request line, headers and body, as far as they came
    QString station;
};

/// A real registry behind a real nginx with the product's configuration, at the far end of a bad link. The
/// near end is a network namespace of its own, where atStation() works.
class LinkBench {
public:
    explicit LinkBench(const LinkSpec& link = {});
    ~LinkBench();
    LinkBench(const LinkBench&) = delete;
    LinkBench& operator=(const LinkBench&) = delete;

    /// Why this machine cannot run such a bench; empty when it can.
    [[nodiscard]] static QString reasonToSkip();

    RegistryBench registry;
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("https://192.0.2.2:8443")); }
    [[nodiscard]] QString socket() const { return registry.path("http.sock"); }
    void startRegistry();
    void restartNginx();

    /// To bad-link: "cut 3000", "freeze-after 100000 45000", …
    void link(const QByteArray& command);
    /// Until bad-link has said so: "cut", "freeze", "restored".
    void waitForLink(const QByteArray& event);
    /// Bytes of IP packets offered by the station and by the registry since the beginning.
    [[nodiscard]] std::pair<qint64, qint64> bytesOnLink();

    /// Runs `work` on a thread whose sockets are the station's.
    void atStation(const std::function<void()>& work) const;
    /// Makes a process start in the station's namespace.
    void placeAtStation(QProcess& process) const { place(process, m_stationSpace); }

    /// Settings of a station that speaks to this registry.
    [[nodiscard]] TransportSettings settings(const QString& station);
    [[nodiscard]] std::vector<AccessLine> accessLog() const;
    /// Once nginx has written `count` lines that fit.
    [[nodiscard]] std::vector<AccessLine> waitForLog(
        std::size_t count, const std::function<bool(const AccessLine&)>& fits) const;

private:
    static void place(QProcess& process, int space);
    void startLink(const LinkSpec& link);
    void writeNginxConfiguration();
    void startNginx();

    QProcess m_link;
    QByteArray m_linkWords;
    int m_stationSpace = -1;
    int m_registrySpace = -1;
    QProcess m_nginx;
};

} // namespace station

#define STATION_NEEDS_LINK()                                                                                 \
    do {                                                                                                     \
        if (const auto reason = station::LinkBench::reasonToSkip(); !reason.isEmpty()) {                     \
            WARN("SKIPPED: " + reason.toStdString());                                                        \
            SUCCEED();                                                                                       \
            return;                                                                                          \
        }                                                                                                    \
    } while (false)
