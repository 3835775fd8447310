#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTranslator>

namespace station {

/// The language of the interface, changed while the program runs: every widget gets QEvent::LanguageChange,
/// and numbers and dates follow (QLocale's default). Threads: the window's. One at a time.
class Languages : public QObject {
    Q_OBJECT

public:
    explicit Languages(QObject* parent = nullptr);
    ~Languages() override;

    [[nodiscard]] static QStringList codes(); ///< "vi", "en"
    [[nodiscard]] QString current() const { return m_current; }
    /// An unknown code changes nothing.
    void use(const QString& code);

signals:
    void changed(const QString& code);

private:
    QTranslator m_translator;
    QString m_current;
};

} // namespace station
