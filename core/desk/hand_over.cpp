#include "core/desk/hand_over.h"

#include "core/enroll/identity.h"
#include "core/store/bundle_stick.h"
#include "core/store/carried_orders.h"
#include "core/store/carried_sweep.h"
#include "core/store/database.h"
#include "core/store/disk_reserve.h"
#include "core/store/ledger.h"
#include "core/store/outbox_rules.h"
#include "core/store/packet_files.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFileInfo>

#include <algorithm>

namespace station {
namespace {

constexpr std::chrono::milliseconds lockPatience {5000};

tl::unexpected<Error> refuse(ErrorCode code, const QString& why) { return fail(code, why.toStdString()); }

BundlePacket entryFor(const QueueRow& row)
{
    return {row.id, row.sha256, row.size, row.seq, row.procedureId,
        QDateTime::fromMSecsSinceEpoch(toMs(row.sealedAt), Qt::UTC).date(), row.priority};
}

HandOverReport reportOf(const BundleRow& bundle, const QString& folder)
{
    HandOverReport report;
    report.id = bundle.id;
    report.folder = folder;
    report.peer = bundle.peer;
    report.packets = bundle.packets;
    return report;
}

Status goOn(const HandOverProgress& progress, std::size_t done, std::size_t all)
{
    if (progress && !progress(static_cast<int>(done), static_cast<int>(all)))
        return fail(ErrorCode::Cancelled, "stopped before it was done");
    return {};
}

Result<QByteArray> readPacket(const QString& folder, std::size_t index, const BundlePacket& packet)
{
    auto bytes = stick::read(folder, stick::packetName(index), packet.size);
    if (bytes && QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256) != packet.sha256)
        return fail(ErrorCode::Damaged, "torn");
    return bytes;
}

/// Nothing is kept before all of it is there. Errors: Damaged with the names of what is not.
Status checkPackets(const QString& folder, const BundleDocument& document, const HandOverProgress& progress)
{
    constexpr qsizetype mostNames = 10;
    QStringList bad;
    for (std::size_t i = 0; i < document.packets.size(); ++i) {
        if (const Status on = goOn(progress, i, 2 * document.packets.size()); !on)
            return on;
        if (const auto bytes = readPacket(folder, i, document.packets[i]); !bytes)
            bad.append(stick::packetName(i)
                + (bytes.error().code == ErrorCode::NotFound ? QStringLiteral(" missing")
                                                             : QStringLiteral(" torn")));
    }
    if (bad.isEmpty())
        return {};
    const QString names = bad.mid(0, mostNames).join(QStringLiteral(", "));
    return refuse(ErrorCode::Damaged,
        QStringLiteral("%1 of %2 packets did not arrive (%3). Write the bundle to the stick again at %4")
            .arg(bad.size())
            .arg(document.packets.size())
            .arg(bad.size() > mostNames ? names + QStringLiteral(", …") : names, document.from));
}

Status keepPackets(PacketFiles& files, const QString& folder, const BundleDocument& document,
    const HandOverProgress& progress)
{
    for (std::size_t i = 0; i < document.packets.size(); ++i) {
        if (const Status on = goOn(progress, document.packets.size() + i, 2 * document.packets.size()); !on)
            return on;
        const auto bytes = readPacket(folder, i, document.packets[i]); // the stick may have changed since
        if (!bytes)
            return refuse(
                ErrorCode::Damaged, QStringLiteral("the stick was taken away, or changes while it is read"));
        if (const Status kept = files.keep(document.packets[i].id, *bytes); !kept)
            return kept;
    }
    return {};
}

} // namespace

QString HandOver::lockPath() const
{
    return m_site.database.station().filePath(QStringLiteral("bundle.lock"));
}

Result<FileLock> HandOver::alone() const
{
    auto lock = FileLock::takeWithin(lockPath(), FileLock::How::Alone, lockPatience);
    if (!lock)
        return failed(lock);
    if (!*lock)
        return fail(ErrorCode::StorageFailed, "another hand-over is going on");
    return std::move(**lock);
}

