#include "app/station/devices/devices_presenter.h"

#include <algorithm>

namespace station {
namespace {

/// Keeps what was seen before and is gone now, with the time it went.
template<class Line, class Info>
std::vector<Line> merged(std::vector<Line> known, const std::vector<Info>& listed, Instant now)
{
    for (Line& line : known) {
        const bool present = std::any_of(
            listed.begin(), listed.end(), [&line](const Info& info) { return info.id == line.info.id; });
        if (!present && !line.unpluggedAt)
            line.unpluggedAt = now;
    }
    for (const Info& info : listed) {
        const auto same = std::find_if(
            known.begin(), known.end(), [&info](const Line& line) { return line.info.id == info.id; });
        if (same != known.end()) {
            *same = Line {info, std::nullopt};
            continue;
        }
        // Plugged in again it may have another id: the line of the same name is it.
        const auto back = std::find_if(known.begin(), known.end(),
            [&info](const Line& line) { return line.unpluggedAt && line.info.name == info.name; });
        if (back != known.end())
            *back = Line {info, std::nullopt};
        else
            known.push_back(Line {info, std::nullopt});
    }
    return known;
}

} // namespace

DevicesPresenter::DevicesPresenter(
    FingerprintReader& reader, Camera& camera, Judge judge, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_reader(reader)
    , m_camera(camera)
    , m_judge(std::move(judge))
    , m_clock(clock)
{
    connect(&m_reader, &FingerprintReader::listed, this, &DevicesPresenter::listReaders);
    connect(&m_reader, &FingerprintReader::stateChanged, this, [this](DeviceState state) {
        m_view.reader = state;
        publish();
    });
    connect(&m_reader, &FingerprintReader::captured, this, &DevicesPresenter::captured);
    connect(&m_reader, &FingerprintReader::retry, this, [this](RetryHint hint) {
        if (!m_view.readerTest)
            return;
        m_view.readerTest->hint = hint;
        publish();
    });
    connect(&m_reader, &FingerprintReader::failed, this, [this](const Error& error) {
        if (!m_view.readerTest)
            return;
        m_view.readerTest->waiting = false;
        m_view.readerTest->error = error;
        publish();
    });
    connect(&m_camera, &Camera::listed, this, &DevicesPresenter::listCameras);
    connect(&m_camera, &Camera::stateChanged, this, [this](DeviceState state) {
        m_view.camera = state;
        if (state == DeviceState::Ready)
            stopLooking();
        if (state != DeviceState::Ready && m_view.cameraTest)
            m_view.cameraTest->frame.reset(); // a still picture must not pass for a live one
        publish();
    });
    connect(&m_camera, &Camera::frame, this, [this](const CameraFrame& frame) {
        if (!m_view.cameraTest)
            return;
        m_view.cameraTest->frame = frame;
        publish();
    });
}

void DevicesPresenter::open()
{
    m_open = true;
    m_looking = true;
    QMetaObject::invokeMethod(&m_camera, &Camera::start);
    publish();
}

void DevicesPresenter::stopLooking()
{
    if (!m_looking)
        return;
    m_looking = false;
    if (!m_view.cameraTest)
        QMetaObject::invokeMethod(&m_camera, &Camera::stop);
}

void DevicesPresenter::close()
{
    if (!m_open)
        return;
    m_open = false;
    stopLooking();
    stopTest();
}

void DevicesPresenter::testReader(const QString& id)
{
    stopTest();
    m_view.readerTest
        = ReaderTest {.readerId = id, .waiting = true, .print = {}, .quality = {}, .hint = {}, .error = {}};
    QMetaObject::invokeMethod(&m_reader, [reader = &m_reader, id] {
        reader->select(id);
        reader->arm();
    });
    publish();
    emit askedForFinger();
}

void DevicesPresenter::testCamera(const QString& id)
{
    stopTest();
    m_looking = false;
    m_view.cameraTest = CameraTest {id, std::nullopt};
    QMetaObject::invokeMethod(&m_camera, [camera = &m_camera, id] {
        camera->select(id);
        camera->start();
    });
    publish();
}

void DevicesPresenter::stopTest()
{
    if (m_view.readerTest) {
        QMetaObject::invokeMethod(&m_reader, &FingerprintReader::disarm);
        m_view.readerTest.reset();
    }
    if (m_view.cameraTest) {
        QMetaObject::invokeMethod(&m_camera, &Camera::stop);
        m_view.cameraTest.reset();
    }
    publish();
}

void DevicesPresenter::listReaders(const std::vector<ReaderInfo>& readers)
{
    m_view.readers = merged(std::move(m_view.readers), readers, m_clock.now());
    publish();
}

void DevicesPresenter::listCameras(const std::vector<CameraInfo>& cameras)
{
    m_view.cameras = merged(std::move(m_view.cameras), cameras, m_clock.now());
    if (m_looking)
        m_view.camera = cameras.empty() ? DeviceState::Missing : DeviceState::Ready;
    stopLooking();
    publish();
}

void DevicesPresenter::captured(const GreyImage& print)
{
    if (!m_view.readerTest)
        return;
    ReaderTest& test = *m_view.readerTest;
    test.waiting = false;
    test.hint.reset();
    test.print = print;
    if (auto quality = m_judge(print))
        test.quality = *quality;
    else
        test.error = quality.error();
    publish();
}

} // namespace station
