#pragma once

#include "core/base/ids.h"

#include <QString>

namespace station {

enum class Role { Officer, Supervisor };

struct OfficerInfo {
    OfficerId id;
    QString name;
    Role role = Role::Officer;

    friend bool operator==(const OfficerInfo&, const OfficerInfo&) = default;
};

} // namespace station
