#include "core/store/log_scan.h"

#include "core/store/log_wiper.h"
#include "core/store/raw_pages.h"

#include <QFile>
#include <QtEndian>

#include <cstring>
#include <optional>

namespace station {
namespace {

constexpr qint64 headerBytes = 32;
constexpr qint64 frameHeaderBytes = 24;
constexpr qint64 frameBytes = frameHeaderBytes + rawPageBytes;
constexpr quint32 magic = 0x377f0682; // the last bit tells the byte order of the sums

quint32 numberAt(const QByteArray& bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.constData() + at);
}

struct Sum {
    quint32 a = 0;
    quint32 b = 0;
    friend bool operator==(const Sum&, const Sum&) = default;
};

Sum sumAt(const QByteArray& bytes, qsizetype at) { return {numberAt(bytes, at), numberAt(bytes, at + 4)}; }

Sum continued(Sum sum, const char* bytes, qsizetype size, bool bigEndian)
{
    for (qsizetype at = 0; at + 8 <= size; at += 8) { // every byte of a log goes through here
        quint32 words[2];
        std::memcpy(words, bytes + at, sizeof words);
        sum.a += (bigEndian ? qFromBigEndian(words[0]) : qFromLittleEndian(words[0])) + sum.b;
        sum.b += (bigEndian ? qFromBigEndian(words[1]) : qFromLittleEndian(words[1])) + sum.a;
    }
    return sum;
}

struct Frame {
    quint32 page = 0;
    quint32 commit = 0; ///< pages of the database, in the last frame of a transaction
    QByteArray salts;
    Sum stored;
    qint64 data = 0; ///< where the page begins
};

/// Takes frame after frame and remembers what a wrong one makes doubtful.
class Walk {
public:
    Walk(const QByteArray& header, const QByteArray& firstFrame)
        : m_bigEndian(numberAt(header, 0) == magic + 1)
    {
        const bool whole = (numberAt(header, 0) | 1U) == (magic | 1U)
            && continued({}, header.constData(), 24, m_bigEndian) == sumAt(header, 24);
        m_salts = whole ? header.mid(16, 8) : firstFrame.mid(8, 8);
        m_before = sumAt(header, 24);
        m_wrongBefore = !whole;
        if (!whole)
            noteWrong(true); // it is on the disk before the first frame is written
    }

    void take(const Frame& frame, const QByteArray& bytes)
    {
        const auto sumAfter = [&](Sum before) {
            const Sum head = continued(before, bytes.constData(), 8, m_bigEndian);
            return continued(head, bytes.constData() + frameHeaderBytes, rawPageBytes, m_bigEndian);
        };
        const bool thisRound
            = frame.salts == m_salts; // else of an older round of the log, or the salts are hit
        const Sum computed = sumAfter(m_before);
        bool sound = computed == frame.stored && (thisRound || !m_wrongBefore);
        if (!sound && thisRound && m_doubtful && sumAfter(m_computedBefore) == frame.stored) {
            accept(*m_doubtful); // only its stored sum was hit: what it holds fits what follows
            sound = true;
        }
        if (sound)
            accept(frame);
        else
            noteWrong(thisRound && frame.commit != 0);
        m_doubtful = sound || !thisRound ? std::nullopt : std::optional(frame);
        m_wrongBefore = !sound;
        m_computedBefore = computed;
        m_before = frame.stored;
    }

    [[nodiscard]] const LogScan& result() const { return m_result; }

private:
    void noteWrong(bool commits)
    {
        ++m_wrong;
        m_anyWrong = true;
        m_commitSinceWrong = m_commitSinceWrong || commits;
    }
    void accept(const Frame& frame)
    {
        m_result.badFrames += m_wrong;
        m_wrong = 0;
        m_result.damaged = m_result.damaged || (m_anyWrong && m_commitSinceWrong);
        m_open.insert(frame.page, frame.data);
        if (frame.commit == 0)
            return;
        m_commitSinceWrong = m_anyWrong;
        m_result.newest.insert(m_open);
        m_result.pages = frame.commit;
        m_open.clear();
    }

    bool m_bigEndian;
    QByteArray m_salts;
    Sum m_before;
    Sum m_computedBefore;
    bool m_wrongBefore = false;
    std::optional<Frame> m_doubtful;
    int m_wrong = 0; ///< since the last sound frame
    bool m_anyWrong = false;
    bool m_commitSinceWrong = false;
    QHash<quint32, qint64> m_open; ///< of the transaction that is not committed yet
    LogScan m_result;
};

} // namespace

LogScan scanLog(const QString& path)
{
    LogScan notKnown;
    notKnown.unreadable = true;
    QFile log(path);
    if (!log.open(QFile::ReadOnly))
        return log.exists() ? notKnown : LogScan();
    if (log.size() < headerBytes + frameBytes)
        return {};
    const QByteArray header = log.read(headerBytes);
    if (header == QByteArray::fromRawData(wipedLog.data(), static_cast<qsizetype>(wipedLog.size())))
        return {};
    std::optional<Walk> walk;
    for (qint64 at = headerBytes; at + frameBytes <= log.size(); at += frameBytes) {
        log.seek(at);
        const QByteArray bytes = log.read(frameBytes);
        if (header.size() != headerBytes || bytes.size() != frameBytes)
            return notKnown;
        if (!walk)
            walk.emplace(header, bytes);
        walk->take({numberAt(bytes, 0), numberAt(bytes, 4), bytes.mid(8, 8), sumAt(bytes, 16),
                       at + frameHeaderBytes},
            bytes);
    }
    return walk ? walk->result() : LogScan();
}

} // namespace station
