#include "tests/procedure/forms.h"

#include <QFile>
#include <QTemporaryDir>

using namespace station;

namespace {

const QByteArray whole = R"({
  "id": "home-visit", "version": 2, "effective_from": "2026-01-01", "source": "ours",
  "title": {"vi": "Thu nhận tại nhà", "en": "Home visit"}, "says": {"vi": "Tôi không đi được"},
  "age": {"from": 14, "below": 100}, "milestones": [14, 25], "signer": "citizen",
  "captures": {"portrait": true, "fingers": "ten-single"},
  "fields": [
    {"key": "dob", "required": true},
    {"key": "ethnicity", "label": {"vi": "Dân tộc của công dân"}},
    {"key": "care_notes", "type": "text", "group": "person", "label": {"vi": "Lưu ý chăm sóc"}, "max_length": 40}
  ]
})";

std::string refusal(const QByteArray& json)
{
    const auto procedure = parseProcedure(json);
    return procedure ? "accepted" : procedure.error().detail;
}

// The document with one piece of text replaced; fails when the piece is not there.
std::string with(const char* piece, const char* other)
{
    REQUIRE(whole.contains(piece));
    return refusal(QByteArray(whole).replace(piece, other));
}

void write(const QTemporaryDir& folder, const char* name, const QByteArray& bytes)
{
    QFile file(folder.filePath(QLatin1String(name)));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

} // namespace

TEST_CASE("a procedure is read from data alone", "[reader]")
{
    const auto procedure = parseProcedure(whole);
    if (!procedure)
        FAIL(procedure.error().detail);
    CHECK(procedure->id == QStringLiteral("home-visit"));
    CHECK(procedure->version == 2);
    CHECK(procedure->effectiveFrom == QDate(2026, 1, 1));
    CHECK(procedure->title.in(QStringLiteral("en")) == QStringLiteral("Home visit"));
    CHECK(procedure->says.in(QStringLiteral("en")) == QString::fromUtf8("Tôi không đi được")); // falls back
    CHECK(procedure->ageFrom == 14);
    CHECK(procedure->ageBelow == 100);
    CHECK(procedure->milestones == std::vector<int> {14, 25});
    CHECK(procedure->signer == Signer::Citizen);
    REQUIRE(procedure->fields.size() == 3);

    // The dictionary gives what the procedure does not say; what it says wins.
    CHECK(procedure->fields[0].type == FieldType::Date);
    CHECK(procedure->fields[0].required);
    CHECK(procedure->fields[1].label.in(QStringLiteral("vi")) == QString::fromUtf8("Dân tộc của công dân"));
    CHECK(procedure->fields[1].choices.size() == 54);
    CHECK(procedure->fields[1].choiceList == QStringLiteral("ethnic-groups-1979"));
    CHECK(procedure->fields[2].type == FieldType::Text);
    CHECK(procedure->fields[2].maxLength == 40);
}

TEST_CASE("what does not fit the schema is refused with its place", "[reader]")
{
    CHECK(with("\"type\": \"text\"", "\"type\": \"txt\"") == "fields/2/type: unknown word");
    CHECK(with("\"required\": true", "\"required\": \"yes\"") == "fields/0/required: wrong type");
    CHECK(with("\"version\": 2", "\"version\": 2.5") == "version: wrong type");
    CHECK(with("\"version\": 2", "\"version\": \"2\"") == "version: wrong type");
    CHECK(with("\"source\": \"ours\"", "\"source\": \"ours\", \"colour\": 1") == "unknown key 'colour'");
    CHECK(with("\"key\": \"dob\",", "\"key\": \"dob\", \"lable\": {\"vi\": \"x\"},")
        == "fields/0: unknown key 'lable'");
    CHECK(with("\"signer\": \"citizen\",", "") == "missing key 'signer'");
    CHECK(with("{\"vi\": \"Thu nhận tại nhà\", ", "{") == "title: missing key 'vi'");
    CHECK(with("\"id\": \"home-visit\"", "\"id\": \"../home\"") == "id: wrong form");
    CHECK(with("\"from\": 14", "\"from\": -1").find("age/from: ") == 0);
    CHECK(with("[14, 25]", "[14, \"25\"]") == "milestones/1: wrong type");
    CHECK(refusal("{}").find("missing key") == 0);
}

TEST_CASE("what no schema can see is refused too", "[reader]")
{
    CHECK(with("\"key\": \"dob\", \"required\": true", "\"key\": \"dobb\"")
        == "fields/0/missing key 'type': the dictionary does not know this field");
    CHECK(with("\"key\": \"ethnicity\"", "\"key\": \"dob\"").find("fields/1") == 0);
    CHECK(with("2026-01-01", "2026-02-30") == "effective_from: no such day");
    CHECK(with("\"below\": 100", "\"below\": 14") == "age: nobody is of that age");
    CHECK(with("[14, 25]", "[25, 14]") == "milestones: must ascend");
    CHECK(with("[14, 25]", "[14, 14]") == "milestones: must ascend");
    CHECK(with("\"ten-single\"", "\"nine-single\"") == "captures/fingers: nothing is called 'nine-single'");
    CHECK(with("\"key\": \"ethnicity\",", "\"key\": \"ethnicity\", \"choices\": \"tribes\",")
        == "fields/1/choices: nothing is called 'tribes'");
    CHECK(with("\"max_length\": 40", "\"choices\": \"blood-qcvn109\"").find("fields/2/choices: ") == 0);
    CHECK(with("\"citizen\"", "\"representative\"").find("signer: ") == 0);
    CHECK(with("\"required\": true", "\"required\": false").find("age: ") == 0);
}

