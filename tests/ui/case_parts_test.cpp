#include "app/station/case/case_presenter.h"
#include "app/station/case/date_typing.h"
#include "app/station/case/form_field.h"
#include "app/station/case/hands_view.h"
#include "app/station/case/key_burst.h"
#include "app/station/case/qr.h"
#include "app/station/case/review_points.h"
#include "app/station/case/slip.h"
#include "app/station/case/wedge_scanner.h"
#include "core/person/admin_units.h"
#include "tests/support/fake_case.h"
#include "tests/support/sanitizers.h"

#include <QCompleter>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <QVBoxLayout>

#include <catch2/catch.hpp>

#include <ReadBarcode.h>

using namespace station;
using namespace std::chrono_literals;

namespace {

const auto card
    = QStringLiteral("012094999001||Lò Văn Thử Nghiệm|15031994|Nam|Bản Mẫu 1, xã Phong Thổ|20082024");

struct Page : QWidget {
    QLineEdit* edit = new QLineEdit(this);
    QLineEdit* other = new QLineEdit(this);
    QPushButton* button = new QPushButton(this);
    WedgeScanner scanner {*this};
    QSignalSpy scanned {&scanner, &WedgeScanner::scanned};

    Page()
    {
        auto* column = new QVBoxLayout(this);
        for (QWidget* each : std::initializer_list<QWidget*> {edit, other, button})
            column->addWidget(each);
        show();
        QApplication::setActiveWindow(this);
        edit->setFocus();
    }
};

QString typed(const QString& keys)
{
    QString text;
    for (const QChar c : keys)
        text = withSeparators(text, text + c, static_cast<int>(text.size()) + 1).text;
    return text;
}

} // namespace

TEST_CASE("a scanner is told from a person by speed and bars", "[wedge]")
{
    KeyBurst burst;
    KeyBurst::TimePoint at {10s};
    SECTION("a card")
    {
        CHECK(burst.key(QStringLiteral("0"), false, at) == KeyBurst::Key::Passed);
        for (const QChar c : card.mid(1))
            CHECK(burst.key(QString(c), false, at += 5ms) == KeyBurst::Key::Held);
        CHECK(burst.key({}, true, at += 5ms) == KeyBurst::Key::Card);
        CHECK(burst.take() == card);
    }
    SECTION("the same text typed by a person is a person's")
    {
        for (const QChar c : card)
            CHECK(burst.key(QString(c), false, at += 60ms) == KeyBurst::Key::Passed);
        CHECK(burst.key({}, true, at += 60ms) == KeyBurst::Key::Passed);
    }
    SECTION("a fast burst without bars is no card")
    {
        for (const QChar c : QStringLiteral("1234567890123"))
            (void)burst.key(QString(c), false, at += 2ms);
        CHECK(burst.key({}, true, at += 2ms) == KeyBurst::Key::Passed);
    }
}

TEST_CASE("of a card nothing is left in the field that had the focus", "[wedge]")
{
    STATION_NOT_UNDER_SANITIZER("keys that come more than 20 ms apart are no scanner's");
    Page page;
    page.edit->setText(QStringLiteral("Nguyễn"));
    SECTION("ended by Enter")
    {
        sendKeys(page.edit, card);
        QTest::keyClick(page.edit, Qt::Key_Return);
        REQUIRE(page.scanned.size() == 1);
        CHECK(page.scanned.front().front().toString() == card);
        CHECK(page.edit->text() == QStringLiteral("Nguyễn"));
    }
    SECTION("ended by silence")
    {
        sendKeys(page.edit, card);
        REQUIRE(page.scanned.wait(2000));
        CHECK(page.edit->text() == QStringLiteral("Nguyễn"));
    }
    SECTION("spaces and Enter of a card press no button")
    {
        QSignalSpy clicked(page.button, &QPushButton::clicked);
        page.button->setFocus();
        sendKeys(page.button, card);
        QTest::keyClick(page.button, Qt::Key_Return);
        CHECK(page.scanned.size() == 1);
        CHECK(clicked.isEmpty());
    }
}

