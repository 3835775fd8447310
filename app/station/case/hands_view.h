#pragma once

#include "app/station/case/fingers_presenter.h"

#include <QMap>
#include <QPainterPath>
#include <QTimer>
#include <QWidget>

#include <optional>

namespace station {

/// The citizen's two hands, palm down on the desk, as the officer sees them from across it: fingers towards
/// her, the right hand at her left. Each finger in its state, by colour and by sign; the one asked for
/// pulses. Keys 1 to 0 stand at the fingertips.
class HandsView : public QWidget {
    Q_OBJECT

public:
    explicit HandsView(QWidget* parent);

    /// Fingers that are not in the map are drawn as part of the hand.
    void setFingers(const QMap<int, FingerState>& fingers);
    /// Small and still, for the review page.
    void setQuiet(bool quiet);
    /// What an assistive technology reads.
    void setSummary(const QString& summary) { setAccessibleDescription(summary); }

    /// The finger at a point of the widget. For clicks, and for the tests of the mirror.
    [[nodiscard]] std::optional<FingerPosition> fingerAt(QPointF point) const;
    /// Where the tip of a finger is drawn.
    [[nodiscard]] QPointF tipOf(FingerPosition position) const;

    [[nodiscard]] QSize sizeHint() const override { return {640, 400}; }

signals:
    void chosen(station::FingerPosition position);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QTransform transformOf(bool rightHand) const;
    void paintHand(QPainter& painter, bool rightHand) const;
    void paintFinger(QPainter& painter, FingerPosition position, const QTransform& place) const;

    QMap<int, FingerState> m_fingers;
    QTimer m_pulse;
    int m_phase = 0;
    bool m_quiet = false;
};

} // namespace station
