#include "tests/procedure/forms.h"

#include <random>

using namespace station;

namespace {

QStringList check(const char* procedure, const FormValues& form)
{
    return said(checkForm(procedureNamed(procedure), form, today));
}

// What is said about grownUp() under cc-new-14 with one value changed.
QStringList with(const char* key, const char* utf8)
{
    FormValues form = grownUp();
    put(form, key, utf8);
    return check("cc-new-14", form);
}

} // namespace

TEST_CASE("a whole form says nothing", "[validation]")
{
    CHECK(check("cc-new-14", grownUp()).isEmpty());
    CHECK(check("cc-new-6-14", childOf("2015-06-30", "")).isEmpty());
    CHECK(check("cc-new-0-6", childOf("2024-01-02", "")).isEmpty());
}

TEST_CASE("an empty form asks for what is required, in the order of the slip", "[validation]")
{
    CHECK(check("cc-new-14", {})
        == QStringList {"name_full: required", "dob: required", "sex: required", "ethnicity: required",
            "nationality: required", "permanent_residence: required"});
    CHECK(check("cc-new-14", initialForm(procedureNamed("cc-new-14"))).contains("name_full: required"));
    CHECK_FALSE(
        check("cc-new-14", initialForm(procedureNamed("cc-new-14"))).contains("nationality: required"));
}

TEST_CASE("a representative's form needs the representative", "[validation]")
{
    FormValues form = grownUp();
    put(form, "dob", "2015-06-30");
    put(form, "pin", "");
    CHECK(check("cc-new-6-14", form)
        == QStringList {"representative_name: required", "representative_pin: required",
            "representative_relation: required"});
    form = childOf("2015-06-30", "025215999003");
    put(form, "representative_pin", "025 215 999 003");
    CHECK(check("cc-new-6-14", form) == QStringList {"representative_pin: same-as-citizen"});
}

TEST_CASE("numbers that can't be are errors", "[validation]")
{
    CHECK(with("pin", "01209499900") == QStringList {"pin: pin-length"});
    CHECK(with("pin", "0120949990O1") == QStringList {"pin: pin-digits"});
    CHECK(with("pin", "097094999001") == QStringList {"pin: pin-prefix-unknown 097"});
    CHECK(with("pin", "003094999001") == QStringList {"pin: pin-prefix-unknown 003"});
    CHECK(with("pin", "005094999001") == QStringList {"pin: pin-prefix-unknown 005"});
    CHECK(with("pin", "301094999001") == QStringList {"pin: pin-prefix-unknown (W) 301"});
}

TEST_CASE("lawful mismatches with the number warn and name the value that may be kept", "[validation]")
{
    CHECK(with("pin", "012194999001") == QStringList {"sex: pin-sex-mismatch (W) 2"});
    CHECK(with("pin", "012095999001") == QStringList {"dob: pin-year-mismatch (W) 1995"});
    FormValues form = grownUp();
    put(form, "pin", "024094999005");
    put(form, "birth_reg_place", "Bắc Ninh");
    CHECK(check("cc-new-14", form)
        == QStringList {QString::fromUtf8("birth_reg_place: pin-place-mismatch (W) Bắc Giang Bắc Ninh")});
}

TEST_CASE("the place of registration is compared with the province of its time", "[validation]")
{
    const auto place = [](const char* pin, const char* text) {
        FormValues form = grownUp();
        put(form, "pin", pin);
        put(form, "birth_reg_place", text);
        return check("cc-new-14", form).size();
    };
    CHECK(place("024094999005", "Bắc Giang") == 0);
    CHECK(place("024094999005", "Xã Mẫu, huyện Yên Thế, tỉnh Bắc Giang") == 0);
    CHECK(place("024094999005", "Xã Yên Thế, Tỉnh Bắc Ninh")
        == 0); // as it is written since the districts went away
    CHECK(place("024094999005", "Xã Mẫu, huyện Gia Bình, tỉnh Bắc Ninh") == 1);
    CHECK(place("027094999005", "Bắc Ninh") == 0);
    CHECK(place("027094999005", "Xã Gia Bình, Tỉnh Bắc Ninh") == 0);
    CHECK(place("012094999005", "Xã Mẫu, Tỉnh Bắc Ninh") == 1);
    CHECK(place("046094999005", "Phường Mẫu, Thành phố Huế") == 0); // Thừa Thiên Huế in the number
    CHECK(place("046094999005", "TP. Huế") == 0);
    CHECK(place("012094999005", "Hà Nội") == 1);
    CHECK(place("012094999005", "Xã Phú Thọ")
        == 0); // a commune of a province's name says nothing about the province
    CHECK(place("012094999005", "Matxcơva, Nga") == 0);
    CHECK(place("231094999005", "Matxcơva, Nga") == 0);
    CHECK(place("231094999005", "Hà Nội") == 1); // registered in Russia, says the number
    CHECK(place("012094999005", "") == 0);
    CHECK(place("012094999005", ",,,") == 0);
}

