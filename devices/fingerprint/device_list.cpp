#include "devices/fingerprint/device_list.h"

#include "devices/fingerprint/reader_table.h"

#include <algorithm>

namespace station {
namespace {

/// Most drivers call every device "0": the driver's name makes it readable, a number keeps two of a kind
/// apart.
QString idFor(FpDevice* device, const std::vector<DeviceList::Entry>& others)
{
    const QString base = QString::fromUtf8(fp_device_get_driver(device)) + QLatin1Char('/')
        + QString::fromUtf8(fp_device_get_device_id(device));
    QString id = base;
    const auto taken = [&](const DeviceList::Entry& entry) { return entry.info.id == id; };
    for (int n = 2; std::any_of(others.begin(), others.end(), taken); ++n)
        id = base + QLatin1Char('/') + QString::number(n);
    return id;
}

ReaderInfo describe(FpDevice* device)
{
    ReaderInfo info;
    info.name = QString::fromUtf8(fp_device_get_name(device));
    info.driver = QString::fromUtf8(fp_device_get_driver(device));
    const auto traits = traitsOf(info.driver, info.name);
    const bool swipe = fp_device_get_scan_type(device) == FP_SCAN_TYPE_SWIPE;
    info.scanType = traits.scanType.value_or(swipe ? ScanType::Swipe : ScanType::Press);
    info.pixelsPerInch = traits.pixelsPerInch;
    info.resolutionKnown = traits.resolutionKnown;
    info.canCapture = fp_device_has_feature(device, FP_DEVICE_FEATURE_CAPTURE);
    if (!info.canCapture)
        info.whyNot = QStringLiteral("matches on the chip and gives no pictures");
    return info;
}

} // namespace

DeviceList::DeviceList(QObject* parent)
    : QObject(parent)
{
}

DeviceList::~DeviceList() { forget(); }

void DeviceList::scan()
{
    forget();
    m_context.reset(fp_context_new());
    g_signal_connect(m_context.get(), "device-added", G_CALLBACK(&DeviceList::added), this);
    fp_context_enumerate(m_context.get()); // calls added() for each
    emit changed();
}

const DeviceList::Entry* DeviceList::find(const FpDevice* device) const
{
    const auto found = std::find_if(
        m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.device.get() == device; });
    return found == m_entries.end() ? nullptr : &*found;
}

void DeviceList::added(FpContext*, FpDevice* device, void* self)
{
    auto* list = static_cast<DeviceList*>(self);
    list->add(device);
    emit list->changed();
}

void DeviceList::removed(FpDevice* device, void* self) { static_cast<DeviceList*>(self)->remove(device); }

void DeviceList::add(FpDevice* device)
{
    ReaderInfo info = describe(device);
    info.id = idFor(device, m_entries);
    g_signal_connect(device, "removed", G_CALLBACK(&DeviceList::removed), this);
    m_entries.push_back({shareObject(device), std::move(info)});
}

void DeviceList::remove(FpDevice* device)
{
    g_signal_handlers_disconnect_by_data(device, this);
    std::erase_if(m_entries, [&](const Entry& entry) { return entry.device.get() == device; });
    emit changed();
}

void DeviceList::forget()
{
    for (const Entry& entry : m_entries)
        g_signal_handlers_disconnect_by_data(entry.device.get(), this);
    m_entries.clear();
    if (m_context)
        g_signal_handlers_disconnect_by_data(m_context.get(), this);
    m_context.reset();
}

} // namespace station
