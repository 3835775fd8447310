#include "app/station/case/date_typing.h"

#include <QRegularExpression>

namespace station {

TypedDate withSeparators(const QString& before, const QString& text, int cursor)
{
    if (text.size() <= before.size() || cursor != text.size())
        return {text, cursor};
    static const QRegularExpression day(QStringLiteral("^(0[1-9]|[12]\\d|3[01])$"));
    static const QRegularExpression dayAndMonth(QStringLiteral("^(\\d{1,2})/(0[1-9]|1[0-2])$"));
    static const QRegularExpression run(QStringLiteral("^(\\d{2})(\\d{2})(\\d{4})$"));
    if (const auto all = run.match(text); all.hasMatch()) {
        const QString whole = all.captured(1) + u'/' + all.captured(2) + u'/' + all.captured(3);
        return {whole, static_cast<int>(whole.size())};
    }
    // 19/94 is no day and month: the person means the year alone.
    static const QRegularExpression year(QStringLiteral("^(1[89]|20)/(00|1[3-9]|[2-9]\\d)$"));
    if (const auto alone = year.match(text); alone.hasMatch())
        return {alone.captured(1) + alone.captured(2), 4};
    if (text.endsWith(QLatin1String("//"))) // the person typed the separator too
        return {before, static_cast<int>(before.size())};
    if (day.match(text).hasMatch() || dayAndMonth.match(text).hasMatch()) {
        const QString whole = text + u'/';
        return {whole, static_cast<int>(whole.size())};
    }
    return {text, cursor};
}

} // namespace station
