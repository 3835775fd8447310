#include "app/enrollctl/sheet_language.h"

#include <QCoreApplication>
#include <QLocale>

// Outside the namespace: the macro declares a function of the global one.
static void loadTranslations() { Q_INIT_RESOURCE(translations); }

namespace station {

SheetLanguage::SheetLanguage(const QString& code)
{
    loadTranslations();
    QLocale::setDefault(code == QLatin1String("vi") ? QLocale(QLocale::Vietnamese, QLocale::Vietnam)
                                                    : QLocale(QLocale::English, QLocale::UnitedKingdom));
    if (m_translator.load(QStringLiteral(":/i18n/station_%1.qm").arg(code)))
        QCoreApplication::installTranslator(&m_translator);
}

SheetLanguage::~SheetLanguage()
{
    QCoreApplication::removeTranslator(&m_translator);
    QLocale::setDefault(QLocale::system());
}

} // namespace station
