#include "core/biometrics/finger_quality.h"
#include "core/biometrics/image_codec.h"
#include "core/biometrics/mat_view.h"
#include "tests/support/sanitizers.h"
#include "tests/support/test_data.h"

#include <QDirIterator>
#include <QFile>

#include <catch2/catch.hpp>
#include <opencv2/imgproc.hpp>

#include <chrono>
#include <cmath>
#include <random>

using namespace station;

namespace {

constexpr int width = 300;
constexpr int height = 400;

template<class Value>
GreyImage drawn(Value value)
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            pixels.push_back(static_cast<std::uint8_t>(std::clamp(value(x, y), 0.0, 255.0)));
    return {width, height, 500, std::move(pixels)};
}

/// Bent ridges 9 pixels apart inside an ellipse, white glass around it.
/// @param size  1: covers most of the picture   @param depth  half of the difference of ridge and valley
GreyImage ridges(double size, double depth = 90)
{
    return drawn([=](int x, int y) {
        const double dx = (x - width / 2.0) / (size * width / 2.0);
        const double dy = (y - height / 2.0) / (size * height / 2.0);
        if (dx * dx + dy * dy > 1)
            return 240.0;
        const double way = std::hypot(x - 150.0, (y - 260.0) * 0.8);
        return 150 - depth * std::cos(2 * 3.14159265 * way / 9);
    });
}

GreyImage noise(double blur)
{
    std::mt19937 random(7);
    auto picture = drawn([&](int, int) { return static_cast<double>(random() % 256); });
    if (blur <= 0)
        return picture;
    cv::Mat soft;
    cv::GaussianBlur(matView(picture), soft, {}, blur);
    return {width, height, 500, pixelsOf(soft)};
}

GreyImage blurred(const GreyImage& print, double sigma)
{
    cv::Mat soft;
    cv::GaussianBlur(matView(print), soft, {}, sigma);
    return {print.width(), print.height(), print.pixelsPerInch(), pixelsOf(soft)};
}

int score(const GreyImage& print) { return fingerQuality(print).value().score; }

} // namespace

TEST_CASE("the score is 0 where there is no print", "[finger]")
{
    CHECK(score(drawn([](int, int) { return 255.0; })) == 0);
    CHECK(score(drawn([](int, int) { return 0.0; })) == 0);
    CHECK(score(drawn([](int, int) { return 128.0; })) == 0);
    CHECK(score(drawn([](int x, int) { return x < width / 2 ? 0.0 : 255.0; })) == 0); // one edge
    CHECK(score(drawn([](int x, int y) { return x / 3.0 + y / 4.0; })) == 0); // uneven light
    CHECK(score(noise(0)) == 0);
    CHECK(score(noise(1.5)) <= 5);
    CHECK(score(noise(3)) <= 10);
    CHECK(score(GreyImage(1, 1, 500, {77})) == 0);
    CHECK(score(GreyImage(4000, 1, 500, std::vector<std::uint8_t>(4000, 9))) == 0);
}

TEST_CASE("a clear print scores high; faint, blurred and partial ones score less", "[finger]")
{
    const int clear = score(ridges(0.95));
    CHECK(clear >= 90);
    CHECK(score(ridges(0.95, 15)) < clear / 2);
    CHECK(score(blurred(ridges(0.95), 3)) < clear / 2);
    CHECK(score(ridges(0.3)) < clear / 2);
    CHECK(score(ridges(0.3)) > 0);
}

TEST_CASE("a fingertip on a wide glass is a whole print", "[finger]")
{
    const auto print = ridges(0.95);
    cv::Mat glass(1500, 1600, CV_8UC1, cv::Scalar(240));
    matView(print).copyTo(glass(cv::Rect(600, 500, width, height)));
    const auto quality = fingerQuality(GreyImage(1600, 1500, 500, pixelsOf(glass))).value();
    CHECK(quality.ridgeArea < 0.06);
    CHECK(quality.score >= 80);
}

TEST_CASE("the same print at another resolution scores the same", "[finger]")
{
    const auto print = ridges(0.95);
    cv::Mat large;
    cv::resize(matView(print), large, {}, 2, 2, cv::INTER_CUBIC);
    const GreyImage at1000(large.cols, large.rows, 1000, pixelsOf(large));
    CHECK(std::abs(score(at1000) - score(print)) <= 5);
}

TEST_CASE("the advice follows from the measures", "[finger]")
{
    const auto advice = [](const GreyImage& print) { return adviceFor(fingerQuality(print).value()); };
    CHECK(advice(ridges(0.95)) == FingerAdvice::Good);
    CHECK(advice(ridges(0.95, 18)) == FingerAdvice::PressMore);
    CHECK(advice(ridges(0.4)) == FingerAdvice::CoverMore);
    CHECK(advice(noise(0)) == FingerAdvice::NoFinger);
    CHECK(adviceFor({30, 0.15, 0.5, 0.6}) == FingerAdvice::CleanOrMoisten);
}

TEST_CASE("an empty picture is InvalidInput", "[finger]")
{
    CHECK(fingerQuality(GreyImage()).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("quality takes at most 25 ms for 300 x 400", "[finger][time]")
{
    const auto print = ridges(0.95);
    double best = 1e9;
    for (int i = 0; i < 5; ++i) {
        const auto start = std::chrono::steady_clock::now();
        CHECK(score(print) > 0);
        best = std::min(best,
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    WARN("finger quality: " << best << " ms");
    CHECK(best <= 25 * slower);
}

TEST_CASE("real prints score; their blurred copies score less", "[finger][data]")
{
    STATION_NEEDS_DATA("fingerprints");
    int prints = 0;
    int usable = 0;
    QDirIterator files(
        testData("fingerprints"), {"*_1.png", "SFinGe*.png"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        const auto print = decodeGrey(file.readAll());
        REQUIRE(print);
        ++prints;
        usable += score(*print) >= 50;
        INFO(file.fileName().toStdString());
        CHECK(score(*print) > 0);
        CHECK(score(blurred(*print, 3)) < score(*print));
    }
    CHECK(usable >= prints * 7 / 10);
}
