#pragma once

#include "app/registry/bundle_desk.h"
#include "app/registry/caller.h"
#include "app/registry/rate_limit.h"
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
    std::function<Caller(const httplib::Request&)> callerOf;
    std::function<void()> packetReceived; ///< processing may look
    std::function<void(const httplib::Request&)> complete; ///< its whole body is here
    std::function<std::string(const httplib::Request&)> addressOf; ///< empty: not to be counted
    RateLimit& perStation;
    RateLimit& perAddress;
};

/// The calls of version 1:
///   GET /.well-known/enrollment-registry   PUT /v1/manifests/{id}   GET /v1/receipts/{id}   GET
///   /v1/events?after=seq POST /v1/files   HEAD|PATCH|DELETE /v1/files/{id}   OPTIONS /v1/files (tus 1.0)
///   PUT|DELETE /v1/bundles/{id}   (application/pkcs7-mime: core/enroll/bundle_document.h)
/// Whoever asks too often is told 429 with Retry-After: by address before the body is read, by station after
/// it. Everything else, and every failure, is problem+json. Bodies are read whole, at most limits().chunkMax.
/// `context` must outlive the server.
void addApi(httplib::Server& server, const ApiContext& context);

} // namespace station
