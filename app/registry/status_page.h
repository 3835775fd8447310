#pragma once

#include "app/registry/registry_site.h"

#include <QJsonObject>

#include <memory>

namespace station {

/// {"packets":{"received":2,…},"receipts":N,"stations":[{"station","state","packets","bytes"}…],"recent":[…],
///  "alarms":[{"station","kind","times","detail","first","last"}…]}
/// Counts, ids, states, sizes and times; no personal data. Errors: StorageFailed.
[[nodiscard]] Result<QJsonObject> statusOf(RegistrySite& site);

/// The same as a page for a browser, refreshed every 5 s.
[[nodiscard]] QByteArray statusHtml(const QJsonObject& status);

/// GET /status over plain HTTP on 127.0.0.1, for the registry's own administrators: browsers have no station
/// certificate. Answers only to the names 127.0.0.1 and localhost, so that a page elsewhere cannot read it.
class StatusServer {
public:
    /// Errors: StorageFailed when the port is taken.
    [[nodiscard]] static Result<std::unique_ptr<StatusServer>> start(RegistrySite& site, int port);
    ~StatusServer();
    [[nodiscard]] QString address() const;

private:
    struct Parts;
    explicit StatusServer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace station
