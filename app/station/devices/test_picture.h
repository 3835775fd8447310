#pragma once

#include <QImage>
#include <QWidget>

namespace station {

class ColourImage;
class GreyImage;

[[nodiscard]] QImage toQImage(const GreyImage& picture);
[[nodiscard]] QImage toQImage(const ColourImage& picture);

/// Shows a picture as large as fits, without distorting it.
class TestPicture : public QWidget {
    Q_OBJECT

public:
    explicit TestPicture(QWidget* parent = nullptr);
    void setPicture(const QImage& picture); ///< a null picture shows the empty frame
    [[nodiscard]] const QImage& picture() const { return m_picture; }
    [[nodiscard]] QSize sizeHint() const override { return {240, 240}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_picture;
};

} // namespace station
