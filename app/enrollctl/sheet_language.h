#pragma once

#include <QString>
#include <QTranslator>

namespace station {

/// While it lives, words for people (app/words) and numbers are in that language: sheets are for people,
/// while this program speaks English. `code`: "vi" or "en".
class SheetLanguage {
public:
    explicit SheetLanguage(const QString& code);
    ~SheetLanguage();
    SheetLanguage(const SheetLanguage&) = delete;
    SheetLanguage& operator=(const SheetLanguage&) = delete;

private:
    QTranslator m_translator;
};

} // namespace station