TEST_CASE(
    "a name of thousands of letters and a field list without end are refused in one sentence", "[reader]")
{
    const QByteArray endless = "\"" + QByteArray("a-").repeated(2000) + "a\"";
    CHECK(with("\"home-visit\"", endless.constData())
        == "id: String should be no more than 64 characters in length");
    const QByteArray fields = QByteArray("{\"key\": \"x\"},").repeated(300) + "{\"key\": \"dob\",";
    CHECK(with("{\"key\": \"dob\",", fields.constData()).find("fields: Array should contain no more than 200")
        == 0);
}

TEST_CASE("a path in a name reaches no file", "[reader]")
{
    CHECK(with("\"ten-single\"", "\"../codes/fields\"") == "captures/fingers: wrong form");
    CHECK(with("\"key\": \"ethnicity\",", "\"key\": \"ethnicity\", \"choices\": \"/etc/passwd\",")
        == "fields/1/choices: wrong form");
}

TEST_CASE("torn, doubled and huge documents are refused before the schema sees them", "[reader]")
{
    for (qsizetype cut = 0; cut < whole.size(); ++cut) {
        const auto torn = parseProcedure(whole.left(cut));
        if (torn || torn.error().code != ErrorCode::InvalidInput)
            FAIL("accepted " << cut << " bytes");
    }
    CHECK(with("\"version\": 2,", "\"version\": 2, \"version\": 3,") == "the key 'version' stands twice");
    CHECK(refusal(whole + QByteArray(1024 * 1024, ' ')) == "larger than 1 MiB");
    CHECK(refusal("\xEF\xBB\xBF" + whole) == "accepted"); // Windows editors write a byte order mark
}

TEST_CASE("one bad file fails the folder with the file's name", "[reader]")
{
    QTemporaryDir folder;
    write(folder, "good.json", whole);
    write(folder, "procedure.schema.json", "not a procedure");
    write(folder, "notes.txt", "not a procedure either");
    const auto one = loadProcedures(folder.path());
    REQUIRE(one);
    CHECK(one->size() == 1);

    write(folder, "bad.json", QByteArray(whole).replace("\"signer\": \"citizen\",", ""));
    const auto none = loadProcedures(folder.path());
    REQUIRE_FALSE(none);
    CHECK(none.error() == Error {ErrorCode::InvalidInput, "bad.json: missing key 'signer'"});
}

TEST_CASE("one id and version twice fails the folder, two versions do not", "[reader]")
{
    QTemporaryDir folder;
    write(folder, "a.json", whole);
    write(folder, "b.json", whole);
    CHECK(loadProcedures(folder.path()).error().code == ErrorCode::InvalidInput);
    write(folder, "b.json", QByteArray(whole).replace("\"version\": 2", "\"version\": 3"));
    CHECK(loadProcedures(folder.path())->size() == 2);
}

TEST_CASE("an empty or missing folder and a huge file are told apart", "[reader]")
{
    QTemporaryDir folder;
    CHECK(loadProcedures(folder.path()).error().code == ErrorCode::NotFound);
    CHECK(loadProcedures(folder.filePath(QStringLiteral("nowhere"))).error().code == ErrorCode::NotFound);
    QFile file(folder.filePath(QStringLiteral("huge.json")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.resize(qint64(1) << 31)); // sparse
    file.close();
    CHECK(loadProcedures(folder.path()).error().detail == "huge.json: larger than 1 MiB");
}

TEST_CASE("the newest version in force on the day counts", "[reader]")
{
    const auto version = [](int number, QDate from) {
        Procedure procedure;
        procedure.id = QStringLiteral("x");
        procedure.version = number;
        procedure.effectiveFrom = from;
        return procedure;
    };
    const std::vector all {version(1, QDate(2024, 7, 1)), version(2, QDate(2026, 1, 1)),
        version(3, QDate(2026, 1, 1)), version(4, QDate(2027, 1, 1))};
    CHECK(procedureInForce(all, QStringLiteral("x"), QDate(2025, 12, 31))->version == 1);
    CHECK(procedureInForce(all, QStringLiteral("x"), QDate(2026, 1, 1))->version == 3);
    CHECK(procedureInForce(all, QStringLiteral("x"), QDate(2027, 1, 1))->version == 4);
    CHECK(procedureInForce(all, QStringLiteral("x"), QDate(2024, 6, 30)).error().code == ErrorCode::NotFound);
    CHECK(procedureInForce(all, QStringLiteral("y"), QDate(2027, 1, 1)).error().code == ErrorCode::NotFound);
}
