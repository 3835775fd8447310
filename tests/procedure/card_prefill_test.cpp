#include "core/procedure/card_prefill.h"
#include "tests/procedure/forms.h"

using namespace station;

namespace {

CardQr card(const char* qr)
{
    const auto read = parseCardQr(QString::fromUtf8(qr));
    if (!read)
        FAIL(read.error().detail);
    return *read;
}

const char* const woman
    = "037161999002|999000002|Phạm Thị Mẫu Đơn|02111961|Nữ|Thôn Ví Dụ, xã Kim Sơn, tỉnh Ninh Bình|05042023";
const char* const man
    = "012094999001||Lò Văn Thử Nghiệm|15031994|Nam|Bản Mẫu 1, xã Phong Thổ, tỉnh Lai Châu|20082024";

Mrz zone()
{
    return *parseMrz(QStringLiteral("IDVNM0949990011012094999001<<6"
                                    "9403154M3403152VNM<<<<<<<<<<<4"
                                    "LO<<VAN<THU<NGHIEM<<<<<<<<<<<<"));
}

} // namespace

TEST_CASE("a card's QR fills the form and says where each value came from", "[prefill]")
{
    const FormValues form = prefillFromCard(card(woman), procedureNamed("cc-exchange"), {});
    CHECK(form.value("pin") == FieldValue {"037161999002", Provenance::CardQr, false});
    CHECK(form.value("old_cmnd").text == QStringLiteral("999000002"));
    CHECK(form.value("name_full").text == QString::fromUtf8("Phạm Thị Mẫu Đơn"));
    CHECK(form.value("dob").text == QStringLiteral("1961-11-02"));
    CHECK(form.value("sex").text == QStringLiteral("2"));
    CHECK(form.value("permanent_residence").text
        == QString::fromUtf8("Thôn Ví Dụ, xã Kim Sơn, tỉnh Ninh Bình"));
    CHECK(form.value("card_issued").text == QStringLiteral("2023-04-05"));
    CHECK(differencesToCard(procedureNamed("cc-exchange"), form).empty());
}

TEST_CASE("a scan fills no field that the procedure does not ask", "[prefill]")
{
    const Procedure first = procedureNamed("cc-new-14");
    const FormValues form = prefillFromCard(card(woman), first, initialForm(first));
    CHECK_FALSE(form.contains("card_issued"));
    CHECK(form.contains("card:card_issued"));
    for (const Finding& finding : checkForm(first, form, today))
        CHECK(finding.code != QStringLiteral("unknown-field"));
}

TEST_CASE("what was declared stays, and the review shows what the card said", "[prefill]")
{
    const Procedure procedure = procedureNamed("cc-exchange");
    FormValues form;
    put(form, "permanent_residence", "Thôn Khác, xã Kim Sơn, tỉnh Ninh Bình");
    put(form, "name_full", "");
    form = prefillFromCard(card(woman), procedure, form);
    CHECK(form.value("permanent_residence").provenance == Provenance::Declared);
    CHECK(form.value("name_full").provenance == Provenance::CardQr);
    CHECK(differencesToCard(procedure, form)
        == std::vector<CardDifference> {
            {"permanent_residence", QString::fromUtf8("Thôn Ví Dụ, xã Kim Sơn, tỉnh Ninh Bình"),
                QString::fromUtf8("Thôn Khác, xã Kim Sơn, tỉnh Ninh Bình")}});
}

TEST_CASE("a value changed after the scan is a difference, another case of a name is none", "[prefill]")
{
    const Procedure procedure = procedureNamed("cc-exchange");
    FormValues form = prefillFromCard(card(woman), procedure, {});
    put(form, "name_full", "PHẠM THỊ MẪU ĐƠN");
    CHECK(differencesToCard(procedure, form).empty());
    put(form, "name_full", "Phạm Thị Mẫu Don");
    CHECK(differencesToCard(procedure, form).size() == 1);
    form.remove("name_full");
    CHECK(differencesToCard(procedure, form).at(0).declared.isEmpty());
}

TEST_CASE("the card of another person scanned by mistake leaves nothing behind", "[prefill]")
{
    const Procedure procedure = procedureNamed("cc-exchange");
    const FormValues right = prefillFromCard(card(man), procedure, {});
    CHECK(prefillFromCard(card(man), procedure, prefillFromCard(card(woman), procedure, {})) == right);
}

TEST_CASE("the MRZ fills number, birth and sex, and its plain name is compared, not taken", "[prefill]")
{
    const Procedure procedure = procedureNamed("cc-new-14");
    FormValues form = prefillFromMrz(zone(), procedure, {});
    CHECK(form.value("pin") == FieldValue {"012094999001", Provenance::CardMrz, false});
    CHECK(form.value("dob").text == QStringLiteral("1994-03-15"));
    CHECK(form.value("sex").text == QStringLiteral("1"));
    CHECK_FALSE(form.contains("name_full"));
    put(form, "name_full", "Lò Văn Thử Nghiệm");
    CHECK(differencesToCard(procedure, form).empty());
    put(form, "name_full", "Lò Văn Thứ");
    CHECK(differencesToCard(procedure, form).size() == 1);
}

TEST_CASE("a name that the MRZ had to cut off is compared as far as it goes", "[prefill]")
{
    const Procedure procedure = procedureNamed("cc-new-14");
    const QString name = QString::fromUtf8("Nguyễn Trường Nghiêng Phượng Hoàng");
    const auto number = PersonalNumber::parse(QStringLiteral("012094999001"));
    const auto cut = parseMrz(
        composeMrz(*number, PartialDate::of(QDate(1994, 3, 15)), Sex::Male, QDate(2034, 3, 15), name));
    REQUIRE(cut);
    FormValues form = prefillFromMrz(*cut, procedure, {});
    put(form, "name_full", "Nguyễn Trường Nghiêng Phượng Hoàng");
    CHECK(differencesToCard(procedure, form).empty());
    put(form, "name_full", "Nguyễn Trường Nghiêm Phượng Hoàng");
    CHECK(differencesToCard(procedure, form).size() == 1);
}

TEST_CASE("the QR's name with diacritics is not lost to a later MRZ", "[prefill]")
{
    const Procedure procedure = procedureNamed("cc-new-14");
    FormValues form = prefillFromMrz(zone(), procedure, prefillFromCard(card(man), procedure, {}));
    CHECK(form.value("name_full").text == QString::fromUtf8("Lò Văn Thử Nghiệm"));
    CHECK(form.value("card:name_full").provenance == Provenance::CardQr);
}
