#pragma once

#include "core/procedure/procedure.h"
#include "core/tally/tally_table.h"
#include "core/vault/officer.h"

#include <vector>

/// What tally sheets are called before people; as words.h.
namespace station::words {

/// `officers` and `procedures` give the names of groups; one that is not among them is called by its code.
[[nodiscard]] TallyWords forTally(
    const std::vector<OfficerInfo>& officers, const std::vector<Procedure>& procedures);

/// The lines at the end of a sheet on paper.
struct TallySignature {
    QString date;
    QString officer;
    QString signHere;
    QString head;
    QString stampHere;
};
[[nodiscard]] TallySignature forTallySignature();

} // namespace station::words
