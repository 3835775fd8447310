#pragma once

#include "core/base/result.h"
#include "core/capture/colour_image.h"

#include <QString>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace station {

/// One measured property of a portrait against what is asked.
struct PortraitCheck {
    QString name; ///< "face-count", "head-size", "centred", "sharpness", "brightness"
    bool pass = false;
    double value = 0;
    double threshold = 0; ///< where there are two, the nearer one

    friend bool operator==(const PortraitCheck&, const PortraitCheck&) = default;
};

/// Pixels of the picture that was analysed. The cascade's box: from the middle of the forehead to the chin.
struct FaceBox {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    friend bool operator==(const FaceBox&, const FaceBox&) = default;
};

/// The one thing to say to the person now, the most important first. Left and right are the person's own.
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

/// What the checks ask of the face's box; the page draws its oval by the same numbers.
struct PortraitTarget {
    /// Of a picture: its height, or that of the largest 3:4 crop where the picture is narrower than that.
    [[nodiscard]] static constexpr double reference(double width, double height)
    {
        return std::min(height, width * 4 / 3);
    }
    static constexpr double smallestHead = 0.30; ///< height of the box in references
    static constexpr double largestHead = 0.52; ///< beyond, a 3:4 crop with room around the head does not fit
    static constexpr double centreX = 0.50; ///< in widths of the picture
    static constexpr double centreY = 0.50; ///< in heights of the picture
    static constexpr double farthest = 0.12; ///< from there, in heights of the picture, either way
};

struct PortraitReport {
    std::optional<FaceBox> face; ///< the largest
    std::vector<PortraitCheck> checks; ///< always all five, in the order of their names above
    PortraitAdvice advice = PortraitAdvice::NoFace;
    bool pass = false; ///< every check passed
    double milliseconds = 0;
};

/// Simple checks computed from the picture: one face, its size and place, sharpness, brightness. Finds faces
/// with the cascade of Debian's package opencv-data. It sees people from 15 % of the picture's height: a
/// bystander far behind is not counted. Threads: one at a time.
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
