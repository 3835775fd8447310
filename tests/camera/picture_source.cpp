// A PipeWire camera that shows a made-up portrait: picture-source SEED
// 640 x 480, YUY2, BT.601, 30 frames a second, as USB cameras give. Says "ready" on stdout when it can be
// opened.
//
// Not gst-launch with pipewiresink: release 0.3.65 never gets the buffers back that a consumer held when it
// was killed, and what tests do here is kill consumers.
#include "devices/practice/practice_portrait.h"

#include <pipewire/pipewire.h>
#include <spa/param/video/format-utils.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

constexpr int width = 640;
constexpr int height = 480;
constexpr int stride = 2 * width;
constexpr long nanosecondsPerFrame = 1'000'000'000L / 30;

struct Yuv {
    double y, u, v;
};

Yuv toYuv(const std::uint8_t* rgb)
{
    const double r = rgb[0];
    const double g = rgb[1];
    const double b = rgb[2];
    return {16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255,
        128 + (-37.797 * r - 74.203 * g + 112.0 * b) / 255,
        128 + (112.0 * r - 93.786 * g - 18.214 * b) / 255};
}

std::uint8_t byte(double value)
{
    return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
}

/// Two pixels share their colour: Y U Y V.
std::vector<std::uint8_t> toYuy2(const station::ColourImage& picture)
{
    std::vector<std::uint8_t> out;
    for (std::size_t i = 0; i + 6 <= picture.pixels().size(); i += 6) {
        const Yuv left = toYuv(picture.pixels().data() + i);
        const Yuv right = toYuv(picture.pixels().data() + i + 3);
        for (const double value : {left.y, (left.u + right.u) / 2, right.y, (left.v + right.v) / 2})
            out.push_back(byte(value));
    }
    return out;
}

struct Source {
    std::vector<std::uint8_t> picture;
    pw_main_loop* loop = nullptr;
    pw_stream* stream = nullptr;
    spa_source* clock = nullptr;
    spa_source* again = nullptr;
};

void connectStream(Source& source)
{
    std::uint8_t memory[1024];
    spa_pod_builder builder {};
    spa_pod_builder_init(&builder, memory, sizeof(memory));
    const spa_rectangle size {width, height};
    const spa_fraction rate {30, 1};
    const auto* format = static_cast<const spa_pod*>(spa_pod_builder_add_object(&builder,
        SPA_TYPE_OBJECT_Format, SPA_PARAM_EnumFormat, SPA_FORMAT_mediaType, SPA_POD_Id(SPA_MEDIA_TYPE_video),
        SPA_FORMAT_mediaSubtype, SPA_POD_Id(SPA_MEDIA_SUBTYPE_raw), SPA_FORMAT_VIDEO_format,
        SPA_POD_Id(SPA_VIDEO_FORMAT_YUY2), SPA_FORMAT_VIDEO_size, SPA_POD_Rectangle(&size),
        SPA_FORMAT_VIDEO_framerate, SPA_POD_Fraction(&rate)));
    pw_stream_connect(source.stream, PW_DIRECTION_OUTPUT, PW_ID_ANY,
        static_cast<pw_stream_flags>(PW_STREAM_FLAG_DRIVER | PW_STREAM_FLAG_MAP_BUFFERS), &format, 1);
}

/// A consumer that was killed keeps its buffers for ever (pw_stream 0.3.65): start afresh when one has gone.
void connectAgain(void* data, std::uint64_t)
{
    auto& source = *static_cast<Source*>(data);
    pw_stream_disconnect(source.stream);
    connectStream(source);
}

void stateChanged(void* data, pw_stream_state before, pw_stream_state now, const char*)
{
    auto& source = *static_cast<Source*>(data);
    auto* loop = pw_main_loop_get_loop(source.loop);
    timespec period {};
    period.tv_nsec = now == PW_STREAM_STATE_STREAMING ? nanosecondsPerFrame : 0;
    pw_loop_update_timer(loop, source.clock, &period, &period, false);
    if (now == PW_STREAM_STATE_PAUSED && before == PW_STREAM_STATE_STREAMING)
        pw_loop_signal_event(loop, source.again);
    else if (now == PW_STREAM_STATE_PAUSED)
        std::puts("ready");
    else if (now == PW_STREAM_STATE_ERROR)
        std::exit(1);
    std::fflush(stdout);
}

void paramChanged(void* data, std::uint32_t id, const spa_pod* param)
{
    if (param == nullptr || id != SPA_PARAM_Format)
        return;
    std::uint8_t memory[512];
    spa_pod_builder builder {};
    spa_pod_builder_init(&builder, memory, sizeof(memory));
    const auto* buffers = static_cast<const spa_pod*>(spa_pod_builder_add_object(&builder,
        SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers, SPA_PARAM_BUFFERS_buffers,
        SPA_POD_CHOICE_RANGE_Int(8, 4, 16), SPA_PARAM_BUFFERS_blocks, SPA_POD_Int(1), SPA_PARAM_BUFFERS_size,
        SPA_POD_Int(stride * height), SPA_PARAM_BUFFERS_stride, SPA_POD_Int(stride)));
    pw_stream_update_params(static_cast<Source*>(data)->stream, &buffers, 1);
}

void process(void* data)
{
    auto& source = *static_cast<Source*>(data);
    pw_buffer* buffer = pw_stream_dequeue_buffer(source.stream);
    if (buffer == nullptr)
        return;
    spa_data& plane = buffer->buffer->datas[0];
    if (plane.data != nullptr) {
        std::memcpy(plane.data, source.picture.data(), source.picture.size());
        plane.chunk->offset = 0;
        plane.chunk->stride = stride;
        plane.chunk->size = static_cast<std::uint32_t>(source.picture.size());
    }
    pw_stream_queue_buffer(source.stream, buffer);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2)
        return 2;
    Source source;
    source.picture
        = toYuy2(station::practicePortrait(static_cast<std::uint32_t>(std::atoi(argv[1])), width, height));
    pw_init(&argc, &argv);
    source.loop = pw_main_loop_new(nullptr);
    auto* loop = pw_main_loop_get_loop(source.loop);
    source.clock = pw_loop_add_timer(
        loop,
        [](void* data, std::uint64_t) { pw_stream_trigger_process(static_cast<Source*>(data)->stream); },
        &source);
    source.again = pw_loop_add_event(loop, connectAgain, &source);

    pw_stream_events events {};
    events.version = PW_VERSION_STREAM_EVENTS;
    events.state_changed = stateChanged;
    events.param_changed = paramChanged;
    events.process = process;
    auto* properties = pw_properties_new(PW_KEY_MEDIA_CLASS, "Video/Source", PW_KEY_MEDIA_ROLE, "Camera",
        PW_KEY_NODE_NAME, "picture-source", PW_KEY_NODE_DESCRIPTION, "Picture source", nullptr);
    source.stream = pw_stream_new_simple(loop, "picture-source", properties, &events, &source);
    connectStream(source);
    return pw_main_loop_run(source.loop);
}
