#pragma once

#include "core/base/result.h"
#include "core/enroll/bundle_document.h"
#include "core/store/file_layer.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace station {

/// A bundle on a stick is a folder of files whose names a stick of any age keeps (8.3, upper case):
///
///   B1A2B3C4/00000001.P7M …   the packet files, in the document's order
///            BUNDLE.P7S       the signed order, written last: without it there is no bundle
///            ACK.P7S          the desk's signed word, written by the import
///
/// A stick's file system may tear any of it all the same, so whoever
/// reads believes the signature and the hashes and nothing else.
namespace stick {

inline constexpr auto orderName = "BUNDLE.P7S";
inline constexpr auto ackName = "ACK.P7S";

[[nodiscard]] QString folderName(BundleId id); ///< 'B' and the last seven hex digits
[[nodiscard]] QString packetName(std::size_t index); ///< from 0: "00000001.P7M"

/// Folders that hold an order: `stick` itself, or those right below it that are named as bundles are; at most
/// 64, sorted.
[[nodiscard]] QStringList bundleFolders(const QString& stick);

/// A whole file. Only a plain file right in `folder`: links, pipes and devices are not followed or waited
/// for, also where `folder` itself is a link. Errors: NotFound; Damaged when it is something else, larger
/// than `limit` or cannot be read.
[[nodiscard]] Result<QByteArray> read(const QString& folder, const QString& name, qint64 limit);

/// As writeDurably(). What lies in `folder` under this name or its temporary one is replaced, whatever it is,
/// and never followed. Errors: also Damaged when `folder` itself is a link.
[[nodiscard]] Status write(
    FileLayer& files, const QString& folder, const QString& name, const QByteArray& bytes);

} // namespace stick

} // namespace station