Result<Actor> HandOver::officer(DeskOperation operation) const
{
    return m_site.allowed(operation).map([](OfficerId id) { return Actor {id}; });
}

Result<HandOver::Self> HandOver::self() const
{
    auto identity = m_site.identity();
    if (!identity)
        return failed(identity);
    const auto facts = checkIdentity(*identity);
    if (!facts)
        return failed(facts);
    return Self {std::move(*identity), facts->stationId};
}

Result<HandOver::Choice> HandOver::choose(const std::vector<PacketId>& packets) const
{
    if (packets.size() > largestBundle)
        return fail(ErrorCode::InvalidInput, "a bundle holds at most 200 packets");
    Choice choice;
    if (packets.empty()) {
        auto rows = m_bundles.candidates(largestBundle);
        if (!rows)
            return failed(rows);
        choice.rows = std::move(*rows);
    }
    const Outbox outbox(m_site.database, m_site.clock);
    for (const PacketId& id : packets) {
        auto row = outbox.row(id);
        if (!row)
            return failed(row);
        if (row->custody != Custody::Here || !isWaiting(row->state))
            return refuse(
                ErrorCode::InvalidInput, id.text() + QStringLiteral(" does not wait to be sent from here"));
        choice.rows.push_back(std::move(*row));
    }
    const PacketFiles files(m_site.database.station(), m_site.database.files());
    choice.damaged = static_cast<int>(std::erase_if(
        choice.rows, [&](const QueueRow& row) { return !files.read(row.id, row.sha256).has_value(); }));
    std::sort(choice.rows.begin(), choice.rows.end(),
        [](const QueueRow& a, const QueueRow& b) { return a.seq < b.seq; });
    if (choice.rows.empty())
        return fail(ErrorCode::NotFound, "no packet waits here that could be handed over");
    return choice;
}

Result<BundleRow> HandOver::prepare(const QString& to, const Choice& choice, Actor by)
{
    const auto self = this->self();
    if (!self)
        return failed(self);
    if (!isStationId(to) || to == self->stationId)
        return refuse(ErrorCode::InvalidInput, QStringLiteral("\"%1\" is no other station's id").arg(to));
    const auto head = Ledger(m_site.database).head();
    if (!head)
        return failed(head);
    BundleDocument document {
        BundleId::create(m_site.clock.now()), self->stationId, to, m_site.clock.now(), head->hash, {}, {}};
    std::transform(choice.rows.begin(), choice.rows.end(), std::back_inserter(document.packets), entryFor);
    const auto order = signBundle(document, self->identity);
    if (!order)
        return failed(order);
    const auto read = openBundle(*order, self->identity.registryCaPem); // what we cannot read nobody can
    if (!read)
        return failed(read);
    if (const Status done = m_bundles.prepare(*read, *order, by); !done)
        return failed(done);
    return m_bundles.row(document.id);
}

Result<HandOverReport> HandOver::exportTo(const QString& to, const QDir& stick,
    const std::vector<PacketId>& packets, const HandOverProgress& progress)
{
    const auto by = officer(DeskOperation::HandOverStick);
    if (!by)
        return failed(by);
    if (!stick.exists())
        return refuse(ErrorCode::InvalidInput, QStringLiteral("there is no folder ") + stick.path());
    const auto alone = this->alone();
    if (!alone)
        return failed(alone);
    const auto choice = choose(packets);
    if (!choice)
        return failed(choice);
    const auto bundle = prepare(to, *choice, *by);
    if (!bundle)
        return failed(bundle);
    auto report = write(*bundle, stick, progress);
    if (report) {
        report->damaged = choice->damaged;
        return report;
    }
    const auto now = m_bundles.row(bundle->id);
    if (now && now->state == BundleState::Preparing)
        static_cast<void>(m_bundles.takeBack(bundle->id, QStringLiteral("stick-failed"), *by));
    return report;
}

