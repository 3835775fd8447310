#include "app/enrollctl/commands.h"
#include "app/enrollctl/desk_access.h"
#include "app/enrollctl/device_capture.h"
#include "app/enrollctl/enroll_input.h"
#include "core/biometrics/image_codec.h"
#include "core/enroll/packet_words.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace station {
namespace {

struct EnrollOptions {
    std::string procedure;
    std::string form;
    std::string portrait;
    std::string camera;
    std::string fingers;
    std::string reader;
    std::string waive;
    std::string waiveNote;
    std::string place = "desk";
    std::string team;
    std::vector<std::string> teamOfficers;
    std::string visit;
    std::string feeExemption;
    std::string second;
    PassphraseSource secondPassphrase;
    bool nobodyElse = false;
    bool useCamera = false;
    bool useReader = false;
    int seconds = 30;
    SignInOptions who;
};

/// One enrollment on the command line: what comes from files is read and judged before the case is opened;
/// what comes from devices is saved as it comes.
class Enrollment {
public:
    Enrollment(Session& session, const EnrollOptions& options)
        : m_session(session)
        , m_options(options)
        , m_now(session.clock().now())
        , m_today(QDateTime::fromMSecsSinceEpoch(toMs(m_now)).date())
    {
        m_limits.patience = std::chrono::seconds(options.seconds);
        m_limits.say = [&session](const QString& text) { session.say(text); };
    }

    Status run()
    {
        return readFiles()
            .and_then([&] { return signInAndChoose(); })
            .and_then([&] { return judgeCircumstances(); })
            .and_then([&] { return judgeForm(); })
            .and_then([&] { return judgePortrait(); })
            .and_then([&] { return openCase(); })
            .and_then([&] {
                const Status done = fillAndFinish();
                return done ? done : leave(done.error());
            });
    }

private:
    Status readFiles()
    {
        auto form = readForm(m_options.form);
        if (!form)
            return failed(form);
        m_form = std::move(*form);
        if (!m_options.portrait.empty()) {
            auto portrait = readPortrait(m_options.portrait);
            if (!portrait)
                return failed(portrait);
            m_portrait = std::move(*portrait);
        }
        if (!m_options.fingers.empty()) {
            auto fingers = readFingers(m_options.fingers, m_now);
            if (!fingers)
                return failed(fingers);
            m_fingers = std::move(*fingers);
        }
        return {};
    }

    Status signInAndChoose()
    {
        auto desk = openSignedIn(m_session, m_options.who);
        if (!desk)
            return failed(desk);
        m_desk = std::move(*desk);
        auto procedure
            = procedureInForce(m_desk->procedures(), QString::fromStdString(m_options.procedure), m_today);
        if (!procedure)
            return failed(procedure);
        m_procedure = std::move(*procedure);
        const bool practice = (m_options.useCamera && m_options.camera == "practice")
            || (m_options.useReader && m_options.reader == "practice");
        if (practice && !m_desk->info().practice)
            return fail(ErrorCode::InvalidInput,
                "this is a real station: what a practice device gives goes into no packet of it");
        if (!m_procedure.portrait && (m_portrait || m_options.useCamera))
            return fail(
                ErrorCode::InvalidInput, "the law forbids a photo in procedure " + m_options.procedure);
        if (!m_procedure.fingers && (!m_fingers.isEmpty() || m_options.useReader))
            return fail(
                ErrorCode::InvalidInput, "the law forbids fingerprints in procedure " + m_options.procedure);
        return {};
    }

    Status judgeCircumstances()
    {
        const auto text = [](const std::string& given) {
            return QString::fromStdString(given).normalized(QString::NormalizationForm_C).simplified();
        };
        m_circumstances = {placeFrom(text(m_options.place)).value_or(Place::Desk), text(m_options.team), {},
            text(m_options.visit), text(m_options.feeExemption)};
        for (const std::string& name : m_options.teamOfficers) {
            const auto officer = findOfficer(*m_desk, name);
            if (!officer)
                return failed(officer);
            m_circumstances.teamOfficers.push_back(officer->id);
        }
        return checkCircumstances(m_circumstances);
    }

