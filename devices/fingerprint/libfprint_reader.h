#pragma once

#include "core/capture/fingerprint_reader.h"

#include <QString>

#include <memory>

namespace station {

/// Every reader that libfprint drives: USB readers, recorded ones (umockdev) and its virtual driver, without
/// a difference.
///
/// The reader in use is kept open. One that cannot be opened stays listed with the reason and is tried again.
/// While no reader can be used, libfprint is asked anew every few seconds, so that one that came back without
/// a hot-plug event (container, docking station) is found too.
///
/// libfprint completes a capture after the finger was lifted: captured() comes then, fingerOff() right after.
///
/// libfprint guesses each reader's heat and refuses to go on after 3 minutes of waiting for a finger. That is
/// no failure: a reader that the table knows better is renewed at once, any other rests (Recovering), still
/// armed, and goes on.
///
/// Threads: the process's main thread, whose Qt event loop must run on GLib's default main context (Qt's way
///          on Linux; QT_NO_GLIB must not be set). Some drivers hold that thread for up to 394 ms: not for
///          the window's process.
class LibfprintReader final : public FingerprintReader {
    Q_OBJECT

public:
    explicit LibfprintReader(QObject* parent = nullptr);
    ~LibfprintReader() override;

public slots:
    void start() override;
    void select(const QString& readerId) override;
    void arm() override;
    void disarm() override;

private:
    struct Part;

    void listChanged();
    void advance();
    void adopt();
    void step();
    void rest();
    void ended(const Error& error);
    void settleFinger();
    void publish(DeviceState state);

    std::unique_ptr<Part> m_part;
};

} // namespace station
