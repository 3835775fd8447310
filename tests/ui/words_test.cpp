#include "app/station/languages.h"
#include "app/words/hand_over_words.h"
#include "app/words/words.h"
#include "core/biometrics/image_codec.h"

#include <QSet>

#include <catch2/catch.hpp>

using namespace station;
using namespace std::chrono_literals;

namespace {

const Instant noon
    = Instant {std::chrono::sys_days {std::chrono::year {2026} / 11 / 27}} + 5h; // 12:00 in Hanoi

QueueRow row(PacketState state)
{
    QueueRow made;
    made.state = state;
    made.size = 1'000'000;
    made.offset = 630'000;
    made.receiptSeq = 42;
    made.dueAt = noon;
    return made;
}

} // namespace

TEST_CASE("every code has a sentence of its own in both languages", "[words]")
{
    Languages languages;
    for (const QString& language : Languages::codes()) {
        languages.use(language);
        QSet<QString> said;
        for (int code = 0; code <= static_cast<int>(ErrorCode::Cancelled); ++code) {
            const QString sentence = words::forError({static_cast<ErrorCode>(code), "secret detail"});
            INFO(code << ' ' << sentence.toStdString());
            CHECK(sentence.endsWith(QLatin1Char('.')));
            CHECK_FALSE(sentence.contains(QLatin1String("secret")));
            CHECK_FALSE(said.contains(sentence));
            said.insert(sentence);
        }
        for (int state = 0; state <= static_cast<int>(PacketState::Held); ++state) {
            CHECK_FALSE(words::forState(static_cast<PacketState>(state)).isEmpty());
            CHECK_FALSE(words::whatToDo(row(static_cast<PacketState>(state)), noon).isEmpty());
        }
        for (int link = 0; link <= static_cast<int>(Link::NotSetUp); ++link) {
            SyncStatus status;
            status.link = static_cast<Link>(link);
            CHECK_FALSE(words::forLink(status.link).isEmpty());
            CHECK(words::connection(status, noon).endsWith(QLatin1Char('.')));
            const QString plain = words::connection(status, noon);
            for (const auto notice : {Notice::RegistryRewound, Notice::StationCopied}) {
                status.notice = notice;
                CHECK(words::connection(status, noon).size() > plain.size() + 20);
            }
        }
    }
}

TEST_CASE(
    "a packet that is not ours to send says where it is, with whom and since when, never that it waits for a "
    "connection",
    "[words]")
{
    Languages languages;
    for (const QString& language : Languages::codes()) {
        languages.use(language);
        QSet<QString> sentences;
        const QString waits = words::whatToDo(row(PacketState::Sealed), noon);
        QueueRow away = row(PacketState::Sealed);
        away.peer = away.origin = QStringLiteral("tram-02");
        away.bundleSince = noon - 1h;
        const auto says = [&](Custody custody, BundleState state, bool when) {
            away.custody = custody;
            away.bundleState = state;
            const QString sentence = words::whatToDo(away, noon);
            INFO(sentence.toStdString());
            CHECK(sentence.contains(QStringLiteral("tram-02")));
            CHECK(sentence.contains(words::moment(away.bundleSince, noon)) == when);
            CHECK_FALSE(sentence.contains(waits));
            CHECK(words::forState(away).size() > 3);
            sentences.insert(sentence);
        };
        says(Custody::Handed, BundleState::Preparing, false);
        says(Custody::Handed, BundleState::Out, true);
        says(Custody::Handed, BundleState::Acknowledged, true);
        says(Custody::Handed, BundleState::AskedBack, true);
        says(Custody::Taken, BundleState::Imported, true);
        says(Custody::Returned, BundleState::Returned, false);
        CHECK(sentences.size() == 6);
        away.custody = Custody::Carried; // this one is sent from here
        CHECK(words::whatToDo(away, noon).contains(waits));
        for (int state = 0; state <= static_cast<int>(BundleState::Returned); ++state) {
            BundleRow bundle;
            bundle.peer = QStringLiteral("tram-02");
            bundle.state = static_cast<BundleState>(state);
            CHECK_FALSE(words::forBundle(bundle.state).isEmpty());
            CHECK(words::whatToDo(bundle, noon).endsWith(QLatin1Char('.')));
        }
        for (int act = 0; act <= static_cast<int>(HandOverAct::TakeBack); ++act)
            for (int code = 0; code <= static_cast<int>(ErrorCode::Cancelled); ++code)
                CHECK(
                    words::handOverTrouble(static_cast<HandOverAct>(act), {static_cast<ErrorCode>(code), ""})
                        .size()
                    > 20);
    }
}

