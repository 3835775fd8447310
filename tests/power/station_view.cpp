#include "tests/power/station_view.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <sqlite3.h>

namespace station {
namespace {

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

std::map<QString, QByteArray> filesUnder(const QDir& folder)
{
    std::map<QString, QByteArray> found;
    QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        const bool open = file.open(QFile::ReadOnly);
        found[folder.relativeFilePath(file.fileName())] = open ? sha256(file.readAll()) : QByteArray("?");
    }
    return found;
}

PacketView packetOf(Desk& desk, const QueueRow& row, std::map<QString, QByteArray>& files)
{
    PacketView view {row.caseNumber, row.state, row.seq, row.size, row.offset, row.receiptSeq, row.problem,
        row.sha256, {}, false};
    const QString name = row.id.text();
    const auto file = files.find(name.right(2) + QLatin1Char('/') + name + QStringLiteral(".p7m"));
    if (file != files.end()) {
        view.fileSha256 = file->second;
        files.erase(file);
    }
    if (const auto receipt = desk.outbox().keptReceipt(row.id); receipt && *receipt)
        view.processedReceipt
            = (*receipt)->state == PacketState::Processed && (*receipt)->sha256 == row.sha256;
    return view;
}

std::string integrityOf(const QDir& station)
{
    sqlite3* handle = nullptr;
    std::string said = "cannot be opened";
    if (sqlite3_open(QFile::encodeName(station.filePath("station.db")).constData(), &handle) == SQLITE_OK)
        sqlite3_exec(
            handle, "PRAGMA integrity_check",
            [](void* to, int, char** values, char**) {
                *static_cast<std::string*>(to) = values[0];
                return 0;
            },
            &said, nullptr);
    sqlite3_close(handle);
    return said;
}

const char* changed(const DraftView& expected, const DraftView& found)
{
    if (expected.form != found.form)
        return "the form";
    if (expected.portrait != found.portrait)
        return "the portrait";
    if (expected.fingers != found.fingers)
        return "a finger";
    if (expected.step != found.step)
        return "the step";
    return expected.confirmation != found.confirmation ? "the confirmation" : "its head";
}

std::string changed(const PacketView& expected, const PacketView& found)
{
    if (expected.fileSha256 != found.fileSha256)
        return found.fileSha256.isEmpty() ? "its file is gone" : "its file has other bytes";
    if (expected.state != found.state)
        return std::string("it is ") + nameOf(found.state) + " instead of " + nameOf(expected.state);
    return "its row differs";
}

} // namespace

Result<StationView> look(Desk& desk, const QDir& station)
{
    StationView view;
    const auto drafts = desk.drafts();
    const auto packets = desk.outbox().list({{}, 0, 1000});
    const auto ledger = desk.ledger();
    if (!drafts || !packets || !ledger)
        return !drafts ? failed(drafts) : !packets ? failed(packets) : failed(ledger);
    for (const DraftSummary& summary : *drafts) {
        const auto draft = desk.resumeCase(summary.id);
        if (!draft)
            return failed(draft);
        view.drafts[summary.id.text()] = {draft->caseNumber, draft->procedureId, draft->step, draft->form,
            draft->portrait, draft->fingers, draft->confirmation};
    }
    view.strangers = filesUnder(QDir(station.filePath("packets")));
    for (const QueueRow& row : *packets)
        view.packets[row.id.text()] = packetOf(desk, row, view.strangers);
    for (const AuditRow& row : *ledger)
        view.ledger.push_back(row.hash);
    return view;
}

std::vector<std::string> brokenPromises(const StationView& view)
{
    std::vector<std::string> broken;
    for (const auto& [id, packet] : view.packets) {
        if (view.drafts.contains(id))
            broken.emplace_back("a case is draft and packet at once");
        const bool purged = packet.state == PacketState::Purged;
        if (!purged && packet.fileSha256 != packet.sha256)
            broken.emplace_back(packet.fileSha256.isEmpty() ? "a queue row without its file"
                                                            : "a packet file with other bytes than sealed");
        if (purged && !packet.fileSha256.isEmpty())
            broken.emplace_back("a purged packet whose file is still there");
        if (packet.fileSha256.isEmpty() && !packet.processedReceipt)
            broken.emplace_back("bytes that went without a processed receipt");
    }
    for (const auto& [name, hash] : view.strangers) {
        const QString id = name.section(QLatin1Char('/'), -1).section(QLatin1Char('.'), 0, 0);
        if (name.startsWith(QLatin1String("quarantine/")))
            broken.emplace_back("a packet in quarantine that should have been explained");
        else if (name.endsWith(QLatin1String(".tmp")))
            broken.emplace_back("an unfinished file that nobody removed");
        else if (view.drafts.contains(id))
            broken.emplace_back("a packet file beside its draft");
        else
            broken.emplace_back("a file under packets/ that belongs to nothing");
    }
    return broken;
}

std::vector<std::string> brokenDatabase(Desk& desk, const QDir& station)
{
    std::vector<std::string> broken;
    if (const Status held = desk.verifyLedger(); !held)
        broken.push_back(held.error().detail);
    if (const std::string said = integrityOf(station); said != "ok")
        broken.push_back("integrity_check: " + said);
    return broken;
}

std::string difference(const StationView& expected, const StationView& found)
{
    for (const auto& [id, draft] : expected.drafts) {
        const auto there = found.drafts.find(id);
        if (there == found.drafts.end())
            return "draft " + id.toStdString() + " is gone";
        if (there->second != draft)
            return "draft " + id.toStdString() + ": " + changed(draft, there->second)
                + " is not what was saved";
    }
    for (const auto& [id, packet] : expected.packets) {
        const auto there = found.packets.find(id);
        if (there == found.packets.end())
            return "packet " + id.toStdString() + " has no queue row";
        if (there->second != packet)
            return "packet " + id.toStdString() + ": " + changed(packet, there->second);
    }
    return "something stands there that nobody saved";
}

} // namespace station
