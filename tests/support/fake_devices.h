#pragma once

#include "core/capture/camera.h"
#include "core/capture/fingerprint_reader.h"

namespace station {

/// A reader whose glass the test touches. Does nothing by itself.
class FakeReader final : public FingerprintReader {
    Q_OBJECT

public:
    int arms = 0;
    bool isArmed = false;
    DeviceState state = DeviceState::Ready;

    void start() override
    {
        emit listed(
            {{QStringLiteral("fake"), QStringLiteral("Fake reader"), {}, ScanType::Press, 500, true, {}}});
        emit stateChanged(state);
    }
    void select(const QString&) override { }
    void arm() override
    {
        ++arms;
        isArmed = true;
    }
    void disarm() override { isArmed = false; }

    void become(DeviceState next)
    {
        state = next;
        emit stateChanged(next);
    }
    /// @pre isArmed
    void press(const GreyImage& print)
    {
        emit fingerOn();
        isArmed = false;
        emit captured(print);
    }
    void lift() { emit fingerOff(); }
    /// @pre isArmed
    void touch(const GreyImage& print)
    {
        press(print);
        lift();
    }
    void giveUp(ErrorCode code)
    {
        isArmed = false;
        emit failed({code, "fake"});
    }
};

/// A camera that shows what the test gives it.
class FakeCamera final : public Camera {
    Q_OBJECT

public:
    bool running = false;
    DeviceState state = DeviceState::Ready;

    void select(const QString&) override { }
    void start() override
    {
        running = true;
        emit listed({{QStringLiteral("fake"), QStringLiteral("Fake camera")}});
        emit stateChanged(state);
    }
    void stop() override { running = false; }

    void become(DeviceState next)
    {
        state = next;
        emit stateChanged(next);
    }
    void show(std::shared_ptr<const ColourImage> picture, std::chrono::steady_clock::time_point at)
    {
        if (running)
            emit frame({std::move(picture), at});
    }
};

} // namespace station
