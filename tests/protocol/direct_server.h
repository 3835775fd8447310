#pragma once

#include "core/sync/transport.h"

#include <httplib.h>

namespace station::model {

/// cpp-httplib without sockets: its real parser, router and handlers, one request at a time.
class DirectServer final : public httplib::Server {
public:
    /// The header "X-Station" carries the station's name, as TLS would.
    [[nodiscard]] HttpResponse answer(const QString& station, const HttpRequest& request);
};

} // namespace station::model
