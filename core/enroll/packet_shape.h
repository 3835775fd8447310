#pragma once

#include <QByteArray>

namespace station {

/// Looks at the parts of the outer CMS that neither the tag nor the signature covers and OpenSSL does not
/// judge: versions, content type, cipher and length of the tag must be those that seal() writes. A short tag
/// or another cipher is how AuthEnvelopedData was forged (CVE-2026-34182).
[[nodiscard]] bool hasPacketShape(const QByteArray& sealed);

} // namespace station
