#include "core/person/names.h"
#include "core/roster/fold.h"
#include "tests/roster/roster_bench.h"
#include "tests/support/child_process.h"
#include "tests/support/process_memory.h"

using namespace station;

namespace {

struct SearchBench : RosterBench {
    SearchBench()
    {
        imported("Họ và tên;Số ĐDCN;CMND;Ngày sinh;Thôn;Xã;SĐT\n"
                 "Nguyễn Văn Đức;037094999001;164000001;15/03/1994;Xóm 3;Kim Sơn;0912345678\n"
                 "Nguyễn Thị Đào;037194999002;;15/03/1994;Xóm 12 Đông;Kim Sơn;\n"
                 "Lò Văn Nguyên;012094999003;;1994;Bản Mẫu 1;Phong Thổ;0987654321\n"
                 "H'Hen Niê;066192999004;;1992;Buôn Sút;Cư Suê;\n");
    }
    QString find(const QString& text)
    {
        const auto hits = roster.search(text, 50);
        if (!hits)
            return QString::fromStdString(hits.error().detail);
        QStringList ids;
        for (const RosterHit& hit : hits->hits)
            ids << QString::number(hit.person.id);
        CHECK(hits->all == ids.size());
        return ids.join(u' ');
    }
    /// "name:Đức number:037" of the first hit.
    QString why(const QString& text)
    {
        const auto hits = roster.search(text, 50);
        if (!hits || hits->hits.empty())
            return {};
        QStringList words;
        for (const RosterMatch& match : hits->hits[0].matches) {
            const RosterPerson& person = hits->hits[0].person;
            const QString text_
                = match.isRecorded ? person.record.fields.value("phone") : person.facts[match.field];
            words << QString::fromLatin1(nameOf(match.field)) + u':' + text_.mid(match.start, match.length);
        }
        return words.join(u' ');
    }
};

} // namespace

TEST_CASE("people are found without diacritics, by prefixes, by several words in any order", "[roster]")
{
    SearchBench bench;
    CHECK(bench.find("duc") == "1");
    CHECK(bench.find("Đức") == "1");
    CHECK(bench.find("ĐỨC nguyen") == "1");
    CHECK(bench.find("nguyen") == "1 2 3"); // whole words first: Nguyễn, Nguyễn and Nguyên all fold to it
    CHECK(bench.find("ngu d") == "1 2");
    CHECK(bench.find("v ng") == "1 3");
    CHECK(bench.find("hhen") == "4");
    CHECK(bench.find("H'Hen nie") == "4");
    CHECK(bench.find("xom 12") == "2");
    CHECK(bench.find("xom 1 dong") == "2");
    CHECK(bench.find("mau nguyen") == "3");
    CHECK(bench.find("khong co") == "");
    CHECK(bench.find("") == "");
    CHECK(bench.find(" ,. ") == "");
}

TEST_CASE("people are found by number, old number and phone as they are typed", "[roster]")
{
    SearchBench bench;
    CHECK(bench.find("037") == "1 2");
    CHECK(bench.find("037 094 999 001") == "1");
    CHECK(bench.find("037.094") == "1");
    CHECK(bench.find("1640") == "1");
    CHECK(bench.find("0912 345") == "1");
    CHECK(bench.find("+84 912 345 678") == "1");
    CHECK(bench.find("98") == "");
    CHECK(bench.find("0370949990010") == "");
    CHECK(bench.find("03709499900112345678") == "");
}

TEST_CASE("a result says which letters of which field were found", "[roster]")
{
    SearchBench bench;
    CHECK(bench.why("duc ngu") == QStringLiteral("name:Ngu name:Đức"));
    CHECK(bench.why("nguyen") == QStringLiteral("name:Nguyễn"));
    CHECK(bench.why("0370") == "number:0370");
    CHECK(bench.why("hhe") == "name:H'He");
    CHECK(bench.why("xom 12") == QStringLiteral("hamlet:Xóm hamlet:12"));
    CHECK(bench.why("164") == "old-number:164");
}

