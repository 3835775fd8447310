#include "core/vault/tpm.h"

#include <QFile>

#include <tss2/tss2_esys.h>
#include <tss2/tss2_mu.h>
#include <tss2/tss2_rc.h>
#include <tss2/tss2_tctildr.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <sodium.h>

namespace station {
namespace {

constexpr auto device
    = "/dev/tpmrm0"; // the kernel's resource manager: others may use the chip at the same time
constexpr std::size_t largestSecret = 128; // TPM 2.0 part 2, MAX_SYM_DATA

struct FreeEsys {
    void operator()(void* memory) const { Esys_Free(memory); }
};
template<class T>
using EsysPtr = std::unique_ptr<T, FreeEsys>;

tl::unexpected<Error> missing(const char* call, TSS2_RC code)
{
    return fail(ErrorCode::DeviceMissing, std::string("TPM: ") + call + ": " + Tss2_RC_Decode(code));
}

QByteArray address()
{
    const QByteArray named = qgetenv("STATION_TPM");
    return named.isEmpty() ? QByteArray("device:") + device : named;
}

/// The storage key of the owner's hierarchy: made again from the chip's seed for each call, so that nothing
/// of ours stays in the chip. TCG "ECC NIST P256 SRK" but for noDA.
TPM2B_PUBLIC storageTemplate()
{
    TPM2B_PUBLIC made {};
    TPMT_PUBLIC& key = made.publicArea;
    key.type = TPM2_ALG_ECC;
    key.nameAlg = TPM2_ALG_SHA256;
    key.objectAttributes = TPMA_OBJECT_RESTRICTED | TPMA_OBJECT_DECRYPT | TPMA_OBJECT_FIXEDTPM
        | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_SENSITIVEDATAORIGIN | TPMA_OBJECT_USERWITHAUTH
        | TPMA_OBJECT_NODA;
    key.parameters.eccDetail.symmetric.algorithm = TPM2_ALG_AES;
    key.parameters.eccDetail.symmetric.keyBits.aes = 128;
    key.parameters.eccDetail.symmetric.mode.aes = TPM2_ALG_CFB;
    key.parameters.eccDetail.scheme.scheme = TPM2_ALG_NULL;
    key.parameters.eccDetail.curveID = TPM2_ECC_NIST_P256;
    key.parameters.eccDetail.kdf.scheme = TPM2_ALG_NULL;
    return made;
}

TPM2B_PUBLIC secretTemplate()
{
    TPM2B_PUBLIC made {};
    made.publicArea.type = TPM2_ALG_KEYEDHASH;
    made.publicArea.nameAlg = TPM2_ALG_SHA256;
    made.publicArea.objectAttributes
        = TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_USERWITHAUTH | TPMA_OBJECT_NODA;
    made.publicArea.parameters.keyedHashDetail.scheme.scheme = TPM2_ALG_NULL;
    return made;
}

/// One conversation with the chip: the storage key and a session whose parameters are encrypted on the bus.
class Talk {
public:
    ~Talk()
    {
        if (m_session != ESYS_TR_NONE)
            Esys_FlushContext(m_chip, m_session);
        if (m_parent != ESYS_TR_NONE)
            Esys_FlushContext(m_chip, m_parent);
        if (m_chip != nullptr)
            Esys_Finalize(&m_chip);
        if (m_line != nullptr)
            Tss2_TctiLdr_Finalize(&m_line);
    }
    Talk() = default;
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    [[nodiscard]] Status begin()
    {
        if (const TSS2_RC code = Tss2_TctiLdr_Initialize(address().constData(), &m_line);
            code != TSS2_RC_SUCCESS)
            return missing("open", code);
        if (const TSS2_RC code = Esys_Initialize(&m_chip, m_line, nullptr); code != TSS2_RC_SUCCESS)
            return missing("initialize", code);
        const TSS2_RC started = Esys_Startup(m_chip, TPM2_SU_CLEAR);
        if (started != TSS2_RC_SUCCESS && started != TPM2_RC_INITIALIZE) // the firmware did it already
            return missing("startup", started);
        return makeParent().and_then([this] { return openSession(); });
    }

    [[nodiscard]] ESYS_CONTEXT* chip() const { return m_chip; }
    [[nodiscard]] ESYS_TR parent() const { return m_parent; }
    [[nodiscard]] ESYS_TR session() const { return m_session; }

private:
    [[nodiscard]] Status makeParent()
    {
        const TPM2B_PUBLIC wanted = storageTemplate();
        const TPM2B_SENSITIVE_CREATE nothing {};
        const TPM2B_DATA outside {};
        const TPML_PCR_SELECTION pcrs {};
        const TSS2_RC code = Esys_CreatePrimary(m_chip, ESYS_TR_RH_OWNER, ESYS_TR_PASSWORD, ESYS_TR_NONE,
            ESYS_TR_NONE, &nothing, &wanted, &outside, &pcrs, &m_parent, nullptr, nullptr, nullptr, nullptr);
        return code == TSS2_RC_SUCCESS ? Status() : missing("create primary", code);
    }
    [[nodiscard]] Status openSession()
    {
        TPMT_SYM_DEF cipher {};
        cipher.algorithm = TPM2_ALG_AES;
        cipher.keyBits.aes = 128;
        cipher.mode.aes = TPM2_ALG_CFB;
        TSS2_RC code = Esys_StartAuthSession(m_chip, m_parent, ESYS_TR_NONE, ESYS_TR_NONE, ESYS_TR_NONE,
            ESYS_TR_NONE, nullptr, TPM2_SE_HMAC, &cipher, TPM2_ALG_SHA256, &m_session);
        if (code != TSS2_RC_SUCCESS)
            return missing("session", code);
        constexpr TPMA_SESSION both
            = TPMA_SESSION_DECRYPT | TPMA_SESSION_ENCRYPT | TPMA_SESSION_CONTINUESESSION;
        code = Esys_TRSess_SetAttributes(m_chip, m_session, both, 0xff);
        return code == TSS2_RC_SUCCESS ? Status() : missing("session", code);
    }

