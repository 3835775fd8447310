#include "core/store/whole_file.h"

#include <QFile>
#include <QFileInfo>

namespace station {
namespace {

tl::unexpected<Error> unreadable(const QFile& file)
{
    return fail(ErrorCode::StorageFailed,
        QFileInfo(file).fileName().toStdString() + " cannot be read: " + file.errorString().toStdString());
}

} // namespace

Result<QByteArray> wholeFile(const QString& path, qint64 limit)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly)) {
        if (!QFileInfo::exists(path))
            return fail(ErrorCode::NotFound, "no file " + QFileInfo(path).fileName().toStdString());
        return unreadable(file);
    }
    const QByteArray bytes = file.read(limit + 1);
    if (file.error() != QFile::NoError)
        return unreadable(file);
    if (bytes.size() > limit)
        return fail(
            ErrorCode::Damaged, QFileInfo(path).fileName().toStdString() + " is larger than it can be");
    return bytes;
}

} // namespace station
