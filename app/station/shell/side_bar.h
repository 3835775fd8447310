#pragma once

#include "app/station/shell/shell_presenter.h"

#include <QWidget>

#include <array>

class QPushButton;

namespace station {

/// The way between the pages outside a case.
class SideBar : public QWidget {
    Q_OBJECT

public:
    explicit SideBar(QWidget* parent = nullptr);
    void showPage(Page page);

signals:
    void chosen(station::Page page);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::array<QPushButton*, 6> m_ways {};
};

} // namespace station