Result<HandOverReport> HandOver::exportAgain(BundleId id, const QDir& stick, const HandOverProgress& progress)
{
    if (const auto by = officer(DeskOperation::HandOverStick); !by)
        return failed(by);
    const auto alone = this->alone();
    if (!alone)
        return failed(alone);
    const auto bundle = m_bundles.row(id);
    if (!bundle)
        return failed(bundle);
    if (bundle->incoming)
        return fail(ErrorCode::InvalidInput, "this bundle was brought here; it is not handed on");
    return write(*bundle, stick, progress);
}

Result<HandOverReport> HandOver::write(
    const BundleRow& bundle, const QDir& stick, const HandOverProgress& progress)
{
    const QString folder = stick.filePath(stick::folderName(bundle.id));
    const auto there = stick::read(folder, QLatin1String(stick::orderName), largestDocument);
    if (there && *there != bundle.document)
        return refuse(ErrorCode::InvalidInput, QStringLiteral("another bundle lies in ") + folder);
    const auto rows = m_bundles.packets(bundle.id);
    if (!rows)
        return failed(rows);
    if (static_cast<int>(rows->size()) != bundle.packets)
        return fail(
            ErrorCode::Cancelled, "packets of this bundle have been handed over in another one since");
    HandOverReport report = reportOf(bundle, folder);
    const PacketFiles files(m_site.database.station(), m_site.database.files());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        if (const Status on = goOn(progress, i, rows->size()); !on)
            return failed(on);
        const auto bytes = files.read((*rows)[i].id, (*rows)[i].sha256);
        if (!bytes)
            return failed(bytes);
        const Status kept = stick::write(m_site.database.files(), folder, stick::packetName(i), *bytes);
        if (!kept)
            return failed(kept);
        report.bytes += bytes->size();
    }
    if (const Status marked = m_bundles.out(bundle.id); !marked)
        return failed(marked);
    const Status kept
        = stick::write(m_site.database.files(), folder, QLatin1String(stick::orderName), bundle.document);
    if (!kept)
        return refuse(kept.error().code,
            QStringLiteral("the stick failed on the last file; write bundle %1 again (%2)")
                .arg(bundle.id.text(), QString::fromStdString(kept.error().detail)));
    return report;
}

Result<HandOverReport> HandOver::importFrom(const QString& folder, const HandOverProgress& progress)
{
    const auto by = officer(DeskOperation::HandOverStick);
    if (!by)
        return failed(by);
    const auto self = this->self();
    if (!self)
        return failed(self);
    const auto order = stick::read(folder, QLatin1String(stick::orderName), largestDocument);
    if (!order)
        return refuse(ErrorCode::Damaged,
            QStringLiteral(
                "the signed order is missing: the stick was taken away too early. Write the bundle again "
                "(%1)")
                .arg(QString::fromStdString(order.error().detail)));
    const auto document = openBundle(*order, self->identity.registryCaPem);
    if (!document)
        return failed(document);
    if (document->to != self->stationId)
        return refuse(ErrorCode::InvalidInput,
            QStringLiteral("this bundle is for the station %1, not for %2")
                .arg(document->to, self->stationId));
    const auto alone = this->alone();
    if (!alone)
        return failed(alone);
    return take(folder, *document, *order, *by, progress);
}

Result<HandOverReport> HandOver::take(const QString& folder, const BundleDocument& document,
    const QByteArray& signedDer, Actor by, const HandOverProgress& progress)
{
    auto bundle = m_bundles.row(document.id);
    if (!bundle && bundle.error().code != ErrorCode::NotFound)
        return failed(bundle);
    const bool known = bundle.has_value();
    if (known && bundle->contentSha256 != document.contentSha256)
        return fail(ErrorCode::Damaged, "another bundle of this name was taken over already");
    if (known && bundle->state == BundleState::Returned)
        return refuse(ErrorCode::Cancelled,
            QStringLiteral("the station %1 has taken this bundle back and sends it itself")
                .arg(document.from));
    if (!known) {
        if (const Status kept = keep(folder, document, signedDer, by, progress); !kept)
            return failed(kept);
        bundle = m_bundles.row(document.id);
        if (!bundle)
            return failed(bundle);
    }
    HandOverReport report = reportOf(*bundle, folder);
    report.known = known;
    for (const BundlePacket& packet : document.packets)
        report.bytes += packet.size;
    report.ackWritten
        = stick::write(m_site.database.files(), folder, QLatin1String(stick::ackName), bundle->ack)
              .has_value();
    return report;
}