TEST_CASE("a finding names the field it is about", "[words]")
{
    Languages languages;
    languages.use(QStringLiteral("vi"));
    const QString label = QStringLiteral("ngày sinh");
    CHECK(words::forFinding({QStringLiteral("dob"), QStringLiteral("required"), Severity::Error, {}}, label)
        == QStringLiteral("Chưa nhập ngày sinh. Nhập để tiếp tục."));
    CHECK(
        words::forFinding({QStringLiteral("dob"), QStringLiteral("no-such-code"), Severity::Error, {}}, label)
        == QStringLiteral("Ngày sinh chưa đúng. Đối chiếu với giấy tờ."));
}

TEST_CASE("a label with a percent sign is shown as it is", "[words]")
{
    Languages languages;
    languages.use(QStringLiteral("en"));
    CHECK(words::forFinding({{}, QStringLiteral("too-long"), Severity::Error, {}}, QStringLiteral("A %2 b"))
        == QStringLiteral("A %2 b is too long. Shorten it."));
}

TEST_CASE("the connection is said in words, with the time it was lost", "[words]")
{
    Languages languages;
    languages.use(QStringLiteral("vi"));
    SyncStatus status;
    status.link = Link::Offline;
    status.since = noon - 2h;
    CHECK(words::connection(status, noon).contains(words::timeOfDay(noon - 2h)));
    CHECK(words::moment(noon - 48h, noon).contains(QLatin1String("25/11")));
}

TEST_CASE("history says how much was sent and which receipt came back", "[words]")
{
    Languages languages;
    languages.use(QStringLiteral("en"));
    CHECK(words::forHistory({noon, QStringLiteral("offset"), QStringLiteral("63/100")})
        == QStringLiteral("63 % sent"));
    CHECK(words::forHistory({noon, QStringLiteral("received"), QStringLiteral("42")})
        == QStringLiteral("Received by the registry (receipt 42)"));
    CHECK(words::forHistory({noon, QStringLiteral("no-such-event"), {}}) == QStringLiteral("Noted"));
    CHECK(words::forHistory({noon, QStringLiteral("finger-taken"), QStringLiteral("finger-02")})
        == QStringLiteral("Fingerprint taken: right index finger"));
    CHECK(words::forHistory({noon, QStringLiteral("finger-taken"), QStringLiteral("finger-99")})
        == QStringLiteral("Fingerprint taken"));
    CHECK(words::forHistory({noon, QStringLiteral("offset"), QStringLiteral("nonsense")})
        == QStringLiteral("0 bytes sent"));
}

TEST_CASE("every code that rules and open points give has a sentence of its own", "[words]")
{
    // The lists in core/procedure/validation.h and core/enroll/validate.h.
    const QStringList codes {"required", "too-long", "unknown-field", "pin-digits", "pin-length",
        "pin-prefix-unknown", "same-as-citizen", "old-number-digits", "name-characters", "date-format",
        "date-impossible", "date-future", "date-too-old", "date-before-birth", "age-too-young", "age-too-old",
        "age-no-milestone", "choice-unknown", "phone-format", "email-format", "pin-sex-mismatch",
        "pin-year-mismatch", "pin-place-mismatch", "warning-open", "procedure-mismatch",
        "procedure-not-in-force", "portrait-missing", "portrait-not-allowed", "portrait-check-failed",
        "waiver-note-missing", "finger-missing", "finger-not-allowed", "finger-note-missing",
        "finger-officer-missing", "sign-off-missing", "sign-off-own", "sign-off-supervisor", "not-confirmed",
        "signer-missing", "representative-must-confirm"};
    Languages languages;
    for (const QString& language : Languages::codes()) {
        languages.use(language);
        const QString unknown
            = words::forFinding({{}, QStringLiteral("no-such-code"), Severity::Error, {}}, "X");
        QSet<QString> sentences {unknown};
        for (const QString& code : codes) {
            INFO(language.toStdString() << " " << code.toStdString());
            const QString sentence = words::forFinding({{}, code, Severity::Error, {}}, "X");
            CHECK_FALSE(sentences.contains(sentence));
            sentences.insert(sentence);
        }
    }
}