    TSS2_TCTI_CONTEXT* m_line = nullptr;
    ESYS_CONTEXT* m_chip = nullptr;
    ESYS_TR m_parent = ESYS_TR_NONE;
    ESYS_TR m_session = ESYS_TR_NONE;
};

class SystemTpm final : public Tpm {
public:
    SystemTpm()
    {
        if (qEnvironmentVariableIsEmpty("TSS2_LOG"))
            qputenv("TSS2_LOG", "all+none"); // what goes wrong is told by an Error, not on stderr as well
    }
    bool isThere() override
    {
        if (qEnvironmentVariableIsEmpty("STATION_TPM") && !QFile::exists(QLatin1String(device)))
            return false; // the library would say so on stderr
        Talk talk;
        return talk.begin().has_value();
    }

    Result<QByteArray> seal(const Secret& secret) override
    {
        Talk talk;
        if (const Status begun = talk.begin(); !begun)
            return failed(begun);
        TPM2B_SENSITIVE_CREATE sensitive {};
        sensitive.sensitive.data.size = static_cast<UINT16>(std::min(secret.size(), largestSecret));
        std::memcpy(sensitive.sensitive.data.buffer, secret.data(), sensitive.sensitive.data.size);
        const TPM2B_PUBLIC wanted = secretTemplate();
        const TPM2B_DATA outside {};
        const TPML_PCR_SELECTION pcrs {};
        TPM2B_PRIVATE* inner = nullptr;
        TPM2B_PUBLIC* outer = nullptr;
        const TSS2_RC code = Esys_Create(talk.chip(), talk.parent(), talk.session(), ESYS_TR_NONE,
            ESYS_TR_NONE, &sensitive, &wanted, &outside, &pcrs, &inner, &outer, nullptr, nullptr, nullptr);
        sodium_memzero(&sensitive, sizeof sensitive);
        const EsysPtr<TPM2B_PRIVATE> keepInner(inner);
        const EsysPtr<TPM2B_PUBLIC> keepOuter(outer);
        if (code != TSS2_RC_SUCCESS)
            return missing("create", code);
        QByteArray sealed(sizeof *inner + sizeof *outer, '\0');
        std::size_t used = 0;
        auto* at = reinterpret_cast<std::uint8_t*>(sealed.data());
        const auto room = static_cast<std::size_t>(sealed.size());
        if (Tss2_MU_TPM2B_PUBLIC_Marshal(outer, at, room, &used) != TSS2_RC_SUCCESS
            || Tss2_MU_TPM2B_PRIVATE_Marshal(inner, at, room, &used) != TSS2_RC_SUCCESS)
            return fail(ErrorCode::DeviceMissing, "TPM: the sealed secret cannot be written down");
        sealed.truncate(static_cast<qsizetype>(used));
        return sealed;
    }

    Result<Secret> unseal(const QByteArray& sealed) override
    {
        Talk talk;
        if (const Status begun = talk.begin(); !begun)
            return failed(begun);
        TPM2B_PUBLIC outer {};
        TPM2B_PRIVATE inner {};
        std::size_t used = 0;
        const auto* at = reinterpret_cast<const std::uint8_t*>(sealed.constData());
        const auto size = static_cast<std::size_t>(sealed.size());
        if (Tss2_MU_TPM2B_PUBLIC_Unmarshal(at, size, &used, &outer) != TSS2_RC_SUCCESS
            || Tss2_MU_TPM2B_PRIVATE_Unmarshal(at, size, &used, &inner) != TSS2_RC_SUCCESS)
            return fail(ErrorCode::Damaged, "TPM: the sealed secret cannot be read");
        ESYS_TR object = ESYS_TR_NONE;
        TSS2_RC code = Esys_Load(
            talk.chip(), talk.parent(), talk.session(), ESYS_TR_NONE, ESYS_TR_NONE, &inner, &outer, &object);
        if (code != TSS2_RC_SUCCESS)
            return fail(ErrorCode::Damaged,
                std::string("TPM: it was cleared, or is another one: ") + Tss2_RC_Decode(code));
        TPM2B_SENSITIVE_DATA* data = nullptr;
        code = Esys_Unseal(talk.chip(), object, talk.session(), ESYS_TR_NONE, ESYS_TR_NONE, &data);
        Esys_FlushContext(talk.chip(), object);
        if (code != TSS2_RC_SUCCESS)
            return missing("unseal", code);
        Secret secret(data->size);
        std::memcpy(secret.data(), data->buffer, data->size);
        sodium_memzero(data, sizeof *data);
        Esys_Free(data);
        return secret;
    }
};

} // namespace

Tpm& systemTpm()
{
    static SystemTpm chip;
    return chip;
}

} // namespace station
