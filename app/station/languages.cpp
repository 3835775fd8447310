#include "app/station/languages.h"

#include <QCoreApplication>
#include <QLocale>

// Outside the namespace: the macro declares a function of the global one. A static library's resources are
// linked in only where they are asked for.
static void loadTranslations() { Q_INIT_RESOURCE(translations); }

namespace station {

Languages::Languages(QObject* parent)
    : QObject(parent)
{
    loadTranslations();
}

Languages::~Languages() { QCoreApplication::removeTranslator(&m_translator); }

QStringList Languages::codes() { return {QStringLiteral("vi"), QStringLiteral("en")}; }

void Languages::use(const QString& code)
{
    if (code == m_current || !codes().contains(code))
        return;
    m_current = code;
    QLocale::setDefault(code == QLatin1String("vi")
            ? QLocale(QLocale::Vietnamese, QLocale::Vietnam)
            : QLocale(QLocale::English, QLocale::UnitedKingdom)); // dd/mm/yyyy
    QCoreApplication::removeTranslator(&m_translator);
    if (m_translator.load(QStringLiteral(":/i18n/station_%1.qm").arg(code)))
        QCoreApplication::installTranslator(&m_translator);
    emit changed(code);
}

} // namespace station
