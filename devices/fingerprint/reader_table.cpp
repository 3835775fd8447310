#include "devices/fingerprint/reader_table.h"

#include <algorithm>
#include <array>

namespace station {
namespace {

struct Row {
    const char* driver;
    const char* model; // part of the device's name; empty: every model of this driver
    int pixelsPerInch;
    std::optional<ScanType> scanType = std::nullopt;
    bool neverTooHot = false;
};

constexpr std::array table {
    // Our own made-up prints (devices/practice) are drawn at 500 ppi and pressed; the driver inherits
    // "swipe".
    Row {"virtual_image", "", 500, ScanType::Press, true},
    // DigitalPersona, U.are.U 4000 Sensor, product sheet: "Pixel Resolution: 512 dpi (average x,y over the
    // field)".
    // The 4000B and 4500 have the same optics; 384×290 pixels over 18.1 × 14.6 mm.
    // A desk reader whose own software waits for fingers all day; its driver never chose libfprint's default
    // of 3 minutes.
    Row {"uru4000", "", 512, std::nullopt, true},
    // NB-1010-U: about 385 ppi, measured by libfprint's maintainers on its pictures.
    Row {"nb1010", "", 385},
    // AES3500: 128×128 sensor (driver's own notes), enlarged twice by the driver; ridges stand 19 pixels
    // apart in a recorded
    // picture, 9 to 10 at 500 ppi.
    Row {"aes3500", "", 1000},
    // AuthenTec, EntréPad AES2501A product specification 2317 Rev 1.1: full array 500 ppi, "4 bit 250 ppi" is
    // a halved mode
    // that libfprint does not use.
    Row {"aes2501", "", 500},
};

} // namespace

ReaderTraits traitsOf(const QString& driver, const QString& name)
{
    const auto row = std::find_if(table.begin(), table.end(), [&](const Row& candidate) {
        return driver == QLatin1String(candidate.driver) && name.contains(QLatin1String(candidate.model));
    });
    return row == table.end() ? ReaderTraits {}
                              : ReaderTraits {row->pixelsPerInch, true, row->scanType, row->neverTooHot};
}

} // namespace station
