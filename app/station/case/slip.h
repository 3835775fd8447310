#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QDateTime>
#include <QImage>
#include <QRectF>
#include <QString>

class QPainter;

namespace station {

/// What the citizen takes home: that the record exists, and when to come back. The QR holds the case number
/// and nothing else.
struct Slip {
    QString station;
    QString procedure;
    QString caseNumber;
    QString name;
    QString birthDate; ///< as shown
    QString number; ///< masked: the last four digits
    QDateTime receivedAt;
    QDate resultOn;
    QString officer;
    QImage qr;
};

/// The day after `days` working days, Monday to Friday. Holidays are not known to the station: the slip says
/// "expected".
[[nodiscard]] QDate afterWorkingDays(QDate from, int days);
/// Statutory time for an identity card: Law on Identification, Art. 26.
inline constexpr int workingDaysForCard = 7;
/// "•••• •••• 9001"; "" for "".
[[nodiscard]] QString masked(const QString& number);

/// Draws the slip into `into`, whatever its unit; the language is that of the moment.
void paintSlip(QPainter& painter, const Slip& slip, const QRectF& into);

/// An A5 page. Any thread; may take some 100 ms. Errors: StorageFailed when the file can't be written.
[[nodiscard]] Status writeSlipPdf(const Slip& slip, const QString& path);

} // namespace station
