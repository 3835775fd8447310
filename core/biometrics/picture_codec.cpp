#include "core/biometrics/picture_codec.h"

#include "core/biometrics/image_codec.h"

#include <dlfcn.h>
#include <string_view>

namespace station {
namespace {

tl::unexpected<Error> notLoaded(const std::string& why)
{
    return fail(ErrorCode::StorageFailed, std::string(picturesNotLoaded) + ": " + why);
}

} // namespace

Result<const PictureCodec*> PictureCodecLibrary::codec()
{
    if (const PictureCodec* loaded = m_codec)
        return loaded;
    void* library = ::dlopen(m_file.c_str(), RTLD_NOW | RTLD_LOCAL); // by our own run path; for good
    if (library == nullptr)
        return notLoaded(::dlerror());
    // An update may have put the next release beside a program that still runs; its struct may be another.
    const auto* release = static_cast<const char*>(::dlsym(library, pictureReleaseSymbol));
    if (release == nullptr || std::string_view(release) != "station-pictures " STATION_VERSION)
        return notLoaded("it is of another release than " STATION_VERSION);
    const auto* codec = static_cast<const PictureCodec*>(::dlsym(library, pictureCodecSymbol));
    if (codec == nullptr)
        return notLoaded("it has no codec");
    m_codec = codec;
    return codec;
}

Result<const PictureCodec*> pictureCodec()
{
    static PictureCodecLibrary library(pictureCodecLibrary);
    return library.codec();
}

} // namespace station