    Status judgeForm()
    {
        FormValues form = initialForm(m_procedure); // the window begins with them, too
        form.insert(m_form);
        m_form = normalisedForm(m_procedure, std::move(form));
        QStringList wrong;
        for (const Finding& finding : checkForm(m_procedure, m_form, m_today))
            if (finding.severity == Severity::Error || !m_form.value(finding.field).keptAsDeclared)
                wrong.append(finding.field + QStringLiteral(": ") + finding.code
                    + (finding.severity == Severity::Warning
                            ? QStringLiteral(" (set keptAsDeclared to keep it)")
                            : QString()));
        if (!wrong.isEmpty())
            return fail(ErrorCode::InvalidInput,
                "the form is not in order: " + wrong.join(QStringLiteral(", ")).toStdString());
        return {};
    }

    /// Checks and crops the picture there is; a failed check needs --waive-portrait.
    Status judgePortrait()
    {
        if (!m_portrait)
            return {};
        const auto checker = PortraitChecker::create();
        if (!checker)
            return failed(checker);
        const PortraitReport report = (*checker)->check(m_portrait->picture);
        QStringList failedChecks;
        for (const PortraitCheck& check : report.checks)
            if (!check.pass)
                failedChecks.append(check.name);
        if (!failedChecks.isEmpty() && m_options.waive.empty())
            return fail(ErrorCode::InvalidInput,
                "the portrait fails " + failedChecks.join(QStringLiteral(", ")).toStdString()
                    + "; take another one or give a reason with --waive-portrait");
        auto cropped = encodeJpeg(PortraitChecker::crop(m_portrait->picture, report.face));
        if (!cropped)
            return failed(cropped);
        m_checked.sourceJpeg = m_portrait->jpeg;
        m_checked.croppedJpeg = std::move(*cropped);
        m_checked.checks = report.checks;
        m_checked.at = m_now;
        m_checked.byHand = true;
        m_checked.camera
            = m_options.useCamera ? QString::fromStdString(m_options.camera) : QStringLiteral("file");
        if (!failedChecks.isEmpty())
            m_checked.waiver = Waiver {QString::fromStdString(m_options.waive),
                QString::fromStdString(m_options.waiveNote), m_desk->signedIn()->id, m_now};
        return {};
    }

    Status openCase()
    {
        const auto draft = m_desk->openCase(m_procedure.id);
        if (!draft)
            return failed(draft);
        m_id = draft->id;
        m_session.line({{"step", "opened"}, {"id", m_id.text()}, {"caseNumber", draft->caseNumber}},
            QStringLiteral("Case %1 is open").arg(draft->caseNumber));
        return {};
    }

    Status fillAndFinish()
    {
        return saveCircumstances()
            .and_then([&] { return saveForm(); })
            .and_then([&] { return takePortrait(); })
            .and_then([&] { return takeFingers(); })
            .and_then([&] { return signOff(); })
            .and_then([&] { return confirm(); })
            .and_then([&] { return finish(); });
    }

    Status saveCircumstances()
    {
        return m_circumstances == Circumstances() ? Status()
                                                  : m_desk->saveCircumstances(m_id, m_circumstances);
    }

    Status saveForm()
    {
        if (const Status saved = m_desk->saveForm(m_id, m_form); !saved)
            return saved;
        m_session.line({{"step", "form"}, {"fields", m_form.size()}}, QStringLiteral("Form saved"));
        return {};
    }

    Status takePortrait()
    {
        if (m_options.useCamera) {
            auto picture = capturePortrait(QString::fromStdString(m_options.camera), m_limits);
            if (!picture)
                return failed(picture);
            auto jpeg = sourceJpegOf(*picture);
            if (!jpeg)
                return failed(jpeg);
            m_portrait = PortraitInput {std::move(*picture), std::move(*jpeg)};
            if (const Status fine = judgePortrait(); !fine)
                return fine;
        }
        if (!m_portrait)
            return {};
        if (const Status saved = m_desk->savePortrait(m_id, m_checked); !saved)
            return saved;
        m_session.line({{"step", "portrait"}, {"waived", m_checked.waiver.has_value()}},
            QStringLiteral("Portrait saved"));
        return {};
    }

