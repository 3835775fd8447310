#include "core/store/draft_codec.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_case.h"

namespace station {
namespace {

/// What was read is written and read again: the same, or a part would change each time a case is opened.
template<class Part>
void survives(const Result<Part>& part, Result<Part> (*read)(const QByteArray&))
{
    if (!part) {
        holds(part.error().code == ErrorCode::Damaged, "what is no part is Damaged");
        return;
    }
    const QByteArray bytes = encoded(*part);
    const auto again = read(bytes);
    holds(
        again.has_value() && encoded(*again) == bytes, "a part that was read can be written and read again");
}

} // namespace

void fuzzOne(const QByteArray& input)
{
    survives(formFrom(input), formFrom);
    survives(portraitFrom(input), portraitFrom);
    survives(fingerFrom(input), fingerFrom);
    survives(confirmationFrom(input), confirmationFrom);
}

std::vector<QByteArray> fuzzSeeds()
{
    const Instant at = Instant(std::chrono::milliseconds(1'790'000'000'000));
    const OfficerId officer = OfficerId::create(at);
    return {encoded(sampleForm()), encoded(samplePortrait(at)),
        encoded(sampleFinger(FingerPosition::RightThumb, at)),
        encoded(sampleException(FingerPosition::LeftLittle, officer, at)),
        encoded(sampleConfirmation(officer, at))};
}

} // namespace station