TEST_CASE("dates that can't be are errors, a very old person is asked about", "[validation]")
{
    CHECK(with("dob", "31/02/1994") == QStringList {"dob: date-impossible"});
    CHECK(with("dob", "yesterday") == QStringList {"dob: date-format"});
    FormValues form = grownUp();
    put(form, "pin", "");
    put(form, "dob", "2026-11-22");
    CHECK(check("cc-new-14", form) == QStringList {"dob: date-future"});
    put(form, "dob", "1896-11-21");
    CHECK(check("cc-new-14", form).isEmpty()); // 130
    put(form, "dob", "1895-11-21");
    CHECK(check("cc-new-14", form) == QStringList {"dob: date-too-old (W)"});
}

TEST_CASE("the age decides the procedure, to the day", "[validation]")
{
    CHECK(check("cc-new-0-6", childOf("2020-11-22", "")).isEmpty());
    CHECK(check("cc-new-0-6", childOf("2020-11-21", "")) == QStringList {"dob: age-too-old 6 6"});
    CHECK(check("cc-new-6-14", childOf("2020-11-21", "")).isEmpty());
    CHECK(check("cc-new-6-14", childOf("2020-11-22", "")) == QStringList {"dob: age-too-young 5 6"});
    CHECK(check("cc-new-6-14", childOf("2012-11-22", "")).isEmpty());
    CHECK(check("cc-new-6-14", childOf("2012-11-21", "")) == QStringList {"dob: age-too-old 14 14"});
    FormValues form = grownUp();
    put(form, "pin", "");
    put(form, "dob", "2012-11-21");
    CHECK(check("cc-new-14", form).isEmpty());
    put(form, "dob", "2012-11-22");
    CHECK(check("cc-new-14", form) == QStringList {"dob: age-too-young 13 14"});
}

TEST_CASE("with only a year known an age is refused when no day of that year would do", "[validation]")
{
    FormValues form = grownUp();
    put(form, "pin", "");
    put(form, "dob", "2012");
    CHECK(check("cc-new-14", form).isEmpty());
    CHECK(check("cc-new-6-14", childOf("2012", "")).isEmpty());
    put(form, "dob", "2013");
    CHECK(check("cc-new-14", form) == QStringList {"dob: age-too-young 13 14"});
}

TEST_CASE("an exchange because of age comes when a milestone or the card's end is near", "[validation]")
{
    const auto exchange = [](const char* dob, const char* issued, const char* reason) {
        FormValues form = grownUp();
        put(form, "dob", dob);
        put(form, "pin", QByteArray("0120" + QByteArray(dob).mid(2, 2) + "999001").constData());
        put(form, "card_issued", issued);
        put(form, "exchange_reason", reason);
        return check("cc-exchange", form);
    };
    CHECK(exchange("1986-11-21", "2016-01-02", "age").isEmpty()); // 40 today
    CHECK(exchange("1987-11-21", "2016-01-02", "age").isEmpty()); // within two years before
    CHECK(exchange("1990-05-05", "2016-01-02", "age")
        == QStringList {"exchange_reason: age-no-milestone (W) 05/05/2030"});
    CHECK(exchange("1990-05-05", "2016-01-02", "request").isEmpty());
    CHECK(exchange("1990-05-05", "", "age").isEmpty()); // without the issue date nothing is known
    CHECK(exchange("1966-11-21", "2025-01-02", "age")
        == QStringList {"exchange_reason: age-no-milestone (W)"}); // no expiry
    CHECK(exchange("1990-05-05", "1989-01-02", "request") == QStringList {"card_issued: date-before-birth"});
    CHECK(exchange("1990-05-05", "2026-11-22", "request") == QStringList {"card_issued: date-future"});
}

TEST_CASE("an exchange needs the number of the card and a reason", "[validation]")
{
    FormValues form = grownUp();
    put(form, "pin", "");
    CHECK(check("cc-exchange", form) == QStringList {"exchange_reason: required", "pin: required"});
}

