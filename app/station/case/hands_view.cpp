#include "app/station/case/hands_view.h"

#include "app/station/look.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace station {
namespace {

// A right hand seen by its owner, palm down, fingers up, in a box of 100 by 130: thumb at the left. The left
// hand is its mirror.
constexpr double handWidth = 100;
constexpr double handHeight = 130;

struct Bone {
    QPointF base;
    QPointF tip;
    double width;
};
constexpr std::array bones {// thumb, index, middle, ring, little
    Bone {{38, 103}, {7, 67}, 15}, Bone {{37, 76}, {29, 22}, 13.5}, Bone {{50, 74}, {48, 11}, 14},
    Bone {{63, 75}, {67, 17}, 13.5}, Bone {{75, 80}, {86, 37}, 11.5}};

bool isRight(FingerPosition position) { return static_cast<int>(position) <= 5; }
const Bone& boneOf(FingerPosition position)
{
    return bones.at(static_cast<std::size_t>((static_cast<int>(position) - 1) % 5));
}

QPainterPath fingerPath(const Bone& bone)
{
    QPainterPath line(bone.base);
    line.lineTo(bone.tip);
    QPainterPathStroker stroker;
    stroker.setWidth(bone.width);
    stroker.setCapStyle(Qt::RoundCap);
    return stroker.createStroke(line);
}

/// The back of the hand is up, so the nails are seen: it is what tells palm down from palm up.
QPainterPath nailPath(const Bone& bone)
{
    const QLineF line(bone.base, bone.tip);
    QPainterPath nail;
    const double width = bone.width * 0.56;
    nail.addRoundedRect(
        QRectF(-width / 2, -bone.width * 0.12, width, bone.width * 0.62), width / 2.4, width / 2.4);
    QTransform place;
    place.translate(bone.tip.x(), bone.tip.y());
    place.rotate(90 - line.angle());
    place.translate(0, -bone.width * 0.18);
    return place.map(nail);
}

QPainterPath palmPath()
{
    QPainterPath palm;
    palm.moveTo(30, 74);
    palm.cubicTo(42, 66, 70, 66, 81, 78);
    palm.cubicTo(86, 92, 80, 106, 74, 116);
    palm.lineTo(72, 130);
    palm.lineTo(38, 130);
    palm.lineTo(37, 118);
    palm.cubicTo(28, 108, 27, 88, 30, 74);
    palm.closeSubpath();
    return palm;
}

const QPainterPath& handPath()
{
    static const QPainterPath whole = [] {
        QPainterPath path = palmPath();
        for (const Bone& bone : bones)
            path = path.united(fingerPath(bone));
        return path.simplified();
    }();
    return whole;
}

look::Tone toneOf(FingerState state)
{
    switch (state) {
    case FingerState::Waiting: return look::Tone::Plain;
    case FingerState::Asked: return look::Tone::Accent;
    case FingerState::Good: return look::Tone::Good;
    case FingerState::Weak:
    case FingerState::Excepted: return look::Tone::Attention;
    }
    return look::Tone::Plain;
}

std::optional<look::Glyph> signOf(FingerState state)
{
    switch (state) {
    case FingerState::Waiting: return std::nullopt;
    case FingerState::Asked: return look::Glyph::Dot;
    case FingerState::Good: return look::Glyph::Tick;
    case FingerState::Weak: return look::Glyph::Mark;
    case FingerState::Excepted: return look::Glyph::Dash;
    }
    return std::nullopt;
}

} // namespace

HandsView::HandsView(QWidget* parent)
    : QWidget(parent)
{
    setMinimumSize(220, 130);
    m_pulse.setInterval(60);
    connect(&m_pulse, &QTimer::timeout, this, [this] {
        ++m_phase;
        update();
    });
}

void HandsView::setFingers(const QMap<int, FingerState>& fingers)
{
    m_fingers = fingers;
    const bool asked = std::find(m_fingers.begin(), m_fingers.end(), FingerState::Asked) != m_fingers.end();
    if (asked && !m_quiet && !m_pulse.isActive())
        m_pulse.start();
    if (!asked)
        m_pulse.stop();
    update();
}

void HandsView::setQuiet(bool quiet)
{
    m_quiet = quiet;
    if (quiet)
        m_pulse.stop();
}

void HandsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

