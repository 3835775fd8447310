#include "tests/support/sample_case.h"

#include "core/biometrics/image_codec.h"

#include <cmath>
#include <vector>

namespace station {
namespace {

ColourImage samplePicture(int width, int height)
{
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            pixels.push_back(static_cast<std::uint8_t>(255 * x / width));
            pixels.push_back(static_cast<std::uint8_t>(255 * y / height));
            pixels.push_back(128);
        }
    return {width, height, std::move(pixels)};
}

GreyImage sampleRidges(int finger)
{
    constexpr int side = 48;
    std::vector<std::uint8_t> pixels;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            pixels.push_back(static_cast<std::uint8_t>(127 + 100 * std::sin((x + finger * y / 4.0) / 1.5)));
    return {side, side, 500, std::move(pixels)};
}

} // namespace

FormValues sampleForm()
{
    const std::pair<const char*, const char*> typed[] {{"name_full", "NGUYỄN THỊ MINH ÁNH"},
        {"pin", "001194012345"}, {"dob", "1994-03-15"}, {"sex", "2"}, {"ethnicity", "01"},
        {"nationality", "VN"}, {"permanent_residence", "Số 7 ngõ Đặng Dung, Hà Nội"},
        {"phone", "0912345678"}};
    FormValues form;
    for (const auto& [key, text] : typed)
        form.insert(QString::fromUtf8(key), {QString::fromUtf8(text), Provenance::Declared, false});
    form[QStringLiteral("pin")].provenance = Provenance::CardQr;
    return form;
}

std::vector<QString> sampleSecrets()
{
    return {QStringLiteral("NGUYỄN THỊ MINH ÁNH"), QStringLiteral("MINH"), QStringLiteral("001194012345"),
        QStringLiteral("Đặng Dung"), QStringLiteral("0912345678")};
}

Portrait samplePortrait(Instant at)
{
    Portrait portrait;
    portrait.sourceJpeg = encodeJpeg(samplePicture(160, 120)).value();
    portrait.croppedJpeg = encodeJpeg(samplePicture(60, 80)).value();
    portrait.checks
        = {{QStringLiteral("face-count"), true, 1, 1}, {QStringLiteral("sharpness"), true, 0.8, 0.5}};
    portrait.camera = QStringLiteral("test camera");
    portrait.at = at;
    return portrait;
}

FingerEntry sampleFinger(FingerPosition position, Instant at)
{
    FingerCapture capture;
    capture.png = encodePng(sampleRidges(static_cast<int>(position))).value();
    capture.quality = 70 + static_cast<int>(position);
    capture.reader = QStringLiteral("test reader");
    capture.at = at;
    return {position, Impression::Plain, capture, {}};
}

FingerEntry sampleException(FingerPosition position, OfficerId officer, Instant at)
{
    FingerException exception;
    exception.reason = FingerExceptionReason::Bandaged;
    exception.temporary = true;
    exception.followUp = QDate(2026, 12, 20);
    exception.note = QStringLiteral("burn");
    exception.officer = officer;
    exception.at = at;
    return {position, Impression::Plain, {}, exception};
}

Confirmation sampleConfirmation(OfficerId officer, Instant at)
{
    return {false, QStringLiteral("NGUYỄN THỊ MINH ÁNH"), officer, at};
}

void fillSample(EnrollmentDraft& draft, OfficerId officer, Instant at)
{
    draft.form = sampleForm();
    draft.portrait = samplePortrait(at);
    for (const FingerPosition position : allFingers)
        draft.fingers.insert(static_cast<int>(position),
            position == FingerPosition::LeftLittle ? sampleException(position, officer, at)
                                                   : sampleFinger(position, at));
    draft.confirmation = sampleConfirmation(officer, at);
    draft.step = CaseStep::Review;
}

} // namespace station
