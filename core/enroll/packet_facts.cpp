#include "core/enroll/packet_facts.h"

#include "core/enroll/packet_words.h"

#include <QDateTime>
#include <QJsonArray>

namespace station {

QString textOf(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC).toString(Qt::ISODateWithMs);
}

QJsonValue textOrNull(OfficerId id) { return id.isNull() ? QJsonValue() : QJsonValue(id.text()); }

QJsonObject portraitFacts(const Portrait& portrait)
{
    QJsonArray checks;
    for (const PortraitCheck& check : portrait.checks)
        checks.append(QJsonObject {{"name", check.name}, {"pass", check.pass}, {"value", check.value},
            {"threshold", check.threshold}});
    QJsonObject facts {{"checks", checks}, {"byHand", portrait.byHand}, {"camera", portrait.camera},
        {"capturedAt", textOf(portrait.at)}};
    if (portrait.waiver)
        facts.insert(QStringLiteral("waiver"),
            QJsonObject {{"reason", portrait.waiver->reason}, {"note", portrait.waiver->note},
                {"officer", textOrNull(portrait.waiver->officer)}, {"at", textOf(portrait.waiver->at)}});
    return facts;
}

QString fingerFileName(const FingerEntry& finger)
{
    return QStringLiteral("fingers/%1-%2.png")
        .arg(static_cast<int>(finger.position), 2, 10, QLatin1Char('0'))
        .arg(QLatin1String(wordOf(finger.impression)));
}

QJsonObject fingerFacts(const FingerEntry& finger)
{
    QJsonObject facts {
        {"position", static_cast<int>(finger.position)}, {"impression", wordOf(finger.impression)}};
    if (finger.capture) {
        facts.insert(QStringLiteral("file"), fingerFileName(finger));
        facts.insert(QStringLiteral("quality"), finger.capture->quality);
        facts.insert(QStringLiteral("attempts"), finger.capture->attempts);
        facts.insert(QStringLiteral("reader"), finger.capture->reader);
        facts.insert(QStringLiteral("capturedAt"), textOf(finger.capture->at));
    }
    if (finger.exception) {
        const FingerException& exception = *finger.exception;
        facts.insert(QStringLiteral("exception"),
            QJsonObject {{"reason", wordOf(exception.reason)}, {"note", exception.note},
                {"temporary", exception.temporary},
                {"followUp",
                    exception.followUp.isValid() ? QJsonValue(exception.followUp.toString(Qt::ISODate))
                                                 : QJsonValue()},
                {"officer", textOrNull(exception.officer)}, {"at", textOf(exception.at)}});
    }
    return facts;
}

} // namespace station
