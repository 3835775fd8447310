#include "tests/protocol/custody_check.h"

namespace station::model {
namespace {

std::string last(const QString& id) { return id.right(12).toStdString(); }

/// A bundle that still stands for its packets: it can be written again, carried, or asked back.
bool answersFor(const std::vector<BundleRow>& bundles, const QString& id)
{
    return std::any_of(bundles.begin(), bundles.end(), [&](const BundleRow& row) {
        return row.id.text() == id && !row.incoming
            && (row.state == BundleState::Out || row.state == BundleState::Acknowledged
                || row.state == BundleState::AskedBack);
    });
}

} // namespace

void CustodyCheck::look(const std::vector<std::unique_ptr<ModelStation>>& stations,
    const std::vector<RegistryPacket>& registry, const std::map<QString, QString>& registryBundles,
    Circumstances circumstances)
{
    std::set<QString> processed;
    for (const RegistryPacket& packet : registry)
        if (packet.state == QLatin1String("processed"))
            processed.insert(packet.id.left(36));
    std::map<QString, std::set<QString>> senders; // packet -> stations
    std::set<QString> sealed;
    std::set<QString> inBundle;
    for (const auto& station : stations) {
        const std::vector<BundleRow> bundles = station->bundles();
        for (const QueueRow& row : station->rows()) {
            const QString id = row.id.text();
            if (row.maySend())
                senders[id].insert(station->name());
            if (row.origin.isEmpty())
                sealed.insert(id);
            if (row.custody == Custody::Handed && answersFor(bundles, row.bundle))
                inBundle.insert(id);
        }
        for (const BundleRow& bundle : bundles) {
            if (bundle.incoming)
                continue;
            if (bundle.state == BundleState::Preparing)
                throw Violation {"a bundle is left half prepared: " + last(bundle.id.text())};
            if (bundle.state != BundleState::TakenBack)
                m_wereOut.insert(bundle.id);
            const auto word = registryBundles.find(bundle.id.text());
            const bool givenBack
                = word != registryBundles.end() && word->second == QLatin1String("taken-back");
            if (bundle.state == BundleState::TakenBack && m_wereOut.count(bundle.id) > 0 && !givenBack
                && !circumstances.restored)
                throw Violation {"taken back without the registry's word: bundle " + last(bundle.id.text())};
        }
    }
    for (const QString& id : sealed) {
        if (processed.count(id) > 0)
            continue;
        const auto at = senders.find(id);
        if (at == senders.end() && inBundle.count(id) == 0)
            throw Violation {"nobody may send, and no bundle answers for: " + last(id)};
        if (at != senders.end() && at->second.size() > 1 && !circumstances.cloned && !circumstances.restored)
            throw Violation {"two stations may send: " + last(id)};
    }
}

} // namespace station::model
