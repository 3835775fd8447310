#pragma once

#include "core/enroll/packet.h"
#include "core/tally/tally_sheet.h"

#include <QByteArray>

namespace station {

/// A document of the largest day that a station is made for (10,000 packets) is about 5 MB.
inline constexpr qint64 largestDayDocument = 16 << 20;

/// A day as it stood when a supervisor closed it: the packets captured on it and those still open from
/// before, each with what it counts as. Signed by the station, so that other stations can count it too.
///
/// {"type":"enrollment-tally-day","version":1,"station":{"id","name","unit"},"day","closedAt","utcOffset",
///  "clock","closedBy":{"id","name"},"auditHead","total":{counts},"flow":{…},"packets":[…]}
struct ClosedDay {
    TallySheet sheet = {}; ///< of that one day, without a division
    OfficerId closedBy = {};
    QString closedByName = {};
    QByteArray auditHead = {}; ///< 32 bytes
    std::vector<TallyRow> rows = {};
    QByteArray contentSha256 = {}; ///< of what was signed; openDay() sets it
    QByteArray signerSerial = {}; ///< of the certificate that signed, upper-case hex; openDay() sets it
};

/// The rows that a day's document holds.
[[nodiscard]] std::vector<TallyRow> rowsOf(QDate day, int utcOffset, const std::vector<TallyRow>& all);

/// CMS SignedData. Errors: SealingFailed; Damaged when it does not add up.
[[nodiscard]] Result<QByteArray> signDay(const ClosedDay& day, const StationIdentity& identity);
/// Errors: Damaged unless the station it names has signed it with a certificate of `caPem`, every value is
/// there and possible, and its counts are those of its packets; InvalidInput when the CA cannot be read.
[[nodiscard]] Result<ClosedDay> openDay(const QByteArray& signedDer, const QByteArray& caPem);

/// `all`: every packet of the station now. Errors: Damaged when the lines do not lead from the one to the
/// other.
[[nodiscard]] Result<RestatedDay> restate(const ClosedDay& closed, const std::vector<TallyRow>& all);
} // namespace station