TEST_CASE("sizes and ages are written as the locale writes them", "[words]")
{
    Languages languages;
    languages.use(QStringLiteral("vi"));
    CHECK(words::size(8'808'038) == QStringLiteral("8,4 MB"));
    CHECK(words::size(-5) == words::size(0));
    CHECK(words::age(noon - 90min, noon) == QStringLiteral("1 giờ"));
    CHECK(words::age(noon + 5min, noon) == QStringLiteral("vừa xong")); // a clock set back
    languages.use(QStringLiteral("en"));
    CHECK(words::size(8'808'038) == QStringLiteral("8.4 MB"));
}

TEST_CASE("a packet that waits says why nothing is sent, when the station or the network stands in the way",
    "[words]")
{
    Languages languages;
    for (const QString& language : Languages::codes()) {
        languages.use(language);
        for (const auto state : {PacketState::Sealed, PacketState::Announced, PacketState::Uploading}) {
            const QString plain = words::whatToDo(row(state), noon, Link::Online);
            QSet<QString> said {plain};
            for (const auto link : {Link::Refused, Link::LoginNeeded, Link::IdentityExchanged,
                     Link::ClockWrong, Link::NotSetUp}) {
                const QString why = words::whatToDo(row(state), noon, link);
                CHECK_FALSE(said.contains(why));
                said.insert(why);
            }
            CHECK(words::whatToDo(row(state), noon, Link::Offline) == plain);
        }
        CHECK(words::whatToDo(row(PacketState::Processed), noon, Link::Refused)
            == words::whatToDo(row(PacketState::Processed), noon, Link::Online));
    }
}

TEST_CASE("the registry's reasons about whose packet it is are said in words", "[words]")
{
    Languages languages;
    for (const QString& language : Languages::codes()) {
        languages.use(language);
        QSet<QString> said {words::forProblem(QStringLiteral("rejected:no-such-reason"))};
        for (const char* reason : {"other-station", "does-not-open", "other-packet"}) {
            const QString sentence = words::forProblem(QStringLiteral("rejected:") + QLatin1String(reason));
            CHECK_FALSE(said.contains(sentence));
            said.insert(sentence);
        }
    }
}

TEST_CASE("the wrong passphrase that starts a wait says how long it is, wherever it was asked", "[words]")
{
    Languages languages;
    languages.use(QStringLiteral("vi"));
    CHECK(words::forError({ErrorCode::WrongPassphrase, "wrong passphrase; next try in 20 s"})
              .contains(QStringLiteral("20 giây")));
    CHECK(words::forError({ErrorCode::WrongPassphrase, "wrong passphrase"})
        == QStringLiteral("Mật khẩu không đúng. Nhập lại."));
}

TEST_CASE("a picture library that cannot be loaded is not called a disk that failed", "[words]")
{
    Languages languages;
    const std::string detail = std::string(picturesNotLoaded) + ": no such file";
    for (const QString& language : Languages::codes()) {
        languages.use(language);
        CHECK(words::forError({ErrorCode::StorageFailed, detail})
            != words::forError({ErrorCode::StorageFailed, "fsync: Input/output error"}));
    }
    languages.use(QStringLiteral("vi"));
    CHECK(words::forError({ErrorCode::StorageFailed, detail}).contains(QStringLiteral("đọc và ghi ảnh")));
}
