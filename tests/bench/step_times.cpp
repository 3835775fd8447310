// How long an accepted step takes until it is durable, sealing included, with practice pictures of real size.
// Usage: step_times [CASES]   (default 12). The disk measured is the one under TMPDIR.
// One JSON line a figure: {"what":…,"runs":…,"median_ms":…,"p95_ms":…}; "fsync" is a 4 KiB append and fsync
// on the same disk.
#include "core/biometrics/image_codec.h"
#include "core/desk/desk.h"
#include "devices/practice/practice_portrait.h"
#include "devices/practice/practice_print.h"
#include "tests/support/sample_case.h"
#include "tests/support/test_identities.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

using namespace station;

namespace {

std::map<std::string, std::vector<double>> figures;

template<class Work>
void timed(const char* what, Work work)
{
    const auto begin = std::chrono::steady_clock::now();
    const bool fine = work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    if (!fine) {
        std::fprintf(stderr, "step_times: '%s' failed\n", what);
        std::exit(1);
    }
    figures[what].push_back(took.count());
}

bool appendAndSync(const QString& path)
{
    const int file = ::open(path.toLocal8Bit().constData(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    const std::vector<char> page(4096, 'x');
    const bool fine = file >= 0 && ::write(file, page.data(), page.size()) == 4096 && ::fsync(file) == 0;
    ::close(file);
    return fine;
}

void report()
{
    for (auto& [what, measured] : figures) {
        auto& times = measured; // a binding cannot be captured before clang 16
        std::sort(times.begin(), times.end());
        const auto at
            = [&](double share) { return times[static_cast<std::size_t>(share * double(times.size() - 1))]; };
        std::printf("{\"what\":\"%s\",\"runs\":%zu,\"median_ms\":%.2f,\"p95_ms\":%.2f}\n", what.c_str(),
            times.size(), at(0.5), at(0.95));
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const int cases = argc > 1 ? std::max(1, std::atoi(argv[1])) : 12;
    QTemporaryDir folder;
    const QDir place(folder.filePath(QStringLiteral("station")));
    SystemClock clock;
    TestAuthority authority;
    const KeyPair registry = authority.registry();
    const QByteArray words = "long words for the bench";

    if (!Desk::create(place,
            {{}, QStringLiteral("Bench"), QStringLiteral("00019"),
                QUrl(QStringLiteral("https://127.0.0.1:1")), true},
            clock))
        return 1;
    auto desk = Desk::open(place, clock);
    if (!desk
        || !(*desk)->installIdentity(
            TestAuthority::identity(authority, authority.station(QStringLiteral("bench-1")), registry)))
        return 1;
    const auto first = (*desk)->addOfficer(QStringLiteral("An"), Role::Supervisor, words);
    const auto second = (*desk)->addOfficer(QStringLiteral("Bình"), Role::Officer, words, words);
    if (!first || !second)
        return 1;
    timed("sign in (Argon2id 256 MiB)", [&] { return (*desk)->signIn(*first, words).has_value(); });

    for (int i = 0; i < cases; ++i) {
        const auto person = static_cast<std::uint32_t>(i + 1);
        const auto source = encodeJpeg(practicePortrait(person, 1280, 720));
        const auto cropped = encodeJpeg(practicePortrait(person, 480, 640));
        const auto opened = (*desk)->openCase(QStringLiteral("cc-new-14"));
        if (!opened || !source || !cropped)
            return 1;
        EnrollmentDraft sample = *opened;
        fillSample(sample, *first, clock.now());
        sample.portrait->sourceJpeg = *source;
        sample.portrait->croppedJpeg = *cropped;
        timed("fsync", [&] { return appendAndSync(folder.filePath(QStringLiteral("sync.bin"))); });
        timed("save form", [&] { return (*desk)->saveForm(opened->id, sample.form).has_value(); });
        timed("save portrait 720p",
            [&] { return (*desk)->savePortrait(opened->id, *sample.portrait).has_value(); });
        for (FingerEntry& finger : sample.fingers) {
            if (finger.capture) {
                const auto png = encodePng(practicePrint({person, finger.position}, 0));
                if (!png)
                    return 1;
                finger.capture->png = *png;
            }
            timed("save finger", [&] { return (*desk)->saveFinger(opened->id, finger).has_value(); });
        }
        timed("save step", [&] { return (*desk)->saveStep(opened->id, CaseStep::Review).has_value(); });
        timed("save confirmation",
            [&] { return (*desk)->saveConfirmation(opened->id, *sample.confirmation).has_value(); });
        timed("seal and queue", [&] { return (*desk)->finish(opened->id).has_value(); });
    }
    report();
    return 0;
}