    Status takeFingers()
    {
        const auto steps = m_procedure.fingers ? m_procedure.fingers->steps : std::vector<FingerStep>();
        for (const FingerStep& step : steps) {
            const int position = static_cast<int>(step.position);
            if (!m_fingers.contains(position) && m_options.useReader) {
                auto taken = takeFinger(step.position);
                if (!taken)
                    return failed(taken);
                m_fingers.insert(position, {step.position, step.impression, std::move(*taken), {}});
            }
            if (const auto finger = m_fingers.find(position); finger != m_fingers.end())
                if (const Status saved = saveFinger(*finger); !saved)
                    return saved;
        }
        return {};
    }

    /// The best of the tries that the plan allows.
    Result<FingerCapture> takeFinger(FingerPosition position)
    {
        std::optional<FingerCapture> best;
        for (int attempt = 1; attempt <= std::max(1, m_procedure.fingers->maxAttempts); ++attempt) {
            const auto print = captureFinger(QString::fromStdString(m_options.reader), position, m_limits);
            if (!print)
                return failed(print);
            auto capture
                = captureOf(*print, QString::fromStdString(m_options.reader), m_session.clock().now());
            if (!capture)
                return capture;
            if (!best || capture->quality > best->quality)
                best = std::move(*capture);
            best->attempts = attempt;
            if (best->quality >= m_procedure.fingers->acceptQuality)
                break;
            m_session.say(QStringLiteral("Weak print. Once more."));
        }
        return *best;
    }

    Status saveFinger(FingerEntry finger)
    {
        if (finger.exception)
            finger.exception->officer = m_desk->signedIn()->id;
        if (const Status saved = m_desk->saveFinger(m_id, finger); !saved)
            return saved;
        QJsonObject line {{"step", "finger"}, {"position", static_cast<int>(finger.position)}};
        if (finger.capture)
            line.insert(QStringLiteral("quality"), finger.capture->quality);
        if (finger.exception)
            line.insert(QStringLiteral("exception"), wordOf(finger.exception->reason));
        m_session.line(line, QStringLiteral("Finger %1 saved").arg(static_cast<int>(finger.position)));
        return {};
    }

    /// What was waived, by a second officer; or the word that there is none.
    Status signOff()
    {
        const auto waived = m_desk->waivers(m_id);
        if (!waived)
            return failed(waived);
        if (waived->empty())
            return {};
        QJsonArray fields;
        for (const WaivedCheck& check : *waived)
            fields.append(check.field);
        if (m_options.nobodyElse)
            return m_desk->putOffSignOff(m_id, QStringLiteral("no-second-officer"), {}).map([&] {
                m_session.line({{"step", "sign-off-put-off"}, {"waivers", fields}},
                    QStringLiteral("No second officer: the packet will wait for a supervisor's approval"));
            });
        if (m_options.second.empty())
            return fail(ErrorCode::InvalidInput,
                "a second officer must sign what was waived: --sign-off OFFICER, or --no-second-officer");
        const auto second = findOfficer(*m_desk, m_options.second);
        if (!second)
            return failed(second);
        auto passphrase
            = m_options.secondPassphrase.read(QStringLiteral("Passphrase of %1").arg(second->name));
        if (!passphrase)
            return failed(passphrase);
        const Status done = m_desk->signOff(m_id, second->id, *passphrase);
        wipe(*passphrase);
        if (done)
            m_session.line({{"step", "signed-off"}, {"officer", second->id.text()}, {"waivers", fields}},
                QStringLiteral("%1 has signed what was waived").arg(second->name));
        return done;
    }

    Status confirm()
    {
        const bool representative = m_procedure.signer == Signer::Representative;
        const QString signer
            = m_form
                  .value(representative ? QStringLiteral("representative_name") : QStringLiteral("name_full"))
                  .text;
        const Status saved = m_desk->saveStep(m_id, CaseStep::Review).and_then([&] {
            return m_desk->saveConfirmation(
                m_id, {representative, signer, m_desk->signedIn()->id, m_session.clock().now()});
        });
        if (!saved)
            return saved;
        m_session.line({{"step", "confirmed"}}, QStringLiteral("Confirmation saved"));
        return {};
    }

