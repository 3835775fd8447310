#include "devices/fingerprint/device_session.h"

#include <QElapsedTimer>
#include <QPointer>

namespace station {
namespace {

constexpr qint64 closeWithinMs = 1000;

using Answer = QPointer<DeviceSession>; // the session may be gone when libfprint answers

Error errorOf(const GError* error)
{
    const bool gone = g_error_matches(error, FP_DEVICE_ERROR, FP_DEVICE_ERROR_REMOVED);
    return {gone ? ErrorCode::DeviceMissing : ErrorCode::DeviceFailed,
        error ? error->message : "no reason given"};
}

RetryHint hintOf(int code)
{
    switch (static_cast<FpDeviceRetry>(code)) {
    case FP_DEVICE_RETRY_GENERAL: return RetryHint::General;
    case FP_DEVICE_RETRY_TOO_SHORT: return RetryHint::TooShort;
    case FP_DEVICE_RETRY_CENTER_FINGER: return RetryHint::OffCentre;
    case FP_DEVICE_RETRY_REMOVE_FINGER: return RetryHint::LiftFinger;
    }
    return RetryHint::General; // a later libfprint may know more
}

} // namespace

DeviceSession::DeviceSession(FpDevice* device, int pixelsPerInch, QObject* parent)
    : QObject(parent)
    , m_device(shareObject(device))
    , m_pixelsPerInch(pixelsPerInch)
{
    g_signal_connect(device, "notify::finger-status", G_CALLBACK(&DeviceSession::fingerNotified), this);
    g_signal_connect(device, "notify::temperature", G_CALLBACK(&DeviceSession::heatNotified), this);
}

DeviceSession::~DeviceSession()
{
    disconnect();
    QElapsedTimer since;
    since.start();
    while (m_phase != Phase::Closed && since.elapsed() < closeWithinMs) {
        cancel();
        close();
        if (!g_main_context_iteration(nullptr, false))
            g_usleep(1000);
    }
    g_signal_handlers_disconnect_by_data(m_device.get(), this);
}

void DeviceSession::open()
{
    if (m_phase != Phase::Closed)
        return;
    enter(Phase::Opening);
    m_cancellable.reset(g_cancellable_new());
    fp_device_open(m_device.get(), m_cancellable.get(), &DeviceSession::opened, new Answer(this));
}

void DeviceSession::capture()
{
    if (m_phase != Phase::Idle)
        return;
    enter(Phase::Capturing);
    m_cancellable.reset(g_cancellable_new());
    constexpr gboolean waitForFinger = true; // false is not supported by libfprint
    fp_device_capture(
        m_device.get(), waitForFinger, m_cancellable.get(), &DeviceSession::captureEnded, new Answer(this));
    fingerNotified(m_device.get(), nullptr, this); // a finger that has stayed on makes no notification
}

void DeviceSession::cancel()
{
    if (m_phase == Phase::Opening || m_phase == Phase::Capturing)
        g_cancellable_cancel(m_cancellable.get());
}

void DeviceSession::close()
{
    if (m_phase != Phase::Idle)
        return;
    enter(Phase::Closing);
    fp_device_close(m_device.get(), nullptr, &DeviceSession::closed, new Answer(this));
}

void DeviceSession::opened(GObject* source, GAsyncResult* result, void* data)
{
    const std::unique_ptr<Answer> self(static_cast<Answer*>(data));
    GError* raw = nullptr;
    const bool good = fp_device_open_finish(FP_DEVICE(source), result, &raw);
    const GErrorRef error(raw);
    if (!*self)
        return;
    (*self)->m_phase = good ? Phase::Idle : Phase::Closed;
    if (!good && !g_cancellable_is_cancelled((*self)->m_cancellable.get()))
        emit(*self)->openFailed(errorOf(error.get()));
    if (*self)
        emit(*self)->changed();
}

void DeviceSession::captureEnded(GObject* source, GAsyncResult* result, void* data)
{
    const std::unique_ptr<Answer> self(static_cast<Answer*>(data));
    GError* raw = nullptr;
    const GRef<FpImage> image(fp_device_capture_finish(FP_DEVICE(source), result, &raw));
    const GErrorRef error(raw);
    if (!*self)
        return;
    (*self)->m_phase = Phase::Idle;
    if (!g_cancellable_is_cancelled((*self)->m_cancellable.get()))
        (*self)->report(image.get(), error.get());
    if (*self)
        emit(*self)->changed();
}

void DeviceSession::closed(GObject* source, GAsyncResult* result, void* data)
{
    const std::unique_ptr<Answer> self(static_cast<Answer*>(data));
    GError* raw = nullptr;
    fp_device_close_finish(FP_DEVICE(source), result, &raw); // what is gone or broken counts as closed too
    const GErrorRef error(raw);
    if (*self)
        (*self)->enter(Phase::Closed);
}

void DeviceSession::report(FpImage* image, const GError* error)
{
    if (!image) {
        if (g_error_matches(error, FP_DEVICE_ERROR, FP_DEVICE_ERROR_TOO_HOT))
            return;
        if (error && error->domain == FP_DEVICE_RETRY)
            emit retry(hintOf(error->code));
        else
            emit failed(errorOf(error));
        return;
    }
    const auto width = fp_image_get_width(image);
    const auto height = fp_image_get_height(image);
    gsize size = 0;
    const guchar* pixels = fp_image_get_data(image, &size);
    constexpr auto maxSide = static_cast<guint>(maxImageSide);
    if (!pixels || width == 0 || height == 0 || width > maxSide || height > maxSide
        || size < gsize {width} * height) {
        emit failed({ErrorCode::DeviceFailed, "the driver gave a picture of an impossible size"});
        return;
    }
    emit captured(GreyImage(static_cast<int>(width), static_cast<int>(height), m_pixelsPerInch,
        std::vector<std::uint8_t>(pixels, pixels + gsize {width} * height)));
}

void DeviceSession::fingerNotified(FpDevice* device, void*, void* data)
{
    auto* self = static_cast<DeviceSession*>(data);
    const bool on = (fp_device_get_finger_status(device) & FP_FINGER_STATUS_PRESENT) != 0;
    if (std::exchange(self->m_fingerOn, on) != on)
        emit self->fingerChanged(on);
}

void DeviceSession::heatNotified(FpDevice*, void*, void* self)
{
    emit static_cast<DeviceSession*>(self)->changed();
}

bool DeviceSession::isTooHot() const
{
    return fp_device_get_temperature(m_device.get()) == FP_TEMPERATURE_HOT;
}

void DeviceSession::enter(Phase phase)
{
    m_phase = phase;
    emit changed();
}

} // namespace station
