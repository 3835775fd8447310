#include "core/person/admin_units.h"
#include "tests/support/sanitizers.h"
#include "tests/support/test_data.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace station;

namespace {

const QByteArray small = "code5,province_code2,type_vi,name_vi,full_name_vi\n"
                         "10001,12,Xã,Phong Thổ,Xã Phong Thổ\n"
                         "10002,12,Xã,Dào San,Xã Dào San\r\n"
                         "10003,37,Xã,Kim Sơn,Xã Kim Sơn\n"
                         "10004,25,Xã,Thọ Phong,Xã Thọ Phong\n"
                         "\n"
                         "10005,79,Phường,Phú Thọ,\"Phường Phú Thọ\"\n";

QStringList found(const AdminUnits& units, const char* typed)
{
    QStringList codes;
    for (const Commune& commune : units.search(QString::fromUtf8(typed)))
        codes << commune.code;
    return codes;
}

std::string refusal(const QByteArray& csv)
{
    const auto units = AdminUnits::parse(csv);
    return units ? "accepted" : units.error().detail;
}

} // namespace

TEST_CASE("there are 34 provinces, found by code and by any spelling of their name", "[units]")
{
    CHECK(provinces().size() == 34);
    QSet<QString> codes;
    for (const Province& province : provinces()) {
        codes.insert(QLatin1String(province.code));
        CHECK(provinceByName(province.fullName())->code == province.code);
    }
    CHECK(codes.size() == 34);
    for (const char* name : {"Huế", "TP. Huế", "Thành phố Huế", "thanh pho hue", "TP Huế"}) {
        INFO(name);
        REQUIRE(provinceByName(QString::fromUtf8(name)));
        CHECK(QLatin1String(provinceByName(QString::fromUtf8(name))->code) == QLatin1String("46"));
    }
    CHECK(provinceByName(QString::fromUtf8("tỉnh Thanh Hoá"))->fullName()
        == QString::fromUtf8("Tỉnh Thanh Hóa"));
    CHECK_FALSE(provinceByName(QString::fromUtf8("Bắc Giang"))); // merged in 2025
    CHECK_FALSE(provinceByCode(QStringLiteral("02")));
}

TEST_CASE("a commune is found by a few letters without diacritics", "[units]")
{
    const auto units = AdminUnits::parse(small);
    REQUIRE(units);
    CHECK(units->communes().size() == 5);
    CHECK(found(*units, "pho") == QStringList {"10001", "10004"}); // whose own name begins so comes first
    CHECK(found(*units, "phong tho") == QStringList {"10001", "10004"});
    CHECK(found(*units, "tho pho") == QStringList {"10004", "10001"});
    CHECK(found(*units, "phong lai chau") == QStringList {"10001"});
    CHECK(found(*units, "KIM  sơn") == QStringList {"10003"});
    CHECK(found(*units, "ong") == QStringList {}); // words begin with what is typed
    CHECK(found(*units, "").isEmpty());
    CHECK(found(*units, "zz").isEmpty());
    CHECK(units->search(QStringLiteral("xa"), 2).size() == 2);
}

TEST_CASE("the text of a chosen place leads back to its commune", "[units]")
{
    const auto units = AdminUnits::parse(small);
    REQUIRE(units);
    const auto commune = units->byCode(QStringLiteral("10001"));
    REQUIRE(commune);
    const QString place = AdminUnits::placeText(*commune);
    CHECK(place == QString::fromUtf8("Xã Phong Thổ, Tỉnh Lai Châu"));
    CHECK(units->byPlaceText(place) == commune);
    CHECK_FALSE(units->byPlaceText(QStringLiteral("elsewhere")));
    CHECK_FALSE(units->byCode(QStringLiteral("99999")));
}

TEST_CASE("a list that is torn, empty or of another shape is refused with its line", "[units]")
{
    CHECK(refusal("").find("line 1") == 0);
    CHECK(refusal("name\nx\n").find("line 1") == 0);
    CHECK(refusal("code5,province_code2,full_name_vi\n") == "the list of communes is empty");
    CHECK(refusal("code5,province_code2,full_name_vi\n10001,12,Xa A\n10001,12,Xa B\n").find("line 3") == 0);
    CHECK(refusal("code5,province_code2,full_name_vi\n10001,02,Xa A\n") == "line 2: unknown province");
    CHECK(refusal("code5,province_code2,full_name_vi\n1001,12,Xa A\n").find("line 2") == 0);
    CHECK(refusal("code5,province_code2,full_name_vi\n10001,12,\n").find("line 2") == 0);
    CHECK(refusal("code5,province_code2,full_name_vi\n10001,12,\"Xa A\n").find("line 2") == 0);
    CHECK(refusal("code5,province_code2,full_name_vi\n10001,12,\xff\xfe\n")
        == "the list of communes is not UTF-8");
    CHECK(refusal(small.left(small.size() / 2)) != "accepted");
    CHECK(AdminUnits::load(QStringLiteral("/nowhere/communes.csv")).error().code == ErrorCode::NotFound);
}

TEST_CASE("a file over 16 MiB is refused before it is read", "[units]")
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("big.csv")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.resize(16 * 1024 * 1024 + 1));
    file.close();
    CHECK(AdminUnits::load(file.fileName()).error().code == ErrorCode::InvalidInput);
}

TEST_CASE("a country's whole list is searched faster than a key repeats", "[units]")
{
    const QString path = QStringLiteral("vn/admin-units/communes_3321.csv");
    STATION_NEEDS_DATA("vn/admin-units");
    const auto units = AdminUnits::load(testData(path));
    REQUIRE(units);
    CHECK(units->communes().size() == 3321);
    QElapsedTimer timer;
    timer.start();
    constexpr int searches = 100;
    for (int i = 0; i < searches; ++i)
        REQUIRE_FALSE(units->search(QStringLiteral("tan la")).empty());
    CHECK(timer.elapsed() / searches <= 20 * slower); // ms; a debug build on a loaded machine
    for (const Commune& commune : units->communes()) {
        if (units->byPlaceText(AdminUnits::placeText(commune)) != commune)
            FAIL("not found again: " << commune.code.toStdString());
    }
}
