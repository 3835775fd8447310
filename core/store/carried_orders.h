#pragma once

#include "core/enroll/bundle_document.h"
#include "core/store/file_layer.h"

#include <QDir>

#include <vector>

namespace station {

/// The signed orders by which packets of other stations came here, as files beside them:
/// carried/orders/<bundle id>.p7s, and <bundle id>.ack, the word that we gave. As the packets they outlive a
/// lost database. The last files of an import, before its transaction: where there is an order, each of its
/// packets lay here whole.
class CarriedOrders {
public:
    explicit CarriedOrders(const QDir& station, FileLayer& files = posixFiles())
        : m_root(station.filePath(QStringLiteral("carried/orders")))
        , m_files(files)
    {
    }

    /// Durable when it returns. Errors: StorageFull, StorageFailed.
    [[nodiscard]] Status keep(BundleId id, const QByteArray& order, const QByteArray& ack);
    /// Errors: NotFound; Damaged when it is larger than an order can be; StorageFailed.
    [[nodiscard]] Result<QByteArray> order(BundleId id) const;
    /// Empty when there is none.
    [[nodiscard]] Result<QByteArray> ack(BundleId id) const;
    [[nodiscard]] std::vector<BundleId> all() const;
    /// Durable when it returns.
    [[nodiscard]] Status remove(BundleId id);

private:
    [[nodiscard]] QString path(BundleId id, const char* suffix) const;

    QDir m_root;
    FileLayer& m_files;
};

} // namespace station
