#pragma once

#include "tests/protocol/model_station.h"

#include <set>

namespace station::model {

/// Who may send what, of all stations at one moment.
class CustodyCheck {
public:
    struct Circumstances {
        bool cloned = false; ///< two disks are one station: both hold what it holds
        bool restored = false; ///< the registry has forgotten what it had said
    };

    /// Throws Violation unless each packet that the registry has not processed may be sent by exactly one
    /// station, or lies in exactly one bundle that its station still answers for; and unless the registry has
    /// given back whatever may lie on a stick and is its station's again.
    void look(const std::vector<std::unique_ptr<ModelStation>>& stations,
        const std::vector<RegistryPacket>& registry, const std::map<QString, QString>& registryBundles,
        Circumstances circumstances);

private:
    std::set<BundleId> m_wereOut; ///< their orders may lie on any stick
};

} // namespace station::model
