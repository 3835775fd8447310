#include "core/store/carried_orders.h"

#include "core/store/whole_file.h"

#include <QFileInfo>

namespace station {
namespace {

constexpr auto orderSuffix = ".p7s";
constexpr auto ackSuffix = ".ack";

} // namespace

QString CarriedOrders::path(BundleId id, const char* suffix) const
{
    return m_root.filePath(id.text() + QLatin1String(suffix));
}

Status CarriedOrders::keep(BundleId id, const QByteArray& order, const QByteArray& ack)
{
    return writeDurably(m_files, path(id, ackSuffix), ack).and_then([&] {
        return writeDurably(m_files, path(id, orderSuffix), order);
    });
}

Result<QByteArray> CarriedOrders::order(BundleId id) const
{
    return wholeFile(path(id, orderSuffix), largestDocument);
}

Result<QByteArray> CarriedOrders::ack(BundleId id) const
{
    auto found = wholeFile(path(id, ackSuffix), largestDocument);
    if (!found && found.error().code == ErrorCode::NotFound)
        return QByteArray();
    return found;
}

std::vector<BundleId> CarriedOrders::all() const
{
    std::vector<BundleId> found;
    const QStringList names = m_root.entryList({QLatin1Char('*') + QLatin1String(orderSuffix)}, QDir::Files);
    for (const QString& name : names)
        if (const BundleId id = BundleId::parse(QFileInfo(name).completeBaseName()); !id.isNull())
            found.push_back(id);
    return found;
}

Status CarriedOrders::remove(BundleId id)
{
    return m_files.remove(path(id, orderSuffix))
        .and_then([&] { return m_files.remove(path(id, ackSuffix)); })
        .and_then([&] { return m_files.syncFolder(m_root.path()); });
}

} // namespace station
