#include "app/words/tr.h"
#include "app/words/words.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace station::words {
namespace {

QDateTime local(Instant at) { return QDateTime::fromMSecsSinceEpoch(toMs(at)).toLocalTime(); }

} // namespace

QString size(qint64 bytes)
{
    return QLocale().formattedDataSize(std::max<qint64>(bytes, 0), 1, QLocale::DataSizeTraditionalFormat);
}

QString count(qint64 number) { return QLocale().toString(number); }
QString timeOfDay(Instant at) { return local(at).toString(QStringLiteral("HH:mm")); }

QString moment(Instant at, Instant now)
{
    const QDateTime when = local(at);
    if (when.date() == local(now).date())
        return when.toString(QStringLiteral("HH:mm"));
    return when.toString(when.date().year() == local(now).date().year() ? QStringLiteral("dd/MM HH:mm")
                                                                        : QStringLiteral("dd/MM/yyyy HH:mm"));
}

QString age(Instant from, Instant now)
{
    using namespace std::chrono;
    const auto passed = now - from;
    if (passed < minutes {1})
        return Say::tr("just now");
    if (passed < hours {1})
        return Say::tr("%n min", nullptr, static_cast<int>(floor<minutes>(passed).count()));
    if (passed < days {1})
        return Say::tr("%n h", nullptr, static_cast<int>(floor<hours>(passed).count()));
    return Say::tr("%n day(s)", nullptr, static_cast<int>(floor<days>(passed).count()));
}

} // namespace station::words
