#pragma once

#include "app/station/case/case_keeper.h"
#include "core/base/clock.h"
#include "core/procedure/procedure.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

namespace station {

/// The case that lies on the desk. Its draft is always what the disk holds: a value, print or photo stands in
/// draft() only after its save has come back, never before.
///
/// Threads: the window's.
class OpenCase : public QObject {
    Q_OBJECT

public:
    /// Told whether it was saved; a failure has been reported by failed() before.
    using Then = std::function<void(bool saved)>;

    OpenCase(
        CaseKeeper& keeper, std::vector<Procedure> procedures, const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] bool isOpen() const { return m_draft.has_value(); }
    /// @pre isOpen()
    [[nodiscard]] const EnrollmentDraft& draft() const { return *m_draft; }
    /// @pre isOpen()
    [[nodiscard]] const Procedure& procedure() const { return m_procedure; }
    [[nodiscard]] const std::vector<Procedure>& procedures() const { return m_procedures; }
    [[nodiscard]] Instant now() const { return m_clock.now(); }
    /// The day on the wall, in the station's time zone.
    [[nodiscard]] QDate today() const;
    /// Saves that have not come back yet.
    [[nodiscard]] int saving() const { return m_saving; }

    /// Lays the case aside without touching the disk. Answers still under way change nothing.
    void close();
    void open(const QString& procedureId);
    void resume(PacketId id);

    void saveProcedure(const QString& procedureId, Then then = {});
    void saveForm(const FormValues& form, Then then = {});
    void savePortrait(const Portrait& portrait, Then then = {});
    void saveFinger(const FingerEntry& finger, Then then = {});
    void saveStep(CaseStep step, Then then = {});
    void saveConfirmation(const Confirmation& confirmation, Then then = {});
    /// What was waived is signed by a second officer, or that is put off. `then` gets the failure, failed()
    /// does not follow: a wrong passphrase is said where it was typed.
    using Answer = std::function<void(const Status&)>;
    void signOff(OfficerId second, QByteArray passphrase, Answer then);
    void putOffSignOff(const QString& reason, Answer then);
    /// Seals and queues; sealed() follows, and the case is closed.
    void finish();

signals:
    void opened();
    void changed(); ///< draft(), procedure() or saving()
    void sealed(const station::SealedCase& sealed, const station::EnrollmentDraft& draft);
    /// The case could not be opened, saved or sealed; what was saved before still stands.
    void failed(const station::Error& error);

private:
    using Apply = std::function<void(EnrollmentDraft&)>;
    [[nodiscard]] CaseKeeper::Saved afterSave(Apply apply, Then then);
    void take(Result<EnrollmentDraft> opened);
    [[nodiscard]] CaseKeeper::Opened afterSignOff(Answer then);
    [[nodiscard]] Result<Procedure> find(const QString& id, int version) const;

    CaseKeeper& m_keeper;
    const std::vector<Procedure> m_procedures;
    const Clock& m_clock;
    std::optional<EnrollmentDraft> m_draft;
    Procedure m_procedure;
    int m_saving = 0;
    int m_turn = 0; ///< counts cases laid on the desk: an answer to an earlier one is ignored
};

} // namespace station