    Status finish()
    {
        const auto sealed = m_desk->finish(m_id);
        if (!sealed)
            return failed(sealed);
        m_session.line({{"step", "sealed"}, {"id", sealed->id.text()}, {"caseNumber", sealed->caseNumber},
                           {"size", sealed->size}, {"at", timeText(sealed->at)}},
            QStringLiteral("Case %1 is sealed and waits to be sent (%2 bytes)")
                .arg(sealed->caseNumber)
                .arg(sealed->size));
        return {};
    }

    /// What came from files can be given again; what came from devices is kept for the window.
    Status leave(const Error& error)
    {
        if (m_options.useCamera || m_options.useReader) {
            m_session.say(QStringLiteral(
                "What was captured is kept: case %1. Go on with it in the window, or discard it.")
                              .arg(m_id.text()));
            return tl::unexpected(error);
        }
        if (const Status gone = m_desk->discardCase(m_id, QStringLiteral("enroll-failed")); !gone)
            m_session.say(QStringLiteral("The case %1 is still open.").arg(m_id.text()));
        return tl::unexpected(error);
    }

    Session& m_session;
    const EnrollOptions& m_options;
    const Instant m_now;
    const QDate m_today;
    CaptureLimits m_limits;
    Circumstances m_circumstances;
    FormValues m_form;
    std::optional<PortraitInput> m_portrait;
    Portrait m_checked;
    QMap<int, FingerEntry> m_fingers;
    std::unique_ptr<Desk> m_desk;
    Procedure m_procedure;
    PacketId m_id;
};

} // namespace

void addEnrollCommands(CLI::App& app, Session& session)
{
    auto* enroll
        = app.add_subcommand("enroll", "One enrollment, from form and pictures to the sealed packet");
    const auto options = std::make_shared<EnrollOptions>();
    enroll->add_option("--procedure", options->procedure, "Id of the procedure, see 'procedures list'")
        ->required();
    enroll->add_option("--form", options->form, "JSON with the form's fields")->type_name("FILE")->required();
    auto* portrait
        = enroll->add_option("--portrait", options->portrait, "Picture of the person")->type_name("FILE");
    auto* camera = enroll
                       ->add_option("--camera", options->camera,
                           "Camera to take it with; 'practice' for a made-up one")
                       ->type_name("ID")
                       ->excludes(portrait);
    enroll->add_option("--fingers", options->fingers, "Folder with NN.png and NN.json")->type_name("DIR");
    auto* reader = enroll
                       ->add_option("--reader", options->reader,
                           "Reader for the fingers that have no file; 'practice' for a made-up hand")
                       ->type_name("ID");
    enroll
        ->add_option(
            "--waive-portrait", options->waive, "Take a portrait that fails a check, for this reason")
        ->check(CLI::IsMember({"health", "religion", "cannot-sit", "head-turned", "other"}));
    enroll->add_option("--waive-note", options->waiveNote, "What 'other' means");
    enroll->add_option("--place", options->place, "Where it is taken")
        ->check(CLI::IsMember({"desk", "mobile", "home"}));
    enroll->add_option("--team", options->team, "Name or number of the team");
    enroll->add_option("--team-officer", options->teamOfficers, "One of its 2 to 4 officers; once for each")
        ->type_name("OFFICER");
    enroll->add_option("--visit", options->visit, "Id of the home visit")->type_name("ID");
    enroll->add_option("--fee-exempt", options->feeExemption, "Why no fee is paid, when not for age")
        ->type_name("WORD");
    auto* second
        = enroll->add_option("--sign-off", options->second, "Second officer, who signs what was waived")
              ->type_name("OFFICER");
    options->secondPassphrase.addOptions(enroll, "sign-off-", "the second officer's");
    enroll
        ->add_flag("--no-second-officer", options->nobodyElse,
            "Nobody else is there to sign; the packet waits for a supervisor's approval")
        ->excludes(second);
    enroll->add_option("--patience", options->seconds, "Seconds to wait for each capture")
        ->check(CLI::Range(1, 600));
    options->who.addOptions(enroll);
    session.on(enroll, [options, camera, reader](Session& s) {
        options->useCamera = camera->count() > 0;
        options->useReader = reader->count() > 0;
        return Enrollment(s, *options).run();
    });
}

} // namespace station
