#include "core/person/contact.h"

#include "core/person/names.h"

#include <QRegularExpression>

namespace station {

QString normalisedPhone(const QString& typed)
{
    QString number = normalisedDigits(QString(typed).remove(u'(').remove(u')'));
    if (number.startsWith(u"+84"))
        number = u'0' + number.mid(3);
    else if (number.startsWith(u"84") && number.size() == 11)
        number = u'0' + number.mid(2);
    return number;
}

bool isMobilePhone(const QString& phone)
{
    static const QRegularExpression shape(QStringLiteral("^0[35789][0-9]{8}\\z"));
    return shape.match(phone).hasMatch();
}

QString normalisedEmail(const QString& typed)
{
    const QString text = normalisedText(typed);
    const auto at = text.lastIndexOf(u'@');
    return at < 0 ? text : text.left(at) + text.mid(at).toLower();
}

bool isEmail(const QString& email)
{
    static const QRegularExpression shape(QStringLiteral(
        "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
        "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\\z"));
    return email.size() <= 254 && email.indexOf(u'@') <= 64 && shape.match(email).hasMatch();
}

} // namespace station
