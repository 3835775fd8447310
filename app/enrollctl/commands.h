#pragma once

#include "app/enrollctl/session.h"

#include <QDate>

namespace station {

// One line for each group, one file for each line: a file's function adds its subcommands, main.cpp calls it.
// A group that several files fill ("capture") is fetched with group(app, name, about).
//
//   void addThingCommands(CLI::App& app, Session& session)
//   {
//       auto* list = group(app, "thing", "Things")->add_subcommand("list", "Every thing there is");
//       session.on(list, [](Session& s) -> Status { s.line({{"thing", "x"}}, "x"); return {}; });
//   }

void addAuditCommands(CLI::App& app, Session& session);
void addBundleCommands(CLI::App& app, Session& session);
void addCameraCommands(CLI::App& app, Session& session);
void addDeviceCommands(CLI::App& app, Session& session);
void addDoctorCommands(CLI::App& app, Session& session);
void addDraftCommands(CLI::App& app, Session& session);
void addEnrollCommands(CLI::App& app, Session& session);
void addOfficerCommands(CLI::App& app, Session& session);
void addPacketCommands(CLI::App& app, Session& session);
void addProcedureCommands(CLI::App& app, Session& session);
void addQueueCommands(CLI::App& app, Session& session);
void addRecoveryCommands(CLI::App& app, Session& session);
void addRosterCommands(CLI::App& app, Session& session);
void addStationCommands(CLI::App& app, Session& session);
void addSyncCommands(CLI::App& app, Session& session);
void addTallyCommands(CLI::App& app, Session& session);
void addTpmCommands(CLI::App& app, Session& session);

/// The rest of group "roster"; `withCures` as in roster_commands.cpp.
using CureAdder = std::function<Session::Command(std::function<Status(Session&)>)>;
void addRosterPeopleCommands(CLI::App& roster, Session& session, const CureAdder& withCures);
/// dd/mm/yyyy or ISO. Errors: InvalidInput.
[[nodiscard]] Result<QDate> dayFrom(const std::string& text);

} // namespace station