TEST_CASE("what a person types arrives unchanged and in order", "[wedge]")
{
    Page page;
    SECTION("fast, then Tab")
    {
        sendKeys(page.edit, QStringLiteral("Lò Văn"));
        QTest::keyClick(page.edit, Qt::Key_Tab);
        CHECK(page.edit->text() == QStringLiteral("Lò Văn"));
    }
    SECTION("fast, then nothing")
    {
        sendKeys(page.edit, QStringLiteral("Lò Văn"));
        CHECK(QTest::qWaitFor([&] { return page.edit->text() == QStringLiteral("Lò Văn"); }, 2000));
    }
    SECTION("fast, then another field")
    {
        sendKeys(page.edit, QStringLiteral("Lò Văn"));
        page.other->setFocus();
        sendKeys(page.other, QStringLiteral("Thử"));
        QTest::keyClick(page.other, Qt::Key_Tab);
        CHECK(page.edit->text() == QStringLiteral("Lò Văn"));
        CHECK(page.other->text() == QStringLiteral("Thử"));
    }
    CHECK(page.scanned.isEmpty());
}

TEST_CASE("separators of a date come by themselves, and other shapes stay possible", "[dates]")
{
    CHECK(typed(QStringLiteral("15031994")) == QStringLiteral("15/03/1994"));
    CHECK(typed(QStringLiteral("15/03/1994")) == QStringLiteral("15/03/1994"));
    CHECK(typed(QStringLiteral("5/3/1994")) == QStringLiteral("5/3/1994"));
    CHECK(typed(QStringLiteral("1994")) == QStringLiteral("1994"));
    CHECK(typed(QStringLiteral("2000")) == QStringLiteral("2000"));
    CHECK(typed(QStringLiteral("19051994")) == QStringLiteral("19/05/1994"));
    CHECK(
        withSeparators(QStringLiteral("15/03/"), QStringLiteral("15/03"), 5).text == QStringLiteral("15/03"));
    CHECK(withSeparators(QString(), QStringLiteral("15031994"), 8).text
        == QStringLiteral("15/03/1994")); // pasted
}

TEST_CASE(
    "the right hand of the citizen is at the officer's left, thumbs inside, fingers towards her", "[hands]")
{
    HandsView hands(nullptr);
    hands.resize(640, 400);
    QMap<int, FingerState> all;
    for (const FingerPosition position : allFingers)
        all.insert(static_cast<int>(position), FingerState::Waiting);
    hands.setFingers(all);
    const auto x = [&](FingerPosition position) { return hands.tipOf(position).x(); };
    CHECK(x(FingerPosition::RightLittle) < x(FingerPosition::RightRing));
    CHECK(x(FingerPosition::RightIndex) < x(FingerPosition::RightThumb));
    CHECK(x(FingerPosition::RightThumb) < x(FingerPosition::LeftThumb));
    CHECK(x(FingerPosition::LeftThumb) < x(FingerPosition::LeftIndex));
    CHECK(x(FingerPosition::LeftRing) < x(FingerPosition::LeftLittle));
    CHECK(hands.tipOf(FingerPosition::RightMiddle).y() > 200);
    for (const FingerPosition position : allFingers)
        CHECK(hands.fingerAt(hands.tipOf(position)) == position);
}

