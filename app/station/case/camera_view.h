#pragma once

#include <QImage>
#include <QWidget>

namespace station {

/// The live picture with the oval for the face, the line for the eyes and the ring that closes before the
/// shutter goes. Frames come already scaled; painting one is a copy.
class CameraView : public QWidget {
    Q_OBJECT

public:
    explicit CameraView(QWidget* parent);

    /// @param full  size of the camera's frame, for sizeWanted()
    void setFrame(const QImage& frame, QSize full);
    /// No picture: what to say instead.
    void setMessage(const QString& message);
    /// @param held  0..1
    void setGuide(bool good, double held);

signals:
    /// The size in device pixels that frames should have.
    void sizeWanted(QSize size);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QRectF pictureRect() const;
    void paintGuide(QPainter& painter, const QRectF& picture) const;

    QImage m_frame;
    QString m_message;
    bool m_good = false;
    double m_held = 0;
};

/// A still picture, fitted, with its caption below. Shows nothing while it is null.
class PictureView : public QWidget {
    Q_OBJECT

public:
    explicit PictureView(QWidget* parent)
        : QWidget(parent)
    {
    }
    void setPicture(const QImage& picture);
    [[nodiscard]] bool isEmpty() const { return m_picture.isNull(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_picture;
};

} // namespace station
