#pragma once

#include <QWidget>

namespace station {

/// The striped band of practice mode. It cannot be overlooked and cannot be closed.
class PracticeBand : public QWidget {
    Q_OBJECT

public:
    explicit PracticeBand(QWidget* parent = nullptr);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
};

} // namespace station
