#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QTextBrowser;
class QUrl;

namespace station {

/// The manual beside the work: pages of :/help in the window's language. Opens nothing from outside.
class HelpPanel : public QFrame {
    Q_OBJECT

public:
    explicit HelpPanel(QWidget* parent = nullptr);
    /// @param page  "station-check"; @param anchor  a place in it, "" for its top
    void open(const QString& page, const QString& anchor = {});
    void takeFocus(); ///< so that the arrow keys scroll and Escape closes
    [[nodiscard]] QString heading() const; ///< of the page that is shown

signals:
    void closeAsked();

protected:
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void turnTo(const QUrl& address);
    void retranslate();

    QString m_page = QStringLiteral("index");
    QLabel* m_title;
    QPushButton* m_contents;
    QPushButton* m_close;
    QTextBrowser* m_text;
};

} // namespace station
