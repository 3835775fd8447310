#pragma once

#include <QWidget>

namespace station {

/// The quality of a print, 0 to 100, with the mark that is needed.
class QualityBar : public QWidget {
    Q_OBJECT

public:
    explicit QualityBar(QWidget* parent);

    /// @param value  less than 0: nothing measured yet
    void setQuality(int value, int needed);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_value = -1;
    int m_needed = 0;
};

} // namespace station
