#pragma once

#include "app/station/hand_over/hand_over_presenter.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;
class QStringListModel;

namespace station {

class BundleList;
class StateLabel;

/// Packets by USB stick: give them away, take over another station's, read its word; and what became of all.
class HandOverPage : public QWidget {
    Q_OBJECT

public:
    HandOverPage(HandOverPresenter& presenter, const Clock& clock, QWidget* parent = nullptr);
    void takeFocus();

signals:
    void leave();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildStick();
    QWidget* buildGive();
    QWidget* buildTake();
    QWidget* buildState();
    void browse();
    void render(const HandOverView& view);
    void renderSticks(const HandOverView& view);
    void renderPackets(const HandOverView& view);
    void renderPeers(const HandOverView& view);
    void renderState(const HandOverView& view);
    void keepFocus(bool busy);
    void retranslate();
    [[nodiscard]] QString stickPath() const;
    [[nodiscard]] std::vector<PacketId> chosen() const;
    void countChosen();

    HandOverPresenter& m_presenter;
    const Clock& m_clock;
    int m_drawn = -1; ///< HandOverView::reading
    QLabel* m_heading = nullptr;
    QLabel* m_own = nullptr; ///< this station's id, to be written at the other one
    QPushButton* m_leave = nullptr;
    QLabel* m_stickLabel = nullptr;
    QComboBox* m_stick = nullptr;
    QPushButton* m_browse = nullptr;
    QPushButton* m_lookAgain = nullptr;
    QLabel* m_stationLabel = nullptr;
    QLineEdit* m_station = nullptr;
    QStringListModel* m_peers = nullptr; ///< stations that bundles came from and went to
    QLabel* m_packetsLabel = nullptr;
    QPushButton* m_all = nullptr;
    QListWidget* m_packets = nullptr;
    QLabel* m_noPackets = nullptr;
    QPushButton* m_give = nullptr;
    QLabel* m_takeHint = nullptr;
    QPushButton* m_takeOver = nullptr;
    QPushButton* m_readWord = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_stop = nullptr;
    StateLabel* m_done = nullptr;
    QLabel* m_trouble = nullptr;
    BundleList* m_bundles = nullptr;
    QPointer<QWidget> m_focusBefore; ///< of the act that runs: its button is off meanwhile
};

} // namespace station
