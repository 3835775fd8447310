#pragma once

#include "devices/practice/practice_hand.h"

#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <catch2/catch.hpp>

#include <functional>
#include <vector>

namespace station {

/// Runs the event loop until `done` or the time is over. Returns done().
inline bool waitFor(const std::function<bool()>& done, int milliseconds = 5000)
{
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (done())
            loop.quit();
    });
    look.start(5);
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    if (!done())
        loop.exec();
    return done();
}

/// Everything a reader said, in order.
struct ReaderSpy {
    explicit ReaderSpy(FingerprintReader& reader)
    {
        QObject::connect(
            &reader, &FingerprintReader::listed, &m_here, [this](const auto& now) { readers = now; });
        QObject::connect(&reader, &FingerprintReader::stateChanged, &m_here,
            [this](DeviceState s) { states.push_back(s); });
        QObject::connect(&reader, &FingerprintReader::fingerOn, &m_here, [this] { events.push_back("on"); });
        QObject::connect(
            &reader, &FingerprintReader::fingerOff, &m_here, [this] { events.push_back("off"); });
        QObject::connect(&reader, &FingerprintReader::captured, &m_here, [this](const GreyImage& print) {
            events.push_back("captured");
            prints.push_back(print);
        });
        QObject::connect(&reader, &FingerprintReader::retry, &m_here, [this](RetryHint hint) {
            events.push_back("retry");
            hints.push_back(hint);
        });
        QObject::connect(&reader, &FingerprintReader::failed, &m_here, [this](const Error& error) {
            events.push_back("failed");
            errors.push_back(error);
        });
    }
    [[nodiscard]] bool is(DeviceState state) const { return !states.empty() && states.back() == state; }
    [[nodiscard]] bool waitForState(DeviceState state, int ms = 5000)
    {
        return waitFor([&] { return is(state); }, ms);
    }
    [[nodiscard]] bool waitForPrints(std::size_t count, int ms = 5000)
    {
        return waitFor([&] { return prints.size() >= count; }, ms);
    }

    std::vector<ReaderInfo> readers;
    std::vector<DeviceState> states;
    std::vector<std::string> events;
    std::vector<GreyImage> prints;
    std::vector<RetryHint> hints;
    std::vector<Error> errors;

private:
    QObject m_here;
};

/// A place for the virtual reader's socket, and a hand before it that does not hesitate.
struct VirtualGlass {
    QTemporaryDir dir;
    QString path = dir.filePath(QStringLiteral("glass"));
    PracticeHand hand {path};

    VirtualGlass() { hand.setReach(std::chrono::milliseconds(0)); }
};

} // namespace station
