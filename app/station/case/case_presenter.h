#pragma once

#include "app/station/case/open_case.h"

#include <QObject>

#include <optional>
#include <vector>

namespace station {

enum class StepState { Todo, Done, Attention };

struct StepView {
    CaseStep step = CaseStep::Person;
    StepState state = StepState::Todo;
    int done = 0; ///< of `of`; both 0 where nothing is counted
    int of = 0;
};

enum class CaseStage {
    Choosing, ///< no case yet: what does the citizen want?
    Opening, ///< a case is being read from the disk
    Working,
    Sealing,
    Sealed, ///< the slip
};

/// The frame around the pages, as one value.
struct CaseView {
    CaseStage stage = CaseStage::Choosing;
    std::vector<StepView> steps;
    CaseStep current = CaseStep::Person;
    QString caseNumber;
    bool saving = false;
    std::optional<Error> trouble; ///< the last save that failed; gone with the next one that works
};

/// What the citizen says ("my first card") and the procedure it asks for.
struct Wish {
    Words says;
    QString procedure;
};

/// Which procedure, which step, what is done.
///
/// Promise: the page moves on only when everything before it has been saved; a failed save stays where it is.
class CasePresenter : public QObject {
    Q_OBJECT

public:
    explicit CasePresenter(OpenCase& file, QObject* parent = nullptr);

    [[nodiscard]] const CaseView& view() const { return m_view; }
    [[nodiscard]] const std::vector<Wish>& wishes() const { return m_wishes; }
    /// The procedures that a birth date chooses between: those whose id begins with the same two words
    /// ("cc-new-14", "cc-new-6-14").
    /// @pre a case is open
    [[nodiscard]] QStringList ageGroups() const;
    /// The case and its sealing, for the slip. @pre stage is Sealed
    [[nodiscard]] const SealedCase& sealedCase() const { return m_sealed; }
    [[nodiscard]] const EnrollmentDraft& sealedDraft() const { return m_sealedDraft; }
    [[nodiscard]] const Procedure& sealedProcedure() const { return m_sealedProcedure; }

    void openNew();
    void resume(PacketId id);
    void choose(std::size_t wish);
    /// Saves the step, then shows it. Ignored for a step the procedure does not have, or while a save is
    /// under way.
    void goTo(CaseStep step);
    void next();
    void back();
    void seal();

signals:
    void changed();
    void stepShown(station::CaseStep step);
    void sealed();

private:
    void refresh();
    void show(CaseStage stage);
    void onFailed(const Error& error);
    [[nodiscard]] std::vector<CaseStep> steps() const;
    [[nodiscard]] StepView describe(CaseStep step) const;

    OpenCase& m_file;
    std::vector<Wish> m_wishes;
    CaseView m_view;
    SealedCase m_sealed;
    EnrollmentDraft m_sealedDraft;
    Procedure m_sealedProcedure;
};

} // namespace station
