#pragma once

#include "core/base/result.h"
#include "core/capture/colour_image.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace station {

/// One measured property of a portrait against what is asked.
struct PortraitCheck {
    QString name; ///< "face-count", "head-size", "centred", "sharpness", "brightness"
    bool pass = false;
    double value = 0;
    double threshold = 0;

    friend bool operator==(const PortraitCheck&, const PortraitCheck&) = default;
};

/// Pixels of the picture that was analysed.
struct FaceBox {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    friend bool operator==(const FaceBox&, const FaceBox&) = default;
};

/// The one thing to say to the person now, the most important first.
enum class PortraitAdvice {
    NoFace,
    SeveralFaces,
    MoveCloser,
    MoveBack,
    MoveLeft,
    MoveRight,
    MoveUp,
    MoveDown,
    MoreLight,
    LessLight,
    HoldStill,
    Good,
};

struct PortraitReport {
    std::optional<FaceBox> face; ///< the largest
    std::vector<PortraitCheck> checks;
    PortraitAdvice advice = PortraitAdvice::NoFace;
    bool pass = false; ///< every check passed
    double milliseconds = 0;
};

/// Simple checks computed from the picture: one face, its size and place, sharpness, brightness. Finds faces
/// with the cascade of Debian's package opencv-data. Threads: one at a time.
class PortraitChecker {
public:
    /// Errors: NotFound when the cascade file is missing; `detail` names the package to install.
    [[nodiscard]] static Result<std::unique_ptr<PortraitChecker>> create();
    ~PortraitChecker();

    [[nodiscard]] PortraitReport check(const ColourImage& picture);
    /// 3:4 around the head, as it will be printed; the middle of the picture when there is no face.
    [[nodiscard]] static ColourImage crop(const ColourImage& picture, const std::optional<FaceBox>& face);

private:
    struct Detector;
    explicit PortraitChecker(std::unique_ptr<Detector> detector);
    std::unique_ptr<Detector> m_detector;
};

} // namespace station
