#include "core/roster/change_codec.h"

#include <QCborMap>

namespace station {
namespace {

const auto byKey = QStringLiteral("by");
const auto reasonKey = QStringLiteral("reason");
const auto beforeKey = QStringLiteral("before");
const auto afterKey = QStringLiteral("after");

} // namespace

QByteArray encoded(const RosterChangeWords& change)
{
    return QCborMap({{byKey, change.by.text()}, {reasonKey, change.reason},
                        {beforeKey, encoded(change.before)}, {afterKey, encoded(change.after)}})
        .toCborValue()
        .toCbor();
}

Result<RosterChangeWords> changeFrom(const QByteArray& bytes)
{
    const QCborValue value = QCborValue::fromCbor(bytes);
    if (!value.isMap() || !value[byKey].isString() || !value[reasonKey].isString()
        || !value[beforeKey].isByteArray() || !value[afterKey].isByteArray())
        return fail(ErrorCode::Damaged, "a change of the roster has no known form");
    auto before = recordFrom(value[beforeKey].toByteArray());
    auto after = recordFrom(value[afterKey].toByteArray());
    if (!before || !after)
        return before ? failed(after) : failed(before);
    return RosterChangeWords {OfficerId::parse(value[byKey].toString()), value[reasonKey].toString(),
        std::move(*before), std::move(*after)};
}

} // namespace station
