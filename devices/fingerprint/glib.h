#pragma once

// Qt's `signals` is a member name in GLib. For this room's .cpp files only.
#pragma push_macro("signals")
#undef signals
#include <libfprint-2/fprint.h>
#pragma pop_macro("signals")

#include <memory>

namespace station {

struct UnrefObject {
    void operator()(void* object) const { g_object_unref(object); }
};
struct FreeGError {
    void operator()(GError* error) const { g_error_free(error); }
};

/// A GObject of which one reference is ours.
template<class T>
using GRef = std::unique_ptr<T, UnrefObject>;
using GErrorRef = std::unique_ptr<GError, FreeGError>;

template<class T>
[[nodiscard]] GRef<T> shareObject(T* object)
{
    return GRef<T>(static_cast<T*>(g_object_ref(object)));
}

} // namespace station
