#include "core/biometrics/picture_codec.h"

#include <dlfcn.h>

namespace station {
namespace {

Result<const PictureCodec*> load()
{
    void* library = ::dlopen(pictureCodecLibrary, RTLD_NOW | RTLD_LOCAL); // by our own run path; for good
    const void* codec = library == nullptr ? nullptr : ::dlsym(library, pictureCodecSymbol);
    if (codec == nullptr)
        return fail(ErrorCode::StorageFailed, std::string("pictures cannot be read: ") + ::dlerror());
    return static_cast<const PictureCodec*>(codec);
}

} // namespace

Result<const PictureCodec*> pictureCodec()
{
    static const Result<const PictureCodec*> loaded = load();
    return loaded;
}

} // namespace station
