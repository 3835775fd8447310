#include "app/station/case/slip.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <algorithm>
#include <vector>

namespace station {
namespace {

struct SlipWords {
    Q_DECLARE_TR_FUNCTIONS(SlipWords)
};

struct Line {
    QString caption;
    QString value;
};

/// Writes captions and values down a column; sizes are shares of the page's width, so that screen, printer
/// and PDF look the same.
class Column {
public:
    Column(QPainter& painter, const QRectF& area, double unit)
        : m_painter(painter)
        , m_area(area)
        , m_unit(unit)
    {
    }

    void write(const QString& text, double size, bool bold, Qt::Alignment alignment = Qt::AlignLeft)
    {
        QFont font = m_painter.font();
        font.setPixelSize(std::max(1, static_cast<int>(size * m_unit)));
        font.setBold(bold);
        m_painter.setFont(font);
        const int flags = static_cast<int>(alignment) | Qt::TextWordWrap;
        const QRectF room(m_area.left(), m_y(), m_area.width(), m_area.bottom() - m_y());
        const QRectF used = m_painter.boundingRect(room, flags, text);
        m_painter.drawText(QRectF(room.left(), room.top(), room.width(), used.height()), flags, text);
        m_done += used.height() + 0.6 * m_unit;
    }
    void skip(double units) { m_done += units * m_unit; }
    [[nodiscard]] double y() const { return m_y(); }

private:
    [[nodiscard]] double m_y() const { return m_area.top() + m_done; }
    QPainter& m_painter;
    QRectF m_area;
    double m_unit;
    double m_done = 0;
};

std::vector<Line> linesOf(const Slip& slip)
{
    const QLocale locale;
    std::vector<Line> lines {
        {SlipWords::tr("Name"), slip.name}, {SlipWords::tr("Date of birth"), slip.birthDate}};
    if (!slip.number.isEmpty())
        lines.push_back({SlipWords::tr("Personal number"), slip.number});
    lines.push_back({SlipWords::tr("Procedure"), slip.procedure});
    lines.push_back(
        {SlipWords::tr("Received"), slip.receivedAt.toString(QStringLiteral("HH:mm, dd/MM/yyyy"))});
    lines.push_back({SlipWords::tr("Officer"), slip.officer});
    return lines;
}

} // namespace

QDate afterWorkingDays(QDate from, int days)
{
    QDate day = from;
    while (days > 0) {
        day = day.addDays(1);
        if (day.dayOfWeek() <= 5)
            --days;
    }
    return day;
}

QString masked(const QString& number)
{
    return number.isEmpty() ? QString() : QStringLiteral("•••• •••• ") + number.right(4);
}

void paintSlip(QPainter& painter, const Slip& slip, const QRectF& into)
{
    painter.save();
    painter.fillRect(into, Qt::white);
    painter.setPen(Qt::black);
    const double unit = into.width() / 100;
    const QRectF page = into.adjusted(6 * unit, 6 * unit, -6 * unit, -6 * unit);
    const double side = 30 * unit;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false); // modules keep their edges
    if (!slip.qr.isNull())
        painter.drawImage(QRectF(page.right() - side, page.top(), side, side), slip.qr);

    Column head(
        painter, QRectF(page.left(), page.top(), page.width() - side - 3 * unit, page.height()), unit);
    head.write(slip.station, 3.2, false);
    head.skip(1);
    head.write(SlipWords::tr("Appointment slip"), 5.6, true);
    head.write(SlipWords::tr("Case number"), 3, false);
    head.write(slip.caseNumber, 4.4, true);

    Column body(painter,
        QRectF(page.left(), page.top() + side + 3 * unit, page.width(), page.height() - side - 3 * unit),
        unit);
    for (const Line& line : linesOf(slip)) {
        body.write(line.caption, 2.7, false);
        body.write(line.value, 4, true);
    }
    body.skip(1.5);
    painter.drawLine(QPointF(page.left(), body.y()), QPointF(page.right(), body.y()));
    body.skip(1.5);
    body.write(SlipWords::tr("Come for the result from"), 3, false);
    body.write(slip.resultOn.toString(QStringLiteral("dd/MM/yyyy")), 6, true);
    body.write(
        SlipWords::tr(
            "Expected date: 7 working days. Bring this slip. It proves that your record was received."),
        2.9, false);
    painter.restore();
}

Status writeSlipPdf(const Slip& slip, const QString& path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StorageFailed, "the PDF file can't be opened for writing");
    {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(QPageSize::A5));
        writer.setPageMargins(QMarginsF(8, 8, 8, 8), QPageLayout::Millimeter);
        writer.setResolution(300);
        writer.setTitle(slip.caseNumber);
        QPainter painter;
        if (!painter.begin(&writer))
            return fail(ErrorCode::StorageFailed, "the PDF can't be begun");
        paintSlip(painter, slip, QRectF(0, 0, writer.width(), writer.height()));
    }
    if (!file.commit())
        return fail(ErrorCode::StorageFailed, "the PDF file can't be written");
    return {};
}

} // namespace station
