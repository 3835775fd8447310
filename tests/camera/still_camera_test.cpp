#include "devices/camera/still_camera.h"
#include "devices/practice/practice_portrait.h"
#include "tests/camera/media_bench.h"

#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace station;

namespace {

struct Log : QObject {
    explicit Log(Camera& camera)
    {
        connect(&camera, &Camera::stateChanged, this, [this](DeviceState state) { states.push_back(state); });
        connect(&camera, &Camera::listed, this, [this](const auto& now) { cameras = now; });
        connect(&camera, &Camera::frame, this, [this](const CameraFrame& frame) {
            last = frame;
            ++frames;
        });
    }
    std::vector<DeviceState> states;
    std::vector<CameraInfo> cameras;
    CameraFrame last;
    int frames = 0;
};

void save(const QString& path, const ColourImage& picture)
{
    const QImage image(picture.pixels().data(), picture.width(), picture.height(), 3 * picture.width(),
        QImage::Format_RGB888);
    REQUIRE(image.save(path, "PNG"));
}

} // namespace

TEST_CASE("a still camera starts, is ready, shows its picture and stops", "[still]")
{
    const auto portrait = practicePortrait(1, 320, 240);
    StillCamera camera({"practice", "Practice camera"}, portrait, 30);
    const Log log(camera);
    camera.start();
    QElapsedTimer clock;
    clock.start();
    REQUIRE(waitUntil([&] { return log.frames >= 10; }, 3000));
    CHECK(clock.elapsed() >= 9 * 1000 / 40); // paced, not as fast as it can
    CHECK(log.states == std::vector {DeviceState::Starting, DeviceState::Ready});
    CHECK(log.cameras == std::vector<CameraInfo> {{"practice", "Practice camera"}});
    CHECK(*log.last.image == portrait);
    camera.stop();
    const int before = log.frames;
    CHECK_FALSE(waitUntil([&] { return log.frames > before; }, 150));
    camera.start();
    CHECK(waitUntil([&] { return log.frames > before; }, 1000));
}

TEST_CASE("a picture file is shown exactly; one that is not there is a camera not plugged in", "[still]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("person.png");
    StillCamera camera(path);
    const Log log(camera);
    camera.start();
    CHECK(log.states.back() == DeviceState::Missing);
    CHECK(log.frames == 0);

    const auto portrait = practicePortrait(2, 160, 120);
    save(path, portrait);
    REQUIRE(waitUntil([&] { return log.frames > 0; }, 2000));
    CHECK(log.states.back() == DeviceState::Ready);
    CHECK(*log.last.image == portrait);
}

TEST_CASE("a torn or hostile picture file is a camera not plugged in", "[still]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("person.png");
    save(path, practicePortrait(2, 160, 120));
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    const QByteArray whole = file.readAll();
    const auto write = [&](const QByteArray& bytes) {
        file.resize(0);
        file.seek(0);
        file.write(bytes);
        file.flush();
    };
    QByteArray huge = whole;
    huge.replace(16, 8, QByteArray::fromHex("00004e2000004e20")); // 20,000 x 20,000
    for (const auto& bytes : {QByteArray(), whole.left(20), whole.left(100), huge, QByteArray(1000, 'x')}) {
        write(bytes);
        StillCamera camera(path);
        const Log log(camera);
        camera.start();
        CHECK(log.states.back() == DeviceState::Missing);
        CHECK(log.frames == 0);
    }
}