TEST_CASE("the slip's code holds the case number and nothing else", "[slip]")
{
    const auto code = qrCode(QStringLiteral("00019-2026-000123-7"));
    REQUIRE(code);
    const QImage large = code->scaled(code->size() * 8).convertToFormat(QImage::Format_Grayscale8);
    const auto read = ZXing::ReadBarcode({large.constBits(), large.width(), large.height(),
        ZXing::ImageFormat::Lum, static_cast<int>(large.bytesPerLine())});
    REQUIRE(read.isValid());
    CHECK(QString::fromStdWString(read.text()) == QStringLiteral("00019-2026-000123-7"));
    CHECK(qrCode(QString()).error().code == ErrorCode::InvalidInput);
    CHECK(qrCode(QString(5000, u'x')).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("the result date counts working days", "[slip]")
{
    CHECK(afterWorkingDays(QDate(2026, 11, 27), 7) == QDate(2026, 12, 8)); // Friday
    CHECK(afterWorkingDays(QDate(2026, 11, 28), 7) == QDate(2026, 12, 8)); // Saturday
    CHECK(afterWorkingDays(QDate(2026, 11, 30), 0) == QDate(2026, 11, 30));
    CHECK(masked(QStringLiteral("012094999001")) == QStringLiteral("•••• •••• 9001"));
    CHECK(masked({}).isEmpty());
}

TEST_CASE("the PDF is whole or not there", "[slip]")
{
    QTemporaryDir folder;
    Slip slip;
    slip.caseNumber = QStringLiteral("000123");
    slip.name = QStringLiteral("Công Tằng Tôn Nữ Hoàng Phương Thảo Bảo Quyên");
    slip.resultOn = QDate(2026, 12, 8);
    REQUIRE(writeSlipPdf(slip, folder.filePath("slip.pdf")));
    QFile file(folder.filePath("slip.pdf"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    CHECK(bytes.startsWith("%PDF-"));
    CHECK(bytes.trimmed().endsWith("%%EOF"));
    CHECK(writeSlipPdf(slip, folder.filePath("no/such/folder.pdf")).error().code == ErrorCode::StorageFailed);
    CHECK_FALSE(QFile::exists(folder.filePath("no")));
}

TEST_CASE("the review lists what blocks before what only wants a look", "[review]")
{
    const auto procedures = loadProcedures(QStringLiteral(":/procedures")).value();
    const QDate today(2026, 11, 27);
    const Procedure procedure = procedureInForce(procedures, QStringLiteral("cc-new-14"), today).value();
    EnrollmentDraft draft;
    draft.fingers.insert(
        1, {FingerPosition::RightThumb, Impression::Plain, FingerCapture {"png", 1, 3, {}, {}}, {}});
    draft.fingers.insert(2, {FingerPosition::RightIndex, Impression::Plain, {}, FingerException {}});
    const auto points = reviewPoints(draft, procedure, today);
    const auto firstFree
        = std::find_if(points.begin(), points.end(), [](const ReviewPoint& point) { return !point.blocks; });
    CHECK(std::all_of(points.begin(), firstFree, [](const ReviewPoint& point) { return point.blocks; }));
    CHECK(std::distance(firstFree, points.end()) == 2);
    const auto missing = std::find_if(points.begin(), points.end(),
        [](const ReviewPoint& point) { return point.kind == ReviewPoint::Kind::FingersMissing; });
    REQUIRE(missing != points.end());
    CHECK(missing->count == 8);
    CHECK(missing->finger == FingerPosition::RightMiddle);
}

TEST_CASE("a Place field offers communes by a few letters after its last comma", "[case]")
{
    const auto communes = AdminUnits::parse("code5,province_code2,full_name_vi\n00001,12,Xã Mẫu Thử\n");
    REQUIRE(communes);
    FieldView view;
    view.field.key = QStringLiteral("place");
    view.field.type = FieldType::Place;
    view.field.maxLength = 100;
    FormField field(view, nullptr);
    field.offerCommunes(*communes);
    auto* completer = field.findChild<QCompleter*>();
    REQUIRE(completer);
    auto* line = field.findChild<QLineEdit*>();
    sendKeys(line, QStringLiteral("Thôn 1, mau t"));
    REQUIRE(completer->model()->rowCount() == 1);
    const QString place = completer->model()->index(0, 0).data().toString();
    CHECK(place == QStringLiteral("Thôn 1, Xã Mẫu Thử, Tỉnh Lai Châu"));
    emit completer->activated(place);
    CHECK(field.text() == place);
    sendKeys(line, QStringLiteral(", zz"));
    CHECK(completer->model()->rowCount() == 0); // anything else stays as it is typed
    CHECK(field.text() == place + QStringLiteral(", zz"));
}
