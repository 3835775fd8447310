#pragma once

#include "core/capture/fingerprint_reader.h"
#include "devices/fingerprint/glib.h"

#include <QObject>

#include <vector>

namespace station {

/// The readers that libfprint sees now. Hot-plug comes by itself where the system reports it.
class DeviceList : public QObject {
    Q_OBJECT

public:
    struct Entry {
        GRef<FpDevice> device;
        ReaderInfo info;
    };

    explicit DeviceList(QObject* parent = nullptr);
    ~DeviceList() override;

    /// Asks libfprint anew. Every FpDevice of before is dropped: none may be open.
    void scan();
    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    /// The entry of this device, or null when it was unplugged.
    [[nodiscard]] const Entry* find(const FpDevice* device) const;

signals:
    void changed();

private:
    static void added(FpContext* context, FpDevice* device, void* self);
    static void removed(FpDevice* device, void* self);
    void add(FpDevice* device);
    void remove(FpDevice* device);
    void forget();

    GRef<FpContext> m_context;
    std::vector<Entry> m_entries;
};

} // namespace station
