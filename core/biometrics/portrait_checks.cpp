#include "core/biometrics/portrait_checks.h"

#include "core/biometrics/mat_view.h"

#include <QFile>

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace station {
namespace {

constexpr std::array cascadeFiles {
    "/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml",
    "/usr/share/opencv/haarcascades/haarcascade_frontalface_alt2.xml",
};

// Measured on 380 pictures: at 320 wide the cascade finds 98 % of frontal faces in 20 ms, and no more at full
// size.
constexpr int analysedWidth = 320;
constexpr double scaleStep = 1.1;
constexpr int neighbours = 4;
constexpr double smallestFace = 0.15; // of the picture's height: smaller boxes are mostly not faces

constexpr double leastSharpness
    = 60; // Laplacian variance of the face at 128 pixels; see portrait_checks_test.cpp
constexpr double darkest = 70; // mean grey of the face's middle
constexpr double brightest = 205;

struct Offset {
    double x = 0; ///< of the face's centre from where it should be, in heights of the picture
    double y = 0;
    [[nodiscard]] double farther() const { return std::max(std::abs(x), std::abs(y)); }
};

struct Measures {
    int faces = 0;
    double head = 0;
    Offset offset;
    double sharpness = 0;
    double brightness = 0;
};

/// The threshold that `value` has passed, or the nearer one.
double nearer(double value, double low, double high) { return value - low < high - value ? low : high; }

bool within(double value, double low, double high) { return value >= low && value <= high; }

std::vector<PortraitCheck> checksOf(const Measures& m)
{
    using Target = PortraitTarget;
    const bool seen = m.faces > 0;
    return {
        {"face-count", m.faces == 1, static_cast<double>(m.faces), 1},
        {"head-size", seen && within(m.head, Target::smallestHead, Target::largestHead), m.head,
            nearer(m.head, Target::smallestHead, Target::largestHead)},
        {"centred", seen && m.offset.farther() <= Target::farthest, m.offset.farther(), Target::farthest},
        {"sharpness", seen && m.sharpness >= leastSharpness, m.sharpness, leastSharpness},
        {"brightness", seen && within(m.brightness, darkest, brightest), m.brightness,
            nearer(m.brightness, darkest, brightest)},
    };
}

PortraitAdvice moveToCentre(const Offset& offset)
{
    if (std::abs(offset.x)
        >= std::abs(offset.y)) // the picture is not mirrored: its left is the person's right
        return offset.x < 0 ? PortraitAdvice::MoveLeft : PortraitAdvice::MoveRight;
    return offset.y < 0 ? PortraitAdvice::MoveDown : PortraitAdvice::MoveUp;
}

PortraitAdvice adviceOf(const Measures& m)
{
    if (m.faces == 0)
        return PortraitAdvice::NoFace;
    if (m.faces > 1)
        return PortraitAdvice::SeveralFaces;
    if (m.head < PortraitTarget::smallestHead)
        return PortraitAdvice::MoveCloser;
    if (m.head > PortraitTarget::largestHead)
        return PortraitAdvice::MoveBack;
    if (m.offset.farther() > PortraitTarget::farthest)
        return moveToCentre(m.offset);
    if (m.brightness < darkest)
        return PortraitAdvice::MoreLight;
    if (m.brightness > brightest)
        return PortraitAdvice::LessLight;
    return m.sharpness < leastSharpness ? PortraitAdvice::HoldStill : PortraitAdvice::Good;
}

cv::Rect middleOf(const cv::Rect& face)
{
    return {face.x + face.width / 4, face.y + face.height / 4, face.width / 2, face.height / 2};
}

double sharpnessOf(const cv::Mat& grey, const cv::Rect& face)
{
    constexpr int side = 128;
    cv::Mat same;
    cv::resize(grey(face), same, {side, side}, 0, 0, face.width > side ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat edges;
    cv::Laplacian(same, edges, CV_32F);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(edges, mean, deviation);
    return deviation[0] * deviation[0];
}

cv::Rect scaled(const cv::Rect& box, double factor, const cv::Size& into)
{
    const cv::Rect large(cvRound(box.x * factor), cvRound(box.y * factor), cvRound(box.width * factor),
        cvRound(box.height * factor));
    return large & cv::Rect({}, into);
}

} // namespace

struct PortraitChecker::Detector {
    cv::CascadeClassifier cascade;

    std::vector<cv::Rect> find(const cv::Mat& grey)
    {
        const double factor = std::max(1.0, static_cast<double>(grey.cols) / analysedWidth);
        cv::Mat small;
        cv::resize(grey, small, {}, 1 / factor, 1 / factor, cv::INTER_AREA);
        const int least = std::max(20, cvRound(small.rows * smallestFace));
        std::vector<cv::Rect> faces;
        cascade.detectMultiScale(small, faces, scaleStep, neighbours, 0, {least, least});
        for (auto& face : faces)
            face = scaled(face, factor, grey.size());
        std::sort(
            faces.begin(), faces.end(), [](const auto& a, const auto& b) { return a.area() > b.area(); });
        return faces;
    }

    Measures measure(const ColourImage& picture, std::optional<FaceBox>& largest)
    {
        cv::Mat grey;
        cv::cvtColor(matView(picture), grey, cv::COLOR_RGB2GRAY);
        const auto faces = find(grey);
        Measures measures;
        measures.faces = static_cast<int>(faces.size());
        if (faces.empty())
            return measures;
        const auto& face = faces.front();
        const double height = PortraitTarget::reference(grey.cols, grey.rows);
        largest = FaceBox {face.x, face.y, face.width, face.height};
        measures.head = face.height / height;
        measures.offset = {(face.x + face.width / 2.0 - grey.cols * PortraitTarget::centreX) / height,
            (face.y + face.height / 2.0 - grey.rows * PortraitTarget::centreY) / height};
        measures.sharpness = sharpnessOf(grey, face);
        measures.brightness = cv::mean(grey(middleOf(face)))[0];
        return measures;
    }
};

PortraitChecker::PortraitChecker(std::unique_ptr<Detector> detector)
    : m_detector(std::move(detector))
{
}

PortraitChecker::~PortraitChecker() = default;

Result<std::unique_ptr<PortraitChecker>> PortraitChecker::create()
{
    using Made = std::unique_ptr<PortraitChecker>;
    return withOpenCv([]() -> Result<Made> {
        cv::setNumThreads(1); // a check must not take both cores from the window and the live picture
        auto detector = std::make_unique<Detector>();
        for (const char* file : cascadeFiles) {
            if (QFile::exists(file) && detector->cascade.load(file))
                return Made(new PortraitChecker(std::move(detector)));
        }
        return fail(ErrorCode::NotFound, "no face cascade found: install the package opencv-data");
    });
}

PortraitReport PortraitChecker::check(const ColourImage& picture)
{
    const auto start = std::chrono::steady_clock::now();
    PortraitReport report;
    const auto measured = withOpenCv([&]() -> Result<Measures> {
        return picture.isEmpty() ? Measures {} : m_detector->measure(picture, report.face);
    });
    const Measures measures = measured.value_or(Measures {}); // what OpenCV cannot work on shows no face
    report.checks = checksOf(measures);
    report.advice = adviceOf(measures);
    report.pass = std::all_of(
        report.checks.begin(), report.checks.end(), [](const auto& check) { return check.pass; });
    report.milliseconds
        = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return report;
}

} // namespace station
