#include "core/roster/classes.h"

#include "core/person/contact.h"
#include "core/person/names.h"
#include "core/person/partial_date.h"
#include "core/procedure/rule_book.h"
#include "core/procedure/strict_json.h"

#include <QJsonArray>

#include <algorithm>

namespace station {
namespace {

constexpr qsizetype longestAnswer = 500;

Words wordsFrom(const QJsonValue& value)
{
    Words words;
    const QJsonObject object = value.toObject();
    for (auto word = object.begin(); word != object.end(); ++word)
        words.byLanguage.insert(word.key(), word.value().toString());
    return words;
}

QStringList textsFrom(const QJsonValue& value)
{
    QStringList texts;
    for (const QJsonValue& text : value.toArray())
        texts.append(text.toString());
    return texts;
}

RosterQuestion::Type typeFrom(const QString& name)
{
    if (name == u"date")
        return RosterQuestion::Type::Date;
    if (name == u"phone")
        return RosterQuestion::Type::Phone;
    return name == u"choice" ? RosterQuestion::Type::Choice : RosterQuestion::Type::Text;
}

RosterQuestion questionFrom(const QJsonObject& object)
{
    RosterQuestion question {object.value(QLatin1String("key")).toString(),
        typeFrom(object.value(QLatin1String("type")).toString()),
        wordsFrom(object.value(QLatin1String("label"))), object.value(QLatin1String("always")).toBool(), {}};
    for (const QJsonValue& choice : object.value(QLatin1String("choices")).toArray())
        question.choices.push_back({choice.toObject().value(QLatin1String("code")).toString(),
            wordsFrom(choice.toObject().value(QLatin1String("label")))});
    return question;
}

RosterClass classFrom(const QJsonObject& object)
{
    return {object.value(QLatin1String("code")).toString(), wordsFrom(object.value(QLatin1String("label"))),
        textsFrom(object.value(QLatin1String("asks"))), textsFrom(object.value(QLatin1String("needs"))),
        wordsFrom(object.value(QLatin1String("next"))),
        object.value(QLatin1String("leaves_target")).toBool()};
}

tl::unexpected<Error> wrong(const QString& key, const char* why)
{
    return fail(ErrorCode::InvalidInput, quoted(key) + ": " + why);
}

template<class Items, class Code>
auto findIn(const Items& items, Code code)
{
    const auto found = std::find_if(items.begin(), items.end(), code);
    return found == items.end() ? nullptr : &*found;
}

} // namespace

Result<RosterClasses> RosterClasses::load()
{
    return checkedRules(QStringLiteral(":/roster/classes")).and_then(&RosterClasses::from);
}

Result<RosterClasses> RosterClasses::from(const QJsonObject& document)
{
    RosterClasses classes;
    for (const QJsonValue& value : document.value(QLatin1String("fields")).toArray()) {
        RosterQuestion question = questionFrom(value.toObject());
        if (classes.question(question.key))
            return wrong(question.key, "stands twice");
        if ((question.type == RosterQuestion::Type::Choice) == question.choices.empty())
            return wrong(question.key, "choices belong to a choice, and only there");
        classes.m_questions.push_back(std::move(question));
    }
    for (const QJsonValue& value : document.value(QLatin1String("classes")).toArray()) {
        RosterClass added = classFrom(value.toObject());
        if (classes.find(added.code))
            return wrong(added.code, "stands twice");
        for (const QString& key : added.asks)
            if (!classes.question(key))
                return wrong(added.code, "asks for an unknown field");
        for (const QString& key : added.needs)
            if (!added.asks.contains(key))
                return wrong(added.code, "needs a field that it does not ask for");
        classes.m_classes.push_back(std::move(added));
    }
    return classes;
}

const RosterClass* RosterClasses::find(const QString& code) const
{
    return findIn(m_classes, [&](const RosterClass& each) { return each.code == code; });
}

const RosterQuestion* RosterClasses::question(const QString& key) const
{
    return findIn(m_questions, [&](const RosterQuestion& each) { return each.key == key; });
}

QString RosterClasses::codeFrom(const QString& typed) const
{
    const QString key = searchKey(typed);
    for (const RosterClass& each : m_classes) {
        if (key == searchKey(each.code))
            return each.code;
        for (const QString& word : each.label.byLanguage)
            if (key == searchKey(word))
                return each.code;
    }
    return {};
}

Result<QString> RosterClasses::answer(const RosterQuestion& question, const QString& typed) const
{
    const QString text = normalisedText(typed);
    if (text.isEmpty())
        return text;
    switch (question.type) {
    case RosterQuestion::Type::Text:
        if (text.size() > longestAnswer)
            return wrong(question.key, "longer than 500 characters");
        return text;
    case RosterQuestion::Type::Phone: {
        const QString phone = normalisedPhone(text);
        if (!isMobilePhone(phone))
            return wrong(question.key, "not a mobile number");
        return phone;
    }
    case RosterQuestion::Type::Date: {
        auto day = PartialDate::parseTyped(text);
        if (!day)
            day = PartialDate::parseIso(text);
        if (!day)
            return wrong(question.key, "not a date");
        return day->iso();
    }
    case RosterQuestion::Type::Choice:
        if (!findIn(question.choices, [&](const Choice& choice) { return choice.code == text; }))
            return wrong(question.key, "none of its choices");
        return text;
    }
    return text;
}

Result<QMap<QString, QString>> RosterClasses::answers(
    const QString& classCode, const QMap<QString, QString>& typed) const
{
    const RosterClass* of = find(classCode);
    if (!of && !classCode.isEmpty())
        return wrong(classCode, "no class of the roster");
    QMap<QString, QString> kept;
    for (auto each = typed.begin(); each != typed.end(); ++each) {
        const RosterQuestion* asked = question(each.key());
        if (!asked)
            return wrong(each.key(), "no field of the roster");
        if (!asked->always && !(of && of->asks.contains(each.key())))
            return wrong(each.key(), "not asked by this class");
        auto text = answer(*asked, each.value());
        if (!text)
            return failed(text);
        if (!text->isEmpty())
            kept.insert(each.key(), *text);
    }
    for (const QString& key : of ? of->needs : QStringList())
        if (!kept.contains(key))
            return wrong(key, "this class needs it");
    return kept;
}

} // namespace station