Status HandOver::keep(const QString& folder, const BundleDocument& document, const QByteArray& signedDer,
    Actor by, const HandOverProgress& progress)
{
    if (const Status whole = checkPackets(folder, document, progress); !whole)
        return whole;
    if (const Status free = m_bundles.mayTake(document); !free)
        return free;
    qint64 needed = DiskReserve::newCaseNeeds;
    for (const BundlePacket& packet : document.packets)
        needed += packet.size;
    if (m_site.database.files().bytesFree(m_site.database.station().path()) < needed)
        return fail(ErrorCode::StorageFull, "no room for this bundle");
    PacketFiles files = PacketFiles::carried(m_site.database.station(), m_site.database.files());
    if (const Status kept = keepPackets(files, folder, document, progress); !kept) {
        const Outbox outbox(m_site.database, m_site.clock);
        for (const BundlePacket& packet : document.packets)
            if (const auto row = outbox.row(packet.id); !row && row.error().code == ErrorCode::NotFound)
                static_cast<void>(files.remove(packet.id)); // nobody was told that it is here
        return kept;
    }
    const auto self = this->self();
    if (!self)
        return failed(self);
    BundleAck ack {document.id, document.from, document.to, m_site.clock.now(), document.contentSha256, {}};
    for (const BundlePacket& packet : document.packets)
        ack.packets.push_back(packet.id);
    const auto word = signAck(ack, self->identity);
    if (!word)
        return failed(word);
    // The order is the last file: a lost database is rebuilt from it.
    return CarriedOrders(m_site.database.station(), m_site.database.files())
        .keep(document.id, signedDer, *word)
        .and_then([&] { return m_bundles.take(document, signedDer, *word, by); });
}

Result<HandOverReport> HandOver::acknowledge(const QString& folder)
{
    const auto by = officer(DeskOperation::HandOverStick);
    if (!by)
        return failed(by);
    const auto self = this->self();
    if (!self)
        return failed(self);
    const auto word = stick::read(folder, QLatin1String(stick::ackName), largestDocument);
    if (!word)
        return refuse(word.error().code, QStringLiteral("there is no acknowledgement on the stick"));
    const auto ack = openAck(*word, self->identity.registryCaPem);
    if (!ack)
        return failed(ack);
    const auto bundle = m_bundles.row(ack->bundle);
    if (!bundle)
        return failed(bundle);
    if (bundle->incoming || ack->from != self->stationId || ack->to != bundle->peer
        || ack->documentSha256 != bundle->contentSha256)
        return fail(ErrorCode::Damaged, "the acknowledgement is not about the bundle that was given away");
    if (const Status kept = m_bundles.acknowledged(ack->bundle, *word, *by); !kept)
        return failed(kept);
    return reportOf(*bundle, folder);
}

Status HandOver::takeBack(BundleId id, const QString& reason)
{
    const auto by = officer(DeskOperation::HandOverTakeBack);
    if (!by)
        return failed(by);
    return m_bundles.takeBack(id, reason, *by);
}

Status HandOver::settle()
{
    const auto alone = FileLock::tryTake(lockPath(), FileLock::How::Alone);
    if (!alone || !*alone) // somebody writes a stick just now, however long it takes
        return {};
    return m_bundles.takeBackUnfinished()
        .and_then([&](int) { return sweepCarried(m_site.database, m_site.clock); })
        .map([](const CarriedSweep&) {});
}

} // namespace station
