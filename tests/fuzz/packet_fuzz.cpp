#include "core/enroll/packet.h"
#include "core/procedure/rule_book.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/sample_case.h"
#include "tests/support/test_identities.h"

namespace station {
namespace {

/// One packet and its keys, which live as long as the process.
struct Sample {
    TestAuthority authority;
    KeyPair registry = authority.registry();
    KeyPair station = authority.station(QStringLiteral("station-1"));
    QByteArray sealed;

    Sample()
    {
        const Instant at = fromMs(1'795'780'800'000);
        const OfficerId officer = OfficerId::create(at);
        initResources();
        const auto procedures = loadProcedures(QStringLiteral(":/procedures"));
        holds(procedures.has_value(), "the procedures can be read");
        const auto procedure
            = procedureInForce(*procedures, QStringLiteral("cc-new-14"), QDate(2026, 11, 27));
        EnrollmentDraft draft;
        draft.id = PacketId::create(at);
        draft.procedureId = procedure->id;
        draft.procedureVersion = procedure->version;
        draft.openedAt = at;
        draft.openedBy = officer;
        fillSample(draft, officer, at);
        auto valid = validate(std::move(draft), *procedure, QDate(2026, 11, 27));
        holds(valid.has_value(), "the sample is valid");
        PacketContext context;
        context.stationId = QStringLiteral("station-1");
        context.sealedAt = at;
        context.auditHead = QByteArray(32, 'h');
        context.officers = {{officer.text(), QStringLiteral("An")}};
        auto packet = seal(*valid, context, TestAuthority::identity(authority, station, registry));
        holds(packet.has_value(), "the sample can be sealed");
        sealed = packet->bytes;
    }
};

const Sample& sample()
{
    static const Sample made;
    return made;
}

} // namespace

void fuzzOne(const QByteArray& input)
{
    const Sample& good = sample();
    const auto opened
        = openPacket(input, good.registry.certificatePem, good.registry.keyPem, good.authority.caPem());
    if (!opened) {
        holds(opened.error().code == ErrorCode::Damaged || opened.error().code == ErrorCode::InvalidInput,
            "what is no packet is Damaged or InvalidInput");
        return;
    }
    holds(input == good.sealed, "no packet with one changed bit opens");
}

std::vector<QByteArray> fuzzSeeds() { return {sample().sealed}; }

} // namespace station
