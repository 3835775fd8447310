#include "app/station/passphrase_edit.h"

#include <QSignalBlocker>

namespace station {
namespace {

constexpr int longest = 1024; // characters, as the vault takes them
constexpr int everyChange = 4 * longest; // more than a person types and deletes in one field

} // namespace

PassphraseEdit::PassphraseEdit(const char* name, QWidget* parent)
    : QLineEdit(parent)
{
    setObjectName(QString::fromLatin1(name));
    setEchoMode(QLineEdit::Password);
    setContextMenuPolicy(Qt::NoContextMenu);
    setMaxLength(longest);
}

QByteArray PassphraseEdit::take()
{
    QByteArray words = text().toUtf8();
    forget();
    return words;
}

void PassphraseEdit::forget()
{
    if (text().isEmpty() && !isUndoAvailable() && !isModified())
        return;
    // QLineEdit keeps each typed letter in its history, whose memory lives on when it is emptied: written
    // over here.
    const QSignalBlocker quiet(this);
    setMaxLength(everyChange);
    setText({});
    insert(QString(everyChange, QLatin1Char('x')));
    setText({});
    setMaxLength(longest);
}

} // namespace station
