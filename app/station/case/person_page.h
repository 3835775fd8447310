#pragma once

#include "app/station/case/case_presenter.h"
#include "app/station/case/person_presenter.h"
#include "app/station/case/step_page.h"

#include <vector>

class QFrame;
class QGridLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedLayout;
class QVBoxLayout;

namespace station {

class AdminUnits;

class FormField;

/// First the procedure, by what the citizen says; then its form.
class PersonPage final : public StepPage {
    Q_OBJECT

public:
    /// For the Place fields; may be null. Before the first case.
    void setCommunes(const AdminUnits* communes) { m_communes = communes; }
    PersonPage(CasePresenter& frame, PersonPresenter& presenter, QWidget* parent);

    [[nodiscard]] PrimaryAction primary() const override;
    [[nodiscard]] StepHelp help() const override;
    void press() override;
    void enter() override;
    void leave() override;
    void retranslate() override;
    /// Puts the cursor into a field; jumps from the review page come here.
    void show(const QString& field);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] QWidget* makeChoosing();
    [[nodiscard]] QWidget* makeForm();
    void renderChoosing();
    void renderForm();
    void renderSummary();
    void renderDestroying();
    [[nodiscard]] QWidget* makeDestroying(QWidget* page);
    void rebuildFields();
    [[nodiscard]] FormField* field(const QString& key) const;
    [[nodiscard]] QString groupName(const QString& group) const;

    CasePresenter& m_frame;
    const AdminUnits* m_communes = nullptr;
    PersonPresenter& m_presenter;
    QStackedLayout* m_stack;
    QLabel* m_question = nullptr;
    QLabel* m_scanHint = nullptr;
    QVBoxLayout* m_wishes = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_cardNote = nullptr;
    QFrame* m_summary = nullptr;
    QVBoxLayout* m_summaryLines = nullptr;
    QFrame* m_destroying = nullptr;
    QLabel* m_destroyingText = nullptr;
    QPushButton* m_correctDate = nullptr;
    QPushButton* m_destroy = nullptr;
    QScrollArea* m_scroll = nullptr;
    QWidget* m_body = nullptr;
    QStringList m_summarised; ///< the sentences that stand in the summary
    std::vector<FormField*> m_fields;
    std::vector<std::pair<QLabel*, QString>> m_groups;
};

} // namespace station
