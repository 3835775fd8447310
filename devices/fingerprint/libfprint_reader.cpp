#include "devices/fingerprint/libfprint_reader.h"

#include "core/base/log.h"
#include "devices/fingerprint/device_list.h"
#include "devices/fingerprint/device_session.h"
#include "devices/fingerprint/reader_table.h"

#include <QTimer>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto breathAfterRetry = 50ms; // a driver that keeps saying "retry" must not take the whole core
constexpr auto firstRescan = 1000ms;
constexpr auto longestRescan = 8000ms;

} // namespace

struct LibfprintReader::Part {
    DeviceList list;
    std::unique_ptr<DeviceSession> session;
    QString selected;
    std::map<QString, QString> refused; // by id: why it could not be opened, until it can
    std::set<const FpDevice*> tried; // could not be opened since the last scan
    QTimer rescan;
    std::chrono::milliseconds rescanDelay = firstRescan;
    bool ending = false;
    bool armed = false;
    bool fingerOn = false;
    bool breathing = false;
    bool reopen = false; // the driver gave up: close it and open it again
    bool renew = false; // a fresh FpDevice is cold
    std::optional<DeviceState> state;
    std::optional<std::vector<ReaderInfo>> listed;

    [[nodiscard]] const DeviceList::Entry* wanted() const
    {
        const auto usable = [this](const DeviceList::Entry& entry) {
            return entry.info.canCapture && !tried.contains(entry.device.get())
                && (selected.isEmpty() || entry.info.id == selected);
        };
        const auto found = std::find_if(list.entries().begin(), list.entries().end(), usable);
        return found == list.entries().end() ? nullptr : &*found;
    }

    [[nodiscard]] std::vector<ReaderInfo> infos() const
    {
        std::vector<ReaderInfo> all;
        for (const auto& entry : list.entries()) {
            all.push_back(entry.info);
            if (const auto why = refused.find(entry.info.id); why != refused.end()) {
                all.back().canCapture = false;
                all.back().whyNot = why->second;
            }
        }
        return all;
    }
};

LibfprintReader::LibfprintReader(QObject* parent)
    : FingerprintReader(parent)
    , m_part(std::make_unique<Part>())
{
    m_part->rescan.setSingleShot(true);
    connect(&m_part->rescan, &QTimer::timeout, this, [this] {
        m_part->tried.clear();
        m_part->list.scan();
    });
    connect(&m_part->list, &DeviceList::changed, this, &LibfprintReader::listChanged);
}

LibfprintReader::~LibfprintReader()
{
    m_part->ending
        = true; // the session runs the main context until the device is closed: nothing may begin anew
    m_part->session.reset();
}

void LibfprintReader::start()
{
    if (m_part->state)
        return;
    publish(DeviceState::Starting);
    m_part->list.scan();
}

void LibfprintReader::select(const QString& readerId)
{
    m_part->selected = readerId;
    if (m_part->state)
        advance();
}

void LibfprintReader::arm()
{
    m_part->armed = true;
    if (m_part->state)
        advance();
}

void LibfprintReader::disarm()
{
    m_part->armed = false;
    m_part->fingerOn = false;
    if (m_part->session)
        m_part->session->cancel();
}

void LibfprintReader::listChanged()
{
    if (m_part->ending)
        return;
    auto infos = m_part->infos();
    if (m_part->listed != infos) {
        m_part->listed = infos;
        emit listed(infos);
    }
    if (m_part->session && !m_part->list.find(m_part->session->device()))
        ended({ErrorCode::DeviceMissing, "the reader was unplugged"});
    advance();
}

