#pragma once

#include <QByteArray>

#include <openssl/x509.h>

namespace station {

/// Looks at the parts of the outer CMS that neither the tag nor the signature covers and OpenSSL does not
/// judge: versions, content type, cipher and length of the tag must be those that seal() writes. A short tag
/// or another cipher is how AuthEnvelopedData was forged (CVE-2026-34182). `recipient` must be named byte by
/// byte as in its certificate, and the sender's one-time point spelt in the one usual way.
[[nodiscard]] bool hasPacketShape(const QByteArray& sealed, const X509* recipient);

} // namespace station
