#include "core/person/mrz.h"
#include "tests/fuzz/fuzz.h"

namespace station {

void fuzzOne(const QByteArray& input)
{
    const auto mrz = parseMrz(QString::fromUtf8(input));
    if (!mrz) {
        holds(mrz.error().code == ErrorCode::InvalidInput, "what is no zone is InvalidInput");
        return;
    }
    const QString again = composeMrz(mrz->number, mrz->birth, mrz->sex, mrz->expiry, mrz->name());
    const auto second = parseMrz(again);
    holds(second.has_value(), "a zone that was read can be printed and read again");
    holds(second->number == mrz->number && second->birth == mrz->birth && second->sex == mrz->sex
            && second->expiry == mrz->expiry,
        "it says the same then");
}

std::vector<QByteArray> fuzzSeeds()
{
    std::vector<QByteArray> seeds;
    const struct {
        const char* number;
        QDate birth;
        Sex sex;
        std::optional<QDate> expiry;
        const char* name;
    } people[] {{"001194012345", QDate(1994, 3, 15), Sex::Female, QDate(2034, 3, 15), "NGUYEN THI MINH ANH"},
        {"012095000017", QDate(1995, 9, 2), Sex::Male, std::nullopt, "LO VAN THU NGHIEM"},
        {"079300000001", QDate(2000, 2, 29), Sex::Female, QDate(2025, 2, 28), "H HEN"}};
    for (const auto& person : people) {
        const auto number = PersonalNumber::parse(QString::fromLatin1(person.number));
        if (number)
            seeds.push_back(composeMrz(*number, PartialDate::of(person.birth), person.sex, person.expiry,
                QString::fromLatin1(person.name))
                                .toUtf8());
    }
    return seeds;
}

} // namespace station
