#include "core/tally/percent.h"

namespace station {

QString percentText(qint64 done, qint64 target, const QLocale& locale)
{
    if (target <= 0 || done < 0)
        return QStringLiteral("—");
    const qint64 hundredths = done / target * 10'000 + done % target * 10'000 / target;
    return locale.toString(hundredths / 100) + locale.decimalPoint()
        + QStringLiteral("%1").arg(hundredths % 100, 2, 10, QLatin1Char('0'));
}

QString progressText(qint64 done, qint64 target, const QLocale& locale)
{
    const QString percent = percentText(done, target, locale);
    const bool isNumber = target > 0 && done >= 0;
    return QStringLiteral("%1 / %2 (%3)")
        .arg(locale.toString(done), locale.toString(target),
            isNumber ? percent + QStringLiteral(" %") : percent);
}

} // namespace station
