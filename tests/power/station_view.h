#pragma once

#include "core/desk/desk.h"

#include <map>
#include <string>
#include <vector>

namespace station {

/// What the desk shows of an open case, byte for byte.
struct DraftView {
    QString caseNumber;
    QString procedureId;
    CaseStep step = CaseStep::Person;
    FormValues form;
    std::optional<Portrait> portrait;
    QMap<int, FingerEntry> fingers;
    std::optional<Confirmation> confirmation;

    friend bool operator==(const DraftView&, const DraftView&) = default;
};

/// A finished one: its queue row, its file, and whether the registry's final word is kept.
struct PacketView {
    QString caseNumber;
    PacketState state = PacketState::Sealed;
    qint64 seq = 0;
    qint64 size = 0;
    qint64 offset = 0;
    qint64 receiptSeq = 0;
    QString problem;
    QByteArray sha256;
    QByteArray fileSha256; ///< of the bytes on the disk; empty: no file
    bool processedReceipt = false;

    friend bool operator==(const PacketView&, const PacketView&) = default;
};

/// Everything that must survive. Sign-ins and the sweep may add ledger rows; the rows that were there stay.
struct StationView {
    std::map<QString, DraftView> drafts; ///< by packet id
    std::map<QString, PacketView> packets;
    std::map<QString, QByteArray> strangers; ///< files under packets/ that belong to no queue row
    std::vector<QByteArray> ledger; ///< the rows' hashes

    [[nodiscard]] bool showsTheSameAs(const StationView& other) const
    {
        return drafts == other.drafts && packets == other.packets;
    }
};

/// Errors: as the desk's; a view that cannot be taken is a loss.
[[nodiscard]] Result<StationView> look(Desk& desk, const QDir& station);

/// What must hold in every station that has been opened, whatever happened before; empty when it does.
[[nodiscard]] std::vector<std::string> brokenPromises(const StationView& view);
/// The ledger verifies and the database is whole; empty when so.
[[nodiscard]] std::vector<std::string> brokenDatabase(Desk& desk, const QDir& station);

/// One line for a person who looks for a bug.
[[nodiscard]] std::string difference(const StationView& expected, const StationView& found);

} // namespace station
