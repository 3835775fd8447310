#pragma once

#include "app/registry/bundle_desk.h"
#include "app/registry/receiver.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace httplib {
class Server;
struct Request;
} // namespace httplib

namespace station {

/// What the calls need besides the receiver.
struct ApiContext {
    Receiver& receiver;
    BundleDesk& bundles;
    QByteArray certificates; ///< signed list, for .well-known
    const Clock& clock;
    std::function<QString(const httplib::Request&)> stationOf; ///< empty: nobody we know
    std::function<void()> packetReceived; ///< processing may look
};

/// The calls of version 1:
///   GET /.well-known/enrollment-registry   PUT /v1/manifests/{id}   GET /v1/receipts/{id}   GET
///   /v1/events?after=seq POST /v1/files   HEAD|PATCH|DELETE /v1/files/{id}   OPTIONS /v1/files (tus 1.0)
///   PUT|DELETE /v1/bundles/{id}   (application/pkcs7-mime: core/enroll/bundle_document.h)
/// Everything else, and every failure, is problem+json. Bodies are read whole, at most limits().chunkMax.
/// `context` must outlive the server.
void addApi(httplib::Server& server, const ApiContext& context);

} // namespace station
