#include "core/capture/device_truth.h"

#include <algorithm>

namespace station {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 2s;
constexpr int blackBelow = 10; // of 255: noise of a covered sensor stays under it, a dark room does not
constexpr std::size_t step = 97; // every 97th value, of all three colours: 1/100 of the picture is enough

bool isBlack(const ColourImage& picture)
{
    const auto pixels = picture.pixels();
    long long sum = 0;
    long long count = 0;
    for (std::size_t i = 0; i < pixels.size(); i += step, ++count)
        sum += pixels[i];
    return count == 0 || sum < blackBelow * count;
}

} // namespace

std::optional<ReaderTruth> truthOf(DeviceState state, const std::vector<ReaderInfo>& readers)
{
    switch (state) {
    case DeviceState::Ready: return ReaderTruth::Ready;
    case DeviceState::Missing:
        if (readers.empty())
            return ReaderTruth::Missing;
        return std::any_of(readers.begin(), readers.end(), [](const ReaderInfo& r) { return r.canCapture; })
            ? ReaderTruth::Failed
            : ReaderTruth::NoPictures;
    case DeviceState::Starting:
    case DeviceState::Recovering: return std::nullopt;
    }
    return std::nullopt;
}

std::optional<CameraTruth> CameraProbe::offer(const CameraFrame& frame)
{
    if (!m_first) {
        m_first = frame;
        return m_mayStandStill && !isBlack(*frame.image) ? std::optional(CameraTruth::Ready) : std::nullopt;
    }
    const bool black = isBlack(*frame.image);
    const bool frozen = !m_mayStandStill && *frame.image == *m_first->image;
    if (!black && !frozen)
        return CameraTruth::Ready;
    if (frame.at - m_first->at < patience)
        return std::nullopt;
    return black ? CameraTruth::Black : CameraTruth::Frozen;
}

} // namespace station
