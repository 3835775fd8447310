#pragma once

#include "core/capture/fingerprint_reader.h"
#include "devices/host/host_link.h"
#include "devices/host/reader_messages.h"

#include <QObject>

namespace station {

/// In the device process: does what the window asks of a reader and tells it what the reader says.
class ReaderService : public QObject {
    Q_OBJECT

public:
    ReaderService(FingerprintReader& reader, HostLink& link, QObject* parent = nullptr);

private:
    void handle(const Message& message);

    FingerprintReader& m_reader;
    HostLink& m_link;
    ScanNumber m_scan = 0; // of the last Arm
};

} // namespace station
