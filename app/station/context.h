#pragma once

#include "app/station/desk_thread.h"
#include "core/capture/camera.h"
#include "core/capture/fingerprint_reader.h"
#include "core/person/admin_units.h"

#include <functional>

namespace station {

/// What every page may use. Made once in main.cpp; outlives the window.
struct StationContext {
    DeskThread& desk;
    StationInfo info;
    std::vector<Procedure> procedures;
    FingerprintReader& reader; ///< lives on the device thread: call through QMetaObject::invokeMethod
    Camera& camera; ///< lives on the device thread
    const Clock& clock;
    /// Practice mode only: told which finger the page asks for, so that the made-up hand can offer it. May be
    /// empty.
    std::function<void(FingerPosition)> askedFor;
    /// Practice mode only: told whose case is open, so that each case has a hand of its own. May be empty.
    std::function<void(const PacketId&)> caseOpened = {};
    /// A finger or a portrait was taken: the short sound. May be empty.
    std::function<void()> captured = {};
    /// For the Place fields; null when no list came with the station: they are free text then.
    const AdminUnits* communes = nullptr;
};

} // namespace station