void LibfprintReader::advance()
{
    if (m_part->ending)
        return;
    const auto* wanted = m_part->wanted();
    auto& session = m_part->session;
    if (session && (m_part->reopen || !wanted || session->device() != wanted->device.get())) {
        session->cancel();
        session->close();
        if (session->phase() != DeviceSession::Phase::Closed)
            return; // its changed() brings us back
        session.release()->deleteLater(); // we may be inside one of its signals
        m_part->reopen = false;
        if (std::exchange(m_part->renew, false))
            return m_part->list.scan(); // which brings us back
    }
    if (!wanted) {
        publish(DeviceState::Missing);
        ended({ErrorCode::DeviceMissing,
            m_part->selected.isEmpty() ? "no reader that can give pictures is plugged in"
                                       : "the chosen reader is not plugged in or cannot give pictures"});
        if (!m_part->rescan.isActive()) {
            m_part->rescan.start(m_part->rescanDelay);
            m_part->rescanDelay = std::min<std::chrono::milliseconds>(longestRescan, 2 * m_part->rescanDelay);
        }
        return;
    }
    m_part->rescan.stop();
    if (!session)
        adopt();
    step();
}

void LibfprintReader::adopt()
{
    const auto* wanted = m_part->wanted();
    m_part->session = std::make_unique<DeviceSession>(wanted->device.get(), wanted->info.pixelsPerInch);
    auto* session = m_part->session.get();
    connect(session, &DeviceSession::changed, this, &LibfprintReader::advance, Qt::QueuedConnection);
    connect(
        session, &DeviceSession::openFailed, this, [this, session, id = wanted->info.id](const Error& error) {
            LogLine("reader.open_failed").with(error).warning(logDevices());
            m_part->tried.insert(session->device());
            m_part->refused[id] = QStringLiteral("cannot be opened: ") + QString::fromStdString(error.detail);
            ended(error);
            listChanged();
        });
    connect(session, &DeviceSession::fingerChanged, this, [this](bool on) {
        if (!on || !m_part->armed || std::exchange(m_part->fingerOn, true))
            return;
        emit fingerOn();
    });
    connect(session, &DeviceSession::captured, this, [this](const GreyImage& print) {
        if (!std::exchange(m_part->armed, false))
            return;
        emit captured(print);
        settleFinger();
    });
    connect(session, &DeviceSession::retry, this, [this](RetryHint hint) {
        m_part->breathing = true;
        QTimer::singleShot(breathAfterRetry, this, [this] {
            m_part->breathing = false;
            advance();
        });
        emit retry(hint);
        settleFinger();
    });
    connect(session, &DeviceSession::failed, this, [this](const Error& error) {
        LogLine("reader.failed").with(error).warning(logDevices());
        m_part->reopen = true;
        ended(error);
    });
}

void LibfprintReader::step()
{
    auto& session = *m_part->session;
    switch (session.phase()) {
    case DeviceSession::Phase::Closed:
        if (!m_part->refused.contains(m_part->wanted()->info.id))
            publish(m_part->state == DeviceState::Ready ? DeviceState::Recovering : DeviceState::Starting);
        return session.open();
    case DeviceSession::Phase::Idle:
        m_part->rescanDelay = firstRescan;
        if (m_part->refused.erase(m_part->wanted()->info.id) > 0)
            listChanged();
        if (session.isTooHot())
            return rest();
        publish(DeviceState::Ready);
        if (m_part->armed && !m_part->breathing)
            session.capture();
        return;
    case DeviceSession::Phase::Opening:
    case DeviceSession::Phase::Capturing:
    case DeviceSession::Phase::Closing: return;
    }
}

void LibfprintReader::rest()
{
    settleFinger();
    const auto& info = m_part->wanted()->info;
    if (traitsOf(info.driver, info.name).neverTooHot) {
        m_part->renew = m_part->reopen = true;
        return advance();
    }
    publish(DeviceState::Recovering); // still armed: it goes on when libfprint lets it
}

void LibfprintReader::ended(const Error& error)
{
    if (!std::exchange(m_part->armed, false))
        return;
    emit failed(error);
    settleFinger();
}

void LibfprintReader::settleFinger()
{
    if (std::exchange(m_part->fingerOn, false))
        emit fingerOff();
}

void LibfprintReader::publish(DeviceState state)
{
    if (m_part->state == state)
        return;
    m_part->state = state;
    emit stateChanged(state);
}

} // namespace station
