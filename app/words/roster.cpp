#include "app/words/roster_words.h"
#include "app/words/tr.h"
#include "app/words/words.h"
#include "core/person/partial_date.h"
#include "core/person/personal_number.h"

#include <QDateTime>
#include <QHash>

namespace station::words {

QString forRosterField(RosterField field)
{
    switch (field) {
    case RosterField::Number: return Say::tr("Personal number");
    case RosterField::OldNumber: return Say::tr("Old 9-digit number");
    case RosterField::Name: return Say::tr("Full name");
    case RosterField::Birth: return Say::tr("Birth date");
    case RosterField::Sex: return Say::tr("Sex");
    case RosterField::Hamlet: return Say::tr("Hamlet");
    case RosterField::Commune: return Say::tr("Commune");
    case RosterField::Household: return Say::tr("Household");
    case RosterField::Address: return Say::tr("Address");
    case RosterField::Phone: return Say::tr("Phone");
    case RosterField::Class: return Say::tr("Class");
    case RosterField::Note: return Say::tr("Note");
    case RosterField::Place: return Say::tr("Where they are");
    case RosterField::Job: return Say::tr("Work or study");
    case RosterField::Unread: return Say::tr("Not understood");
    }
    return {};
}

QString day(QDate day) { return day.toString(QStringLiteral("dd/MM/yyyy")); }

QString rosterValue(RosterField field, const QString& value)
{
    if (field == RosterField::Birth) {
        const QStringList parts = value.split(QLatin1Char('-')); // 1994, 1994-03, 1994-03-15
        return QStringList(parts.rbegin(), parts.rend()).join(QLatin1Char('/'));
    }
    if (field == RosterField::Sex)
        return value == QLatin1String("1") ? Say::tr("Male")
            : value == QLatin1String("2")  ? Say::tr("Female")
                                           : value;
    if (field == RosterField::Number && value.size() == 12)
        return QStringList {value.mid(0, 3), value.mid(3, 3), value.mid(6, 3), value.mid(9)}.join(
            QLatin1Char(' '));
    return value;
}

QString forRosterClass(const RosterClasses& classes, const QString& code)
{
    if (code.isEmpty())
        return Say::tr("No class yet");
    const RosterClass* known = classes.find(code);
    return known ? known->label.in(language()) : code;
}

QString rosterAnswer(const RosterQuestion& question, const QString& value)
{
    if (question.type == RosterQuestion::Type::Date) {
        const QDate kept = QDate::fromString(value, Qt::ISODate);
        return kept.isValid() ? day(kept) : value;
    }
    for (const Choice& choice : question.choices)
        if (choice.code == value)
            return choice.label.in(language());
    return value;
}

QString rosterKey(const RosterClasses& classes, const QString& key)
{
    if (key == QLatin1String("class"))
        return Say::tr("Class");
    const RosterQuestion* question = classes.question(key);
    return question ? question->label.in(language()) : key;
}

QString rosterText(const RosterClasses& classes, const QString& key, const QString& text)
{
    if (key == QLatin1String("class"))
        return forRosterClass(classes, text);
    const RosterQuestion* question = classes.question(key);
    return question ? rosterAnswer(*question, text) : text;
}

QString whyFound(const RosterHit& hit)
{
    QStringList parts;
    for (const RosterMatch& match : hit.matches) {
        const bool inList = match.field == RosterField::Name || match.field == RosterField::Hamlet;
        const QString value = match.isRecorded ? hit.person.phone() : hit.person.facts[match.field];
        const QString label = forRosterField(match.field);
        const QString part
            = inList ? label : QStringLiteral("%1 %2").arg(label, rosterValue(match.field, value));
        if (!parts.contains(part))
            parts.append(part);
    }
    return parts.join(QStringLiteral(", "));
}

QString rosterDay(const RosterExtractRow& extract)
{
    if (extract.on.isValid())
        return day(extract.on);
    return day(QDateTime::fromMSecsSinceEpoch(toMs(extract.importedAt)).date());
}

QString forRosterError(const Error& error)
{
    const QString detail = QString::fromStdString(error.detail);
    const QString word = detail.section(QLatin1Char(':'), 0, 0);
    if (error.code != ErrorCode::InvalidInput)
        return forError(error);
    if (word == QLatin1String("no-reason"))
        return Say::tr("Say how this is known.");
    if (word == QLatin1String("follow-up-past"))
        return Say::tr("The day to come back has passed. Choose a later one.");
    if (word == QLatin1String("nothing-changed"))
        return Say::tr("Nothing was changed.");
    if (word == QLatin1String("answers"))
        return Say::tr("One of the answers cannot be kept: look at dates, phone and what must be said.");
    if (word.startsWith(QLatin1String("qr-")))
        return Say::tr("This is no card's QR code that can be read. Scan it again.");
    return forError(error);
}

} // namespace station::words
