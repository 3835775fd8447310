#pragma once

#include "app/station/case/case_tools.h"
#include "core/capture/finger_position.h"

#include <QByteArray>
#include <QImage>
#include <QObject>

namespace station {

/// A print that has been measured and encoded.
struct ScoredPrint {
    FingerPosition position = FingerPosition::RightThumb; ///< asked for when the print was taken
    int ticket = 0; ///< of the request it answers
    FingerQuality quality;
    FingerAdvice advice = FingerAdvice::Good;
    QByteArray png;
    QImage picture; ///< for the screen
};

/// Quality and PNG of a print, on a thread of their own.
class FingerScorer : public QObject {
    Q_OBJECT

public:
    explicit FingerScorer(CaseTools tools)
        : m_tools(std::move(tools))
    {
    }

    /// Ends with exactly one scored() or failed().
    void score(const GreyImage& print, FingerPosition position, int ticket);

signals:
    void scored(const station::ScoredPrint& print);
    void failed(const station::Error& error);

private:
    CaseTools m_tools;
};

/// The picture of a saved print for the screen; a null image when the bytes are no picture.
[[nodiscard]] QImage printPicture(const QByteArray& png);

} // namespace station

Q_DECLARE_METATYPE(station::ScoredPrint)
