#pragma once

#include <QByteArray>
#include <QLineEdit>

namespace station {

/// Where a passphrase or a code is typed. It hands the words out once and keeps none of them, not in what it
/// shows and not in its history of changes.
class PassphraseEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit PassphraseEdit(const char* name, QWidget* parent);

    /// The words in UTF-8; the field is empty then.
    [[nodiscard]] QByteArray take();
    /// Empty, and everything that was typed overwritten.
    void forget();
};

} // namespace station
