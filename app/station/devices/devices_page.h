#pragma once

#include "app/station/devices/devices_presenter.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace station {

class TestPicture;
class StateLabel;

/// Each reader and camera with its truth, and a test capture beside it.
class DevicesPage : public QWidget {
    Q_OBJECT

public:
    DevicesPage(DevicesPresenter& presenter, const Clock& clock, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Line {
        QString id;
        QWidget* widget = nullptr;
        QLabel* name = nullptr;
        StateLabel* truth = nullptr;
        QPushButton* test = nullptr;
    };
    struct Section {
        QLabel* heading = nullptr;
        StateLabel* state = nullptr;
        QVBoxLayout* lines = nullptr;
        std::vector<Line> known;
    };

    Section buildSection(QVBoxLayout* into, const char* name);
    Line& line(Section& section, std::size_t at, const QString& id, bool reader);
    void trim(Section& section, std::size_t count);
    void render(const DevicesView& view);
    void renderReaders(const DevicesView& view);
    void renderCameras(const DevicesView& view);
    void renderTest(const DevicesView& view);
    void retranslate();

    DevicesPresenter& m_presenter;
    const Clock& m_clock;
    QLabel* m_title = nullptr;
    Section m_readers;
    Section m_cameras;
    QLabel* m_testHeading = nullptr;
    QLabel* m_testSays = nullptr;
    TestPicture* m_testPicture = nullptr;
    QPushButton* m_stop = nullptr;
};

} // namespace station
