#include "app/words/tr.h"
#include "app/words/words.h"

#include <QHash>

namespace station::words {
namespace {

/// %1 is the field's label, %2 the finding's first argument.
using Sentences = QHash<QString, const char*>;

const Sentences& sentences()
{
    static const Sentences all {
        {QStringLiteral("required"), QT_TRANSLATE_NOOP("Say", "%1 is missing. Enter it to go on.")},
        {QStringLiteral("pin-length"),
            QT_TRANSLATE_NOOP("Say", "The personal number has 12 digits. Check it against the papers.")},
        {QStringLiteral("pin-digits"),
            QT_TRANSLATE_NOOP(
                "Say", "The personal number holds only digits. Check for letters typed by mistake.")},
        {QStringLiteral("pin-prefix-unknown"),
            QT_TRANSLATE_NOOP("Say",
                "The first three digits name no province or country. Check the number against the papers.")},
        {QStringLiteral("pin-sex-mismatch"),
            QT_TRANSLATE_NOOP("Say",
                "The personal number says another sex. Check both; if the papers say so, keep it as "
                "declared.")},
        {QStringLiteral("pin-year-mismatch"),
            QT_TRANSLATE_NOOP("Say",
                "The personal number says another year of birth. Check both; if the papers say so, keep it "
                "as declared.")},
        {QStringLiteral("pin-place-mismatch"),
            QT_TRANSLATE_NOOP("Say",
                "The personal number says another place of birth registration. Check both; if the papers say "
                "so, keep it as declared.")},
        {QStringLiteral("name-characters"),
            QT_TRANSLATE_NOOP("Say", "%1 holds a character that no name has. Remove digits and signs.")},
        {QStringLiteral("date-impossible"),
            QT_TRANSLATE_NOOP("Say", "This day does not exist. Type it as day/month/year.")},
        {QStringLiteral("date-format"),
            QT_TRANSLATE_NOOP("Say",
                "This is not a date. Type it as day/month/year, or only the year when no more is known.")},
        {QStringLiteral("date-before-birth"),
            QT_TRANSLATE_NOOP("Say", "This day is before the birth date. Check both dates.")},
        {QStringLiteral("portrait-not-allowed"),
            QT_TRANSLATE_NOOP("Say",
                "This procedure takes no portrait. Check the birth date; if it is right, discard this case "
                "and open a new one.")},
        {QStringLiteral("portrait-check-failed"),
            QT_TRANSLATE_NOOP(
                "Say", "A check of the portrait failed. Take it again, or give the reason why it is used.")},
        {QStringLiteral("waiver-note-missing"),
            QT_TRANSLATE_NOOP("Say", "Say in the note why this portrait is used.")},
        {QStringLiteral("finger-not-allowed"),
            QT_TRANSLATE_NOOP("Say",
                "This procedure takes no such print. Check the birth date; if it is right, discard this case "
                "and open a new one.")},
        {QStringLiteral("finger-note-missing"),
            QT_TRANSLATE_NOOP("Say", "Say in the note why this finger can't be taken.")},
        {QStringLiteral("finger-officer-missing"),
            QT_TRANSLATE_NOOP(
                "Say", "Nobody answers for the reason at this finger. Enter the reason again.")},
        {QStringLiteral("sign-off-missing"),
            QT_TRANSLATE_NOOP("Say", "A second officer must sign what was waived here.")},
        {QStringLiteral("sign-off-own"),
            QT_TRANSLATE_NOOP("Say", "Nobody signs off what he waived himself. Another officer must sign.")},
        {QStringLiteral("sign-off-supervisor"),
            QT_TRANSLATE_NOOP("Say", "A supervisor must sign what was waived here.")},
        {QStringLiteral("signer-missing"),
            QT_TRANSLATE_NOOP("Say", "The name of the person who confirms is missing. Enter it to go on.")},
        {QStringLiteral("representative-must-confirm"),
            QT_TRANSLATE_NOOP(
                "Say", "The legal representative must confirm. Let them read the page, then mark it.")},
        {QStringLiteral("procedure-mismatch"),
            QT_TRANSLATE_NOOP(
                "Say", "The rules have changed since this case was opened. Choose the procedure again.")},
        {QStringLiteral("procedure-not-in-force"),
            QT_TRANSLATE_NOOP(
                "Say", "This procedure is not in force yet. Check the clock of this computer.")},
        {QStringLiteral("date-future"),
            QT_TRANSLATE_NOOP("Say", "This day has not come yet. Check the year.")},
        {QStringLiteral("date-too-old"),
            QT_TRANSLATE_NOOP("Say", "This day is too long ago. Check the year.")},
        {QStringLiteral("age-too-young"),
            QT_TRANSLATE_NOOP("Say",
                "The person is too young for this procedure. Choose another procedure or check the birth "
                "date.")},
        {QStringLiteral("age-too-old"),
            QT_TRANSLATE_NOOP("Say",
                "The person is too old for this procedure. Choose another procedure or check the birth "
                "date.")},
        {QStringLiteral("age-no-milestone"),
            QT_TRANSLATE_NOOP("Say",
                "The person has not reached an age at which the card is exchanged. Check the birth date and "
                "the reason.")},
        {QStringLiteral("old-number-digits"),
            QT_TRANSLATE_NOOP(
                "Say", "The old identity card number has 9 digits. Check it against the card.")},
        {QStringLiteral("phone-format"),
            QT_TRANSLATE_NOOP("Say", "The phone number is not complete. Type 10 digits beginning with 0.")},
        {QStringLiteral("email-format"),
            QT_TRANSLATE_NOOP("Say", "The e-mail address is not complete. It reads name@place.")},
        {QStringLiteral("too-long"), QT_TRANSLATE_NOOP("Say", "%1 is too long. Shorten it.")},
        {QStringLiteral("choice-unknown"),
            QT_TRANSLATE_NOOP("Say", "%1 is not in the list. Choose from the list.")},
        {QStringLiteral("unknown-field"),
            QT_TRANSLATE_NOOP("Say", "This procedure does not ask for %1. Leave it empty.")},
        {QStringLiteral("same-as-citizen"),
            QT_TRANSLATE_NOOP(
                "Say", "The representative must be another person than the citizen. Check the number.")},
        {QStringLiteral("portrait-missing"),
            QT_TRANSLATE_NOOP("Say", "There is no portrait yet. Take it on the portrait page.")},
        {QStringLiteral("finger-missing"),
            QT_TRANSLATE_NOOP(
                "Say", "This finger has neither a print nor a reason. Go back to the fingers page.")},
        {QStringLiteral("not-confirmed"),
            QT_TRANSLATE_NOOP(
                "Say", "The citizen has not confirmed yet. Let them read the page, then mark it.")},
        {QStringLiteral("warning-open"),
            QT_TRANSLATE_NOOP("Say", "%1 is still questioned. Correct it or keep it as declared.")},
    };
    return all;
}

/// In one pass, so that a label that itself holds "%2" is shown as it is.
QString filled(const QString& sentence, const QString& label, const QString& argument)
{
    QString text;
    for (qsizetype i = 0; i < sentence.size(); ++i) {
        const QStringView two = QStringView(sentence).mid(i, 2);
        if (two != QLatin1String("%1") && two != QLatin1String("%2")) {
            text += sentence.at(i);
            continue;
        }
        text += two == QLatin1String("%1") ? label : argument;
        ++i;
    }
    return text;
}

} // namespace

QString forFinding(const Finding& finding, const QString& label)
{
    const char* known = sentences().value(
        finding.code, QT_TRANSLATE_NOOP("Say", "%1 is not right. Check it against the papers."));
    QString sentence = filled(Say::tr(known), label, finding.arguments.value(0));
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

} // namespace station::words
