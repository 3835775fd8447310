#pragma once

#include "core/vault/tpm.h"

#include <algorithm>
#include <map>

namespace station {

/// A chip that can be taken away, cleared, or be another board's.
class FakeTpm final : public Tpm {
public:
    bool present = true;
    int unsealed = 0;

    void clear() { m_kept.clear(); }

    bool isThere() override { return present; }
    Result<QByteArray> seal(const Secret& secret) override
    {
        if (!present)
            return fail(ErrorCode::DeviceMissing, "TPM: none");
        const QByteArray name = "sealed " + QByteArray::number(++m_count);
        m_kept.insert_or_assign(name, copyOf(secret));
        return name;
    }
    Result<Secret> unseal(const QByteArray& sealed) override
    {
        if (!present)
            return fail(ErrorCode::DeviceMissing, "TPM: none");
        const auto kept = m_kept.find(sealed);
        if (kept == m_kept.end())
            return fail(ErrorCode::Damaged, "TPM: it was cleared, or is another one");
        ++unsealed;
        return copyOf(kept->second);
    }

private:
    static Secret copyOf(const Secret& secret)
    {
        Secret copy(secret.size());
        std::copy(secret.data(), secret.data() + secret.size(), copy.data());
        return copy;
    }
    std::map<QByteArray, Secret> m_kept;
    int m_count = 0;
};

} // namespace station
