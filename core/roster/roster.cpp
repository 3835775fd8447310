#include "core/roster/roster.h"

#include "core/person/age.h"
#include "core/person/names.h"
#include "core/person/partial_date.h"
#include "core/roster/change_codec.h"

#include <QCborMap>

#include <algorithm>

namespace station {
namespace {

constexpr int eligibleAge = 14; ///< Law on Identification 26/2023/QH15, Art. 19
constexpr qsizetype longestReason = 500;

Result<QString> reasonFrom(const QString& typed)
{
    const QString reason = normalisedText(typed);
    if (reason.isEmpty() || reason.size() > longestReason)
        return fail(ErrorCode::InvalidInput, "no-reason: a change needs a reason of at most 500 characters");
    return reason;
}

Result<RosterChange> changeOf(const RosterChangeRow& row)
{
    return changeFrom(row.change).map([&](RosterChangeWords words) {
        return RosterChange {row.id, row.batch, row.person, row.undoes, row.at, words.by,
            std::move(words.reason), std::move(words.before), std::move(words.after)};
    });
}

Result<std::vector<RosterChange>> changesOf(const Result<std::vector<RosterChangeRow>>& rows)
{
    if (!rows)
        return failed(rows);
    std::vector<RosterChange> changes;
    for (const RosterChangeRow& row : *rows) {
        auto change = changeOf(row);
        if (!change)
            return failed(change);
        changes.push_back(std::move(*change));
    }
    return changes;
}

} // namespace

Result<RosterImportPlan> Roster::plan(
    const QString& path, const RosterImportWish& wish, const RosterProgress& progress) const
{
    return m_site.allowed(RosterRight::Import).and_then([&](const RosterHand& hand) {
        return planImport(path, wish, m_rows, hand.dataKey, m_site.today(), progress);
    });
}

Result<RosterExtractRow> Roster::import(RosterImportPlan plan, const RosterProgress& progress)
{
    return m_site.allowed(RosterRight::Import)
        .and_then([&](const RosterHand& hand) -> Result<RosterExtractRow> {
            if (plan.badRows() > 0 && !plan.leaveOutBad)
                return fail(ErrorCode::InvalidInput,
                    "bad-rows: " + std::to_string(plan.badRows()) + " rows cannot be taken; nothing was");
            plan.writes.extract.by = hand.actor.officer;
            return m_rows.import(plan.writes, hand.dataKey, progress);
        });
}

Result<std::vector<RosterExtract>> Roster::extracts() const
{
    return m_site.allowed(RosterRight::Read)
        .and_then([&](const RosterHand& hand) { return m_rows.extracts(hand.dataKey); })
        .map([](const std::vector<RosterExtractRow>& rows) {
            std::vector<RosterExtract> extracts;
            for (const RosterExtractRow& row : rows) {
                const QCborValue words = QCborValue::fromCbor(row.words);
                extracts.push_back({row, words[QStringLiteral("label")].toString(),
                    words[QStringLiteral("version")].toString()});
            }
            return extracts;
        });
}

Result<RosterPerson> Roster::person(qint64 id) const
{
    return m_site.allowed(RosterRight::Read)
        .and_then([&](const RosterHand& hand) { return m_rows.person(id, hand.dataKey); })
        .and_then(personFrom);
}

Result<qint64> Roster::count() const
{
    return m_site.allowed(RosterRight::Read).and_then([&](const RosterHand&) { return m_rows.count(); });
}

Status Roster::prepareSearch(const RosterProgress& progress)
{
    return m_site.allowed(RosterRight::Read).and_then([&](const RosterHand& hand) {
        return m_search.prepare(m_rows, hand.dataKey, progress);
    });
}

Result<RosterHits> Roster::search(const QString& typed, int most)
{
    return m_site.allowed(RosterRight::Read).and_then([&](const RosterHand& hand) {
        return m_search.find(typed, static_cast<std::size_t>(most), m_rows, hand.dataKey);
    });
}

Result<std::vector<RosterChange>> Roster::history(qint64 person) const
{
    return m_site.allowed(RosterRight::Read).and_then([&](const RosterHand& hand) {
        return changesOf(m_rows.changesOf(person, hand.dataKey));
    });
}

Result<RosterRecord> Roster::changed(
    const RosterRecord& before, const RosterSetting& setting, const RosterClasses& classes) const
{
    RosterRecord after = before;
    if (!setting.classCode.isEmpty())
        after.classCode = setting.classCode;
    const RosterClass* of = classes.find(after.classCode);
    if (!setting.classCode.isEmpty() && of)
        for (const QString& key : before.fields.keys()) {
            const RosterQuestion* question = classes.question(key);
            if (!of->asks.contains(key) && !(question && question->always))
                after.fields.remove(key);
        }
    for (auto answer = setting.answers.begin(); answer != setting.answers.end(); ++answer)
        after.fields.insert(answer.key(), answer.value());
    auto answers = classes.answers(after.classCode, after.fields);
    if (!answers)
        return fail(ErrorCode::InvalidInput, "answers: " + answers.error().detail);
    after.fields = std::move(*answers);
    if (setting.followUp)
        after.followUp = *setting.followUp;
    return after;
}

Result<qint64> Roster::set(const std::vector<qint64>& people, const RosterSetting& setting)
{
    const auto classes = RosterClasses::load();
    const RosterClass* of = classes ? classes->find(setting.classCode) : nullptr;
    const RosterRight right = of && of->leavesTarget ? RosterRight::TakeOut
        : people.size() > 1                          ? RosterRight::SetMany
                                                     : RosterRight::Set;
    const auto hand = m_site.allowed(right);
    if (!hand)
        return failed(hand);
    if (!classes)
        return failed(classes);
    const auto reason = reasonFrom(setting.reason);
    if (!reason)
        return failed(reason);
    if (people.empty())
        return fail(ErrorCode::InvalidInput, "no-people: nobody was named");
    if (setting.followUp && setting.followUp->isValid() && *setting.followUp < m_site.today())
        return fail(ErrorCode::InvalidInput, "follow-up-past: the day to come back lies in the past");

    std::vector<RosterChangeWrite> writes;
    QMap<qint64, QByteArray> seen;
    for (const qint64 id : people) {
        if (seen.contains(id))
            continue; // named twice
        const auto row = m_rows.person(id, hand->dataKey);
        const auto before = row ? recordFrom(row->record) : Result<RosterRecord>(failed(row));
        const auto after
            = before.and_then([&](const RosterRecord& b) { return changed(b, setting, *classes); });
        if (!after)
            return failed(after);
        seen.insert(id, row->record);
        if (*after != *before)
            writes.push_back({id, encoded(*after), encoded({hand->actor.officer, *reason, *before, *after})});
    }
    if (writes.empty())
        return fail(ErrorCode::InvalidInput, "nothing-changed: it stands like this already");
    return m_rows.change(
        writes, 0, [&](const RosterRow& row) { return row.record == seen.value(row.id); }, hand->dataKey,
        hand->actor);
}

Result<RosterUndo> Roster::undo(qint64 batch, const QString& typedReason)
{
    const auto hand = m_site.allowed(RosterRight::Undo);
    if (!hand)
        return failed(hand);
    const auto reason = reasonFrom(typedReason);
    const auto changes = changesOf(m_rows.changesIn(batch, hand->dataKey));
    const auto before = m_rows.isUndone(batch);
    if (!reason || !changes || !before)
        return !reason ? failed(reason) : !changes ? failed(changes) : failed(before);
    if (changes->empty())
        return fail(ErrorCode::NotFound, "no change has the number " + std::to_string(batch));
    if (*before)
        return fail(ErrorCode::InvalidInput, "undone: this change was undone already");

    RosterUndo undo;
    std::vector<RosterChangeWrite> writes;
    QMap<qint64, QByteArray> seen;
    for (const RosterChange& change : *changes) {
        const auto row = m_rows.person(change.person, hand->dataKey);
        if (!row)
            return failed(row);
        const auto now = recordFrom(row->record);
        if (!now)
            return failed(now);
        if (*now != change.after) {
            undo.changedSince.push_back(change.person);
            continue;
        }
        seen.insert(change.person, row->record);
        writes.push_back({change.person, encoded(change.before),
            encoded({hand->actor.officer, *reason, change.after, change.before})});
    }
    undo.undone = static_cast<int>(writes.size());
    if (writes.empty())
        return undo;
    const auto done = m_rows.change(
        writes, batch, [&](const RosterRow& row) { return row.record == seen.value(row.id); }, hand->dataKey,
        hand->actor);
    if (!done)
        return failed(done);
    undo.batch = *done;
    return undo;
}

Result<RosterList> Roster::list(
    const std::function<std::optional<qint64>(const RosterPerson&)>& rank, int most) const
{
    const auto hand = m_site.allowed(RosterRight::Read);
    if (!hand)
        return failed(hand);
    std::vector<std::pair<qint64, RosterPerson>> found;
    const auto read = m_rows.each(hand->dataKey, [&](const RosterRow& row) {
        if (auto person = personFrom(row))
            if (const auto place = rank(*person))
                found.emplace_back(*place, std::move(*person));
        return true;
    });
    if (!read)
        return failed(read);
    std::stable_sort(
        found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    RosterList list;
    for (auto& [place, person] : found) {
        if (static_cast<int>(list.people.size()) < most)
            list.people.push_back(std::move(person));
        else
            ++list.more;
    }
    return list;
}

Result<RosterList> Roster::due(QDate on, int most) const
{
    return list(
        [&](const RosterPerson& person) -> std::optional<qint64> {
            const QDate day = person.record.followUp;
            return day.isValid() && day <= on ? std::optional(day.toJulianDay()) : std::nullopt;
        },
        most);
}

Result<RosterList> Roster::turning14(QDate from, QDate to, int most) const
{
    const auto classes = RosterClasses::load();
    if (!classes)
        return failed(classes);
    return list(
        [&](const RosterPerson& person) -> std::optional<qint64> {
            const RosterClass* of = classes->find(person.classCode());
            const auto birth = PartialDate::parseIso(person.facts[RosterField::Birth]);
            if (!birth || (of && (of->leavesTarget || of->code == u"R90")))
                return std::nullopt;
            const QDate first = birthdayAt(birth->earliest(), eligibleAge);
            const QDate last = birthdayAt(birth->latest(), eligibleAge);
            return last >= from && first <= to ? std::optional(first.toJulianDay()) : std::nullopt;
        },
        most);
}

} // namespace station
