#include "app/station/health/health_presenter.h"

#include <algorithm>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto readerOpensWithin = 6s; // a real reader needs up to 3 s after its process is up
constexpr auto picturesWithin = 8s; // a camera's first picture takes up to 3 s, a judgement 2 s

} // namespace

HealthPresenter::HealthPresenter(ShellDesk& desk, FingerprintReader& reader, Camera& camera, bool practice,
    const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_reader(reader)
    , m_camera(camera)
    , m_practice(practice)
    , m_clock(clock)
{
    m_minute.setInterval(1min);
    m_patience.setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, &HealthPresenter::glance);
    connect(&m_reader, &FingerprintReader::listed, this,
        [this](const std::vector<ReaderInfo>& readers) { m_readers = readers; });
    connect(&m_reader, &FingerprintReader::stateChanged, this, [this](DeviceState state) {
        m_readerState = state;
        if (m_view.running == HealthView::Running::Devices && !m_facts.reader)
            lookAtDevices();
    });
    connect(&m_camera, &Camera::stateChanged, this, [this](DeviceState state) {
        if (m_probe && state == DeviceState::Missing)
            cameraFound(CameraTruth::Missing);
    });
    connect(&m_camera, &Camera::frame, this, [this](const CameraFrame& frame) {
        if (!m_probe)
            return;
        if (const auto truth = m_probe->offer(frame))
            cameraFound(*truth);
    });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_probe)
            return cameraFound(CameraTruth::Failed);
        m_facts.reader = ReaderTruth::Failed;
        lookAtCamera();
    });
}

void HealthPresenter::keepGlancing()
{
    glance();
    m_minute.start();
}

void HealthPresenter::glance()
{
    m_desk.facts(this, [this](Result<StationFacts> facts) {
        if (!facts) {
            m_view.trouble = facts.error();
            m_view.running = HealthView::Running::No;
            return publish();
        }
        facts->store = m_facts.store;
        facts->reader = m_facts.reader;
        facts->camera = m_facts.camera;
        m_facts = std::move(*facts);
        m_view.trouble.reset();
        if (m_view.running == HealthView::Running::Facts)
            return lookAtStore();
        publish();
    });
}

void HealthPresenter::run()
{
    if (m_view.running != HealthView::Running::No)
        return;
    m_view.running = HealthView::Running::Facts;
    m_facts.store.reset();
    m_facts.reader.reset();
    m_facts.camera.reset();
    publish();
    glance();
}

void HealthPresenter::stop()
{
    m_patience.stop();
    if (m_probe)
        QMetaObject::invokeMethod(&m_camera, &Camera::stop);
    m_probe.reset();
    m_view.running = HealthView::Running::No;
    publish();
}

void HealthPresenter::lookAtStore()
{
    m_view.running = HealthView::Running::Store;
    publish();
    m_desk.storeFacts(this, [this](const Result<StoreFacts>& facts) {
        if (m_view.running != HealthView::Running::Store)
            return; // the page was left meanwhile
        if (facts)
            m_facts.store = *facts;
        m_view.running = HealthView::Running::Devices;
        m_patience.start(readerOpensWithin);
        lookAtDevices();
    });
}

void HealthPresenter::lookAtDevices()
{
    m_facts.reader = truthOf(m_readerState, m_readers);
    if (m_facts.reader)
        return lookAtCamera();
    publish();
}

void HealthPresenter::lookAtCamera()
{
    m_probe.emplace(m_practice);
    m_patience.start(picturesWithin);
    publish();
    QMetaObject::invokeMethod(&m_camera, [camera = &m_camera] {
        camera->select({});
        camera->start();
    });
}

void HealthPresenter::cameraFound(CameraTruth truth)
{
    m_facts.camera = truth;
    m_view.checkedAt = m_clock.now();
    stop();
}

void HealthPresenter::publish()
{
    m_view.clock = m_facts.clock;
    if (m_facts.now != Instant {})
        m_view.verdicts = judge(m_facts);
    std::stable_sort(m_view.verdicts.begin(), m_view.verdicts.end(),
        [](const Verdict& a, const Verdict& b) { return a.state > b.state; });
    emit changed(m_view);
}

} // namespace station