TEST_CASE("choices, contacts, lengths and unknown fields are judged", "[validation]")
{
    CHECK(with("ethnicity", "99") == QStringList {"ethnicity: choice-unknown"});
    CHECK(with("sex", "3") == QStringList {"sex: choice-unknown"});
    CHECK(with("phone", "0212345678") == QStringList {"phone: phone-format"});
    CHECK(with("phone", "+84 912 345 678").isEmpty());
    CHECK(with("email", "a@b") == QStringList {"email: email-format"});
    CHECK(with("old_cmnd", "12345678") == QStringList {"old_cmnd: old-number-digits"});
    CHECK(with("name_full", "Lò V4n") == QStringList {"name_full: name-characters"});
    CHECK(with("occupation", QByteArray(101, 'x').constData()) == QStringList {"occupation: too-long 100"});
    CHECK(with("naem", "x") == QStringList {"naem: unknown-field"});
    CHECK(with("card:name_full", "evidence, not a field").isEmpty());
    CHECK(with("name_full", "  \t ") == QStringList {"name_full: required"});
}

TEST_CASE("values are judged as they will be stored, whoever wrote them", "[validation]")
{
    FormValues form = grownUp();
    put(form, "dob", "15/3/1994");
    put(form, "sex", "Nam");
    put(form, "ethnicity", "thái");
    put(form, "nationality", "Vietnam");
    put(form, "pin", "012 094 999 001");
    CHECK(check("cc-new-14", form).isEmpty());
    const FormValues stored = normalisedForm(procedureNamed("cc-new-14"), form);
    CHECK(stored.value("dob").text == QStringLiteral("1994-03-15"));
    CHECK(stored.value("sex").text == QStringLiteral("1"));
    CHECK(stored.value("ethnicity").text == QStringLiteral("03"));
    CHECK(stored.value("nationality").text == QStringLiteral("VN"));
    CHECK(stored.value("pin").text == QStringLiteral("012094999001"));
}

TEST_CASE("one field is judged by itself and against the others", "[validation]")
{
    const Procedure procedure = procedureNamed("cc-new-14");
    FormValues form;
    put(form, "sex", "1");
    put(form, "dob", "1995-03-15");
    put(form, "pin", "012194999001");
    const auto leaving
        = [&](const char* key) { return said(checkField(procedure, form, QLatin1String(key), today)); };
    CHECK(leaving("pin").isEmpty());
    CHECK(leaving("sex") == QStringList {"sex: pin-sex-mismatch (W) 2"});
    CHECK(leaving("dob") == QStringList {"dob: pin-year-mismatch (W) 1994"});
    CHECK(leaving("name_full") == QStringList {"name_full: required"});
    CHECK(leaving("phone").isEmpty());
    CHECK(leaving("naem").isEmpty()); // not in the form
}

TEST_CASE("a kept warning stays in the list", "[validation]")
{
    FormValues form = grownUp();
    put(form, "pin", "012194999001");
    form["sex"].keptAsDeclared = true;
    CHECK(check("cc-new-14", form) == QStringList {"sex: pin-sex-mismatch (W) 2"});
}

TEST_CASE("a form moved to another procedure keeps the values that are asked there, and the card's evidence",
    "[validation]")
{
    FormValues form = childOf("2015-06-30", "025215999003");
    put(form, "card:pin", "025215999003");
    const FormValues kept = keptFor(procedureNamed("cc-new-14"), form);
    CHECK_FALSE(kept.contains("representative_name"));
    CHECK(kept.value("name_full") == form.value("name_full"));
    CHECK(kept.contains("card:pin"));
    for (const Finding& finding : checkForm(procedureNamed("cc-new-14"), kept, today))
        CHECK(finding.code != QStringLiteral("unknown-field"));
}

TEST_CASE("normalising twice changes nothing, for every field and every rubbish", "[validation][property]")
{
    std::mt19937 random(5);
    const QString letters = QString::fromUtf8(" 0123456789/-.+84aAđĐễ@’'|１／\t\n") + QChar(0x0301)
        + QChar(0x200B) + QChar(0xD800);
    std::uniform_int_distribution<qsizetype> letter(0, letters.size() - 1);
    const Procedure procedure = procedureNamed("cc-exchange");
    for (int i = 0; i < 2000; ++i) {
        QString typed;
        for (int left = i % 17; left > 0; --left)
            typed.append(letters.at(letter(random)));
        for (const FieldDefinition& field : procedure.fields) {
            const QString once = normalised(field, typed);
            if (normalised(field, once) != once)
                FAIL(field.key.toStdString() << ": " << typed.toStdString());
        }
    }
    SUCCEED();
}

TEST_CASE("every choice of every list is stored as its own code and found by its words", "[validation]")
{
    for (const Procedure& procedure : productProcedures()) {
        for (const FieldDefinition& field : procedure.fields) {
            for (const Choice& choice : field.choices) {
                INFO(field.key.toStdString() << " " << choice.code.toStdString());
                CHECK(normalised(field, choice.code) == choice.code);
                for (const QString& word : choice.label.byLanguage)
                    CHECK(normalised(field, word) == choice.code);
            }
        }
    }
}