TEST_CASE("a card's QR code jumps to its person, by the new number or the old one", "[roster]")
{
    SearchBench bench;
    CHECK(bench.find("037094999001|164000001|Nguyễn Văn Đức|15031994|Nam|Xóm 3, Kim Sơn|01012022") == "1");
    CHECK(bench.find("037094999009|164000001|Nguyễn Văn Đức|15031994|Nam|Xóm 3, Kim Sơn|01012022") == "1");
    CHECK(bench.find("037094999009||Nguyễn Văn Đức|15031994|Nam|Xóm 3, Kim Sơn|01012022") == "");
    CHECK(bench.find("a|b") == "qr-fields");
    CHECK(bench.roster.search("037094999001||Nguyễn Văn Đức|15031994|Nam|Xóm 3|01012022", 5)->isCard);
}

TEST_CASE("the phone an officer records is found at once, also when another program recorded it", "[roster]")
{
    SearchBench bench;
    CHECK(bench.find("0356") == "");
    REQUIRE(bench.roster.set({2}, {"", {{"phone", "0356000111"}}, {}, "gọi"}));
    CHECK(bench.find("0356") == "2");
    CHECK(bench.why("0356") == "phone:0356");
    REQUIRE(bench.make().set({2}, {"", {{"phone", "0357000111"}}, {}, "số mới"}));
    CHECK(bench.find("0357") == "2");
    CHECK(bench.find("0356") == ""); // it was so once
    // An import of another program makes the index anew.
    auto plan
        = bench.make().plan(bench.file("b.csv", headings + "Vàng A Mẫu;012090999007;1990;Nam;;Phong Thổ;\n"));
    REQUIRE(bench.make().import(std::move(*plan)));
    CHECK(bench.find("vang") == "5");
}

TEST_CASE("the index is gone from memory after forget()", "[roster]")
{
    SearchBench bench;
    QByteArray csv = headings;
    // Words that stand nowhere else in this process.
    for (int i = 0; i < 500; ++i)
        csv += QStringLiteral("Qzx%1 Thử;;1994;Nam;;Phong Thổ;\n")
                   .arg(QString(3, QChar('a' + i % 26)) + QChar('a' + i / 26))
                   .toUtf8();
    bench.imported(csv);
    // Looked at in children, because whoever looks at himself finds what he looks with. Each has what this
    // process has, and what it did itself.
    const QByteArray needle = QByteArray("qz") + "xccc";
    const auto countIn = [&](const std::function<void()>& work) {
        const Child child(work);
        REQUIRE(child.lives());
        return ProcessMemory(child.process()).find(needle).size();
    };
    bench.roster.forget();
    const auto before = countIn([] {});
    // In this order: what is found stays in this process's freed memory, and the next child inherits it.
    const auto after = countIn([&] {
        (void)bench.roster.search("nobody", 1);
        bench.roster.forget();
    });
    const auto with = countIn([&] { (void)bench.roster.search("nobody", 1); });
    CHECK(with > before); // the folded word stands in the index
    CHECK(after <= before);
    CHECK(bench.find("qzxccca") == "7"); // made anew
}

TEST_CASE("a word folds letter by letter as searchKey folds the whole", "[roster]")
{
    for (const char* text : {"Nguyễn Đức Ánh", "Ksor Y Blŏ", "Ð Ưu Ơi", "ÊĐÊ Mạnh", "ŁØÆ ß", "１２ Ａ"}) {
        const QString word = QString::fromUtf8(text);
        std::string whole;
        std::string streamed;
        for (const FoldedWord& each : foldedWords(word))
            whole += (whole.empty() ? "" : " ") + each.text;
        eachFoldedWord(word.toStdString(),
            [&](std::string_view each) { streamed += (streamed.empty() ? "" : " ") + std::string(each); });
        CHECK(whole == searchKey(word).toStdString());
        CHECK(streamed == whole);
        // Marks as letters of their own change nothing.
        std::string apart;
        for (const FoldedWord& each : foldedWords(word.normalized(QString::NormalizationForm_D)))
            apart += (apart.empty() ? "" : " ") + each.text;
        CHECK(apart == whole);
    }
    eachFoldedWord("\xFF\xC3", [](std::string_view) { FAIL("no word in torn bytes"); });
}