QTransform HandsView::transformOf(bool rightHand) const
{
    // Turned by half a circle, because the officer sits on the other side of the desk: the right hand comes
    // to her left.
    const double captions = m_quiet ? 0 : fontMetrics().height() + 4;
    const double scale = std::min(width() / (2 * handWidth + 24), (height() - captions) / (handHeight + 14));
    const double middle = width() / 2.0;
    QTransform place;
    place.translate(middle + (rightHand ? -12 * scale : 12 * scale), captions);
    place.scale(rightHand ? -scale : scale, scale);
    place.translate(0, handHeight);
    place.scale(1, -1);
    // Right: the owner's box turned by 180 degrees ends at the middle line; left: the mirror of it.
    return place;
}

void HandsView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintHand(painter, true);
    paintHand(painter, false);
}

void HandsView::paintHand(QPainter& painter, bool rightHand) const
{
    const QTransform place = transformOf(rightHand);
    const QPainterPath hand = place.map(handPath());
    painter.setPen(QPen(palette().color(QPalette::Mid), 2));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawPath(hand);
    // The cuff: whose side of the desk the hand comes from.
    QPainterPath cuff;
    cuff.addRoundedRect(QRectF(33, 120, 44, 10), 3, 3);
    painter.setBrush(look::ground(look::Tone::Plain, palette()));
    painter.drawPath(place.map(cuff));
    for (const FingerPosition position : allFingers)
        if (isRight(position) == rightHand)
            paintFinger(painter, position, place);
    if (m_quiet)
        return;
    painter.setPen(palette().color(QPalette::Text));
    const double centre = place.map(QPointF(handWidth / 2, handHeight)).x();
    painter.drawText(QRectF(centre - width() / 4.0, 0, width() / 2.0, fontMetrics().height()),
        Qt::AlignCenter, rightHand ? tr("Right hand") : tr("Left hand"));
}

void HandsView::paintFinger(QPainter& painter, FingerPosition position, const QTransform& place) const
{
    const auto found = m_fingers.constFind(static_cast<int>(position));
    if (found == m_fingers.constEnd())
        return;
    const Bone& bone = boneOf(position);
    // Only the part outside the palm is coloured, so that the hand stays a hand.
    Bone outer = bone;
    outer.base = bone.base + (bone.tip - bone.base) * 0.34;
    const QPainterPath finger = place.map(fingerPath(outer));
    const look::Tone tone = toneOf(*found);
    const QColor ink = look::ink(tone, palette());
    QColor fill = look::ground(tone, palette());
    double line = 2;
    if (*found == FingerState::Asked) {
        const double wave = m_quiet ? 1 : 0.5 + 0.5 * std::sin(m_phase * 0.35);
        fill = QColor::fromRgbF(static_cast<float>(fill.redF() * (1 - wave) + ink.redF() * wave),
            static_cast<float>(fill.greenF() * (1 - wave) + ink.greenF() * wave),
            static_cast<float>(fill.blueF() * (1 - wave) + ink.blueF() * wave));
        line = 4;
    }
    painter.setPen(QPen(*found == FingerState::Waiting ? palette().color(QPalette::Mid) : ink, line));
    painter.setBrush(fill);
    painter.drawPath(finger);
    painter.setPen(QPen(painter.pen().color(), 1.2));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawPath(place.map(nailPath(bone)));
    const double scale = std::abs(place.m11());
    const auto sign = signOf(*found);
    const int side = static_cast<int>(bone.width * scale * 0.62);
    const QPointF middle = place.map(bone.base + (bone.tip - bone.base) * 0.58);
    if (sign && *found != FingerState::Asked)
        painter.drawPixmap(middle - QPointF(side / 2.0, side / 2.0),
            look::glyph(*sign, tone, palette(), side, devicePixelRatioF()));
    if (m_quiet)
        return;
    const QPointF direction = bone.tip - bone.base;
    const double length = std::hypot(direction.x(), direction.y());
    const QPointF key = place.map(bone.tip + direction / length * (bone.width * 0.5 + 6));
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRectF(key.x() - 16, key.y() - 12, 32, 24), Qt::AlignCenter,
        QString::number(static_cast<int>(position) % 10));
}

std::optional<FingerPosition> HandsView::fingerAt(QPointF point) const
{
    for (const FingerPosition position : allFingers)
        if (m_fingers.contains(static_cast<int>(position))
            && transformOf(isRight(position)).map(fingerPath(boneOf(position))).contains(point))
            return position;
    return std::nullopt;
}

QPointF HandsView::tipOf(FingerPosition position) const
{
    return transformOf(isRight(position)).map(boneOf(position).tip);
}

void HandsView::mousePressEvent(QMouseEvent* event)
{
    if (const auto finger = fingerAt(event->position()); finger && !m_quiet)
        emit chosen(*finger);
}

} // namespace station
