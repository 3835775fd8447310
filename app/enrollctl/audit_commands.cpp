#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "core/store/ledger_check.h"

#include <QJsonArray>

#include <memory>

namespace station {
namespace {

QString rowsOf(const LedgerFinding& finding)
{
    return finding.row == finding.last ? QStringLiteral("Row %1").arg(finding.row)
                                       : QStringLiteral("Rows %1 to %2").arg(finding.row).arg(finding.last);
}

QString wordsOf(const LedgerFinding& finding)
{
    const QString rows = rowsOf(finding);
    const bool one = finding.row == finding.last;
    switch (finding.fault) {
    case LedgerFault::RowChanged: return rows + QStringLiteral(" was changed after it was written.");
    case LedgerFault::RowChangedOrRewritten:
        return rows
            + QStringLiteral(" was changed after it was written, or row %1 before it was written anew.")
                  .arg(finding.row - 1);
    case LedgerFault::RowMissing:
        return rows + (one ? QStringLiteral(" was removed.") : QStringLiteral(" were removed."));
    case LedgerFault::RowPutIn:
        return rows
            + (one ? QStringLiteral(" was put in by somebody: the station never wrote it.")
                   : QStringLiteral(" were put in by somebody: the station never wrote them."));
    case LedgerFault::RowMoved:
        return QStringLiteral("Row %1 stands in the place of row %2: the order was changed.")
            .arg(finding.row)
            .arg(finding.last);
    case LedgerFault::EndChanged:
        return rows
            + QStringLiteral(
                " is not the end that the station noted: the end or the note of it was changed.");
    case LedgerFault::PutBack:
        return rows
            + QStringLiteral(
                " is known to a sealed packet, a receipt or to whoever asked, and is not in this "
                "ledger: it was put back to an older day or made anew.");
    }
    return rows;
}

/// Errors: InvalidInput.
Result<std::vector<QByteArray>> headsFrom(const std::vector<std::string>& texts)
{
    std::vector<QByteArray> heads;
    for (const std::string& text : texts) {
        const QByteArray head = QByteArray::fromHex(QByteArray::fromStdString(text));
        if (head.size() != ledgerHashBytes || head.toHex().toStdString() != text)
            return fail(ErrorCode::InvalidInput, "a head is 64 digits of 0-9 and a-f");
        heads.push_back(head);
    }
    return heads;
}

QJsonValue jsonOf(const std::optional<LedgerRecovery>& recovery)
{
    if (!recovery)
        return QJsonValue::Null;
    return QJsonObject {{"row", recovery->row}, {"at", timeText(recovery->at)}, {"lost", recovery->lost}};
}

QString wordsOf(const LedgerRecovery& recovery)
{
    return QStringLiteral(
        "The ledger has a gap: the database was damaged and recovered at %1 (row %2), and these "
        "rows before it were lost: %3. Every other row is as it was written; nobody changed it.")
        .arg(timeText(recovery.at))
        .arg(recovery.row)
        .arg(recovery.lost);
}

Status verify(Session& session, const std::vector<std::string>& known)
{
    const auto heads = headsFrom(known);
    if (!heads)
        return failed(heads);
    const auto desk = openDesk(session);
    if (!desk)
        return failed(desk);
    const auto report = (*desk)->inspectLedger(*heads);
    if (!report)
        return failed(report);
    const QString head = QString::fromLatin1(report->end.hash.toHex());
    QJsonArray findings;
    for (const LedgerFinding& finding : report->findings) {
        findings.append(QJsonObject {{"fault", nameOf(finding.fault)}, {"row", finding.row},
            {"last", finding.last}, {"words", wordsOf(finding)}});
        if (!report->recovered) // else one sentence explains them all
            session.say(wordsOf(finding));
    }
    if (report->recovered)
        session.say(wordsOf(*report->recovered));
    const bool holds = report->findings.empty();
    session.line({{"holds", holds}, {"rows", report->rows}, {"head", head}, {"findings", findings},
                     {"recovered", jsonOf(report->recovered)}},
        holds ? QStringLiteral("The ledger holds: %1 rows, head %2").arg(report->rows).arg(head)
              : QStringLiteral("The ledger does not hold: %1 findings in %2 rows")
                    .arg(report->findings.size())
                    .arg(report->rows));
    if (holds)
        return {};
    const Status judged = (*desk)->verifyLedger(); // knows no heads from outside
    return judged ? fail(ErrorCode::Damaged, detailOf(report->findings.front())) : judged;
}

Status exportRows(Session& session, const SignInOptions& who)
{
    const auto desk = openFor(session, who);
    if (!desk)
        return failed(desk);
    const auto rows = (*desk)->ledger();
    if (!rows)
        return failed(rows);
    for (const AuditRow& row : *rows)
        session.line({{"seq", row.seq}, {"at", timeText(row.at)}, {"atMs", qint64(toMs(row.at))},
                         {"event", row.event}, {"subject", row.subject}, {"detail", row.detail},
                         {"actor", row.actor}, {"hash", QString::fromLatin1(row.hash.toHex())}},
            QStringLiteral("%1  %2  %3  %4  %5")
                .arg(row.seq)
                .arg(timeText(row.at), row.event, row.subject, row.detail));
    return {};
}

} // namespace

void addAuditCommands(CLI::App& app, Session& session)
{
    auto* audit = group(app, "audit", "The ledger of everything that was done");
    auto* proof = audit->add_subcommand("verify", "Proves that no row was changed, removed or put in");
    const auto known = std::make_shared<std::vector<std::string>>();
    proof->add_option("--holds", *known,
        "A head that a packet's manifest, the registry or an earlier day names: the ledger must hold its "
        "row");
    session.on(proof, [known](Session& s) { return verify(s, *known); });
    auto* exporting = audit->add_subcommand("export",
        "Every row, for a supervisor; with --json for an auditor's own tools: hash is SHA-256 over the hash "
        "before (first: "
        "32 zero bytes) and seq, atMs, event, subject, detail, actor, each as length (4 bytes, "
        "big-endian) and UTF-8");
    const auto who = std::make_shared<SignInOptions>();
    who->addOptions(exporting);
    session.on(exporting, [who](Session& s) { return exportRows(s, *who); });
}

} // namespace station
