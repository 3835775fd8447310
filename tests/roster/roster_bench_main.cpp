// Figures of import and search on this machine. Usage: roster-bench DIR [PEOPLE]
// DIR is what make_district.py wrote; with PEOPLE the people of its file are repeated under other numbers up
// to so many. Prints one JSON line a figure; every figure is measured in this one process.
#include "core/person/names.h"
#include "core/roster/roster.h"
#include "core/store/database.h"
#include "core/vault/sealed.h"

#include <QFile>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <sqlite3.h>

using namespace station;

namespace {

using Watch = std::chrono::steady_clock;

double msSince(Watch::time_point start)
{
    return std::chrono::duration<double, std::milli>(Watch::now() - start).count();
}
long peakMb()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}
void say(const char* what, double ms, const char* more = "")
{
    std::printf("{\"what\":\"%s\",\"ms\":%.2f,\"peak_mb\":%ld%s}\n", what, ms, peakMb(), more);
    std::fflush(stdout);
}

struct Site {
    QTemporaryDir folder;
    SystemClock clock;
    Secret key = Secret::random(cellKeyBytes);
    OfficerId officer = OfficerId::create(clock.now());
    std::unique_ptr<Database> database;
    std::unique_ptr<Roster> roster;

    Site()
    {
        database = std::move(*Database::create(QDir(folder.path())));
        open();
    }
    void open()
    {
        roster = std::make_unique<Roster>(Roster::Site {*database, clock,
            [this](RosterRight) -> Result<RosterHand> {
                return RosterHand {{officer}, key};
            },
            [] { return QDate(2026, 11, 28); }});
    }
};

bool import(Site& site, const QString& path, const char* what)
{
    const auto start = Watch::now();
    auto plan = site.roster->plan(path);
    if (!plan) {
        std::fprintf(stderr, "%s: %s\n", what, plan.error().detail.c_str());
        return false;
    }
    const double read = msSince(start);
    const RosterExtractRow counts = plan->writes.extract;
    const auto done = site.roster->import(std::move(*plan));
    if (!done) {
        std::fprintf(stderr, "%s: %s\n", what, done.error().detail.c_str());
        return false;
    }
    char more[200];
    std::snprintf(more, sizeof more,
        ",\"read_ms\":%.0f,\"rows\":%d,\"added\":%d,\"changed\":%d,\"unchanged\":%d", read, counts.rows,
        counts.added, counts.changed, counts.unchanged);
    say(what, msSince(start), more);
    return true;
}

/// The file's people again and again, numbers and names told apart.
QString grown(const QString& path, const QString& to, int people)
{
    QFile in(path);
    QFile out(to);
    if (!in.open(QFile::ReadOnly) || !out.open(QFile::WriteOnly))
        return {};
    const QByteArray heading = in.readLine();
    out.write(heading);
    QList<QByteArray> lines;
    while (!in.atEnd())
        lines.append(in.readLine());
    for (int i = 0; i < people; ++i) {
        QList<QByteArray> cells = lines.at(i % lines.size()).split(';');
        const int round = i / static_cast<int>(lines.size());
        if (round > 0 && cells.size() > 4) {
            // Another province for each round keeps the numbers apart and their year and sex true.
            if (cells[2].size() == 12)
                cells[2] = QByteArray::number(30 + round).rightJustified(3, '0') + cells[2].mid(3);
            cells[7] += " " + QByteArray::number(round);
        }
        out.write(cells.join(';'));
    }
    return to;
}

void searchFigures(Site& site, const char* what, unsigned seed)
{
    const auto start = Watch::now();
    if (!site.roster->prepareSearch())
        return;
    say("index build", msSince(start));
    // Beginnings as they are typed: of one to three words of people who are there, and of their numbers.
    std::mt19937 random(seed);
    const auto count = site.roster->count().value();
    std::vector<double> times;
    qint64 hits = 0;
    for (int i = 0; i < 400; ++i) {
        const auto person
            = site.roster->person(1 + static_cast<qint64>(random() % static_cast<unsigned>(count)));
        if (!person)
            continue;
        QString text
            = i % 4 == 3 ? person->facts[RosterField::Number] : searchKey(person->facts[RosterField::Name]);
        if (i % 4 == 2)
            text += u' ' + searchKey(person->facts[RosterField::Hamlet]);
        for (qsizetype typed = 1; typed <= text.size(); ++typed) {
            const auto begin = Watch::now();
            const auto found = site.roster->search(text.left(typed), 50);
            times.push_back(msSince(begin));
            hits += found ? found->all : 0;
        }
    }
    std::sort(times.begin(), times.end());
    char more[200];
    std::snprintf(more, sizeof more, ",\"p50\":%.2f,\"p95\":%.2f,\"max\":%.2f,\"keys\":%zu,\"hits\":%lld",
        times[times.size() / 2], times[times.size() * 95 / 100], times.back(), times.size(),
        static_cast<long long>(hits));
    say(what, times[times.size() / 2], more);
}

/// What the notes suggested instead: FTS5 in memory over the same words.
void fullTextFigures(Site& site, unsigned seed)
{
    sqlite3* handle = nullptr;
    sqlite3_open(":memory:", &handle);
    const auto start = Watch::now();
    sqlite3_exec(handle,
        "CREATE VIRTUAL TABLE f USING fts5(name, number, old, phone, hamlet, content='', tokenize='unicode61 "
        "remove_diacritics 2', prefix='1 2 3'); BEGIN",
        nullptr, nullptr, nullptr);
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(handle, "INSERT INTO f(rowid, name, number, old, phone, hamlet) VALUES (?,?,?,?,?,?)",
        -1, &insert, nullptr);
    const RosterRows rows(*site.database, site.clock);
    const auto read = rows.each(site.key, [&](const RosterRow& row) {
        const auto facts = factViews(row.facts);
        sqlite3_bind_int64(insert, 1, row.id);
        int place = 2;
        for (const RosterField field : {RosterField::Name, RosterField::Number, RosterField::OldNumber,
                 RosterField::Phone, RosterField::Hamlet}) {
            const auto text = (*facts)[static_cast<std::size_t>(field)];
            sqlite3_bind_text(insert, place++, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
        }
        sqlite3_step(insert);
        sqlite3_reset(insert);
        return true;
    });
    sqlite3_finalize(insert);
    sqlite3_exec(handle, "COMMIT", nullptr, nullptr, nullptr);
    if (!read)
        return;
    say("FTS5 build", msSince(start));
    std::mt19937 random(seed);
    const auto count = site.roster->count().value();
    std::vector<double> times;
    sqlite3_stmt* find = nullptr;
    sqlite3_prepare_v2(handle, "SELECT rowid FROM f WHERE f MATCH ? LIMIT 50", -1, &find, nullptr);
    for (int i = 0; i < 400; ++i) {
        const auto person
            = site.roster->person(1 + static_cast<qint64>(random() % static_cast<unsigned>(count)));
        if (!person)
            continue;
        const QString text = searchKey(person->facts[RosterField::Name]);
        for (qsizetype typed = 1; typed <= text.size(); ++typed) {
            QStringList words;
            for (const QString& word : text.left(typed).split(u' ', Qt::SkipEmptyParts))
                words << u'"' + word + QStringLiteral("\"*");
            const std::string query = words.join(u' ').toStdString();
            const auto begin = Watch::now();
            sqlite3_bind_text(find, 1, query.c_str(), -1, SQLITE_TRANSIENT);
            while (sqlite3_step(find) == SQLITE_ROW) { }
            sqlite3_reset(find);
            times.push_back(msSince(begin));
        }
    }
    sqlite3_finalize(find);
    sqlite3_close(handle);
    std::sort(times.begin(), times.end());
    char more[120];
    std::snprintf(
        more, sizeof more, ",\"p95\":%.2f,\"max\":%.2f", times[times.size() * 95 / 100], times.back());
    say("FTS5 search, 50 ids without the people", times[times.size() / 2], more);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: roster-bench DIR [PEOPLE]\n");
        return 2;
    }
    constexpr unsigned seed = 11;
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    const QString csv = folder.filePath(QStringLiteral("roster.csv"));
    const QString xlsx = folder.filePath(QStringLiteral("roster.xlsx"));
    const int people = argc > 2 ? QByteArray(argv[2]).toInt() : 0;
    Site site;
    if (people > 0) {
        QTemporaryDir made;
        if (!import(site, grown(csv, made.filePath(QStringLiteral("grown.csv")), people), "import CSV"))
            return 1;
    } else {
        if (!import(site, csv, "import CSV") || !import(site, csv, "import CSV again, unchanged"))
            return 1;
        Site other;
        if (QFile::exists(xlsx) && !import(other, xlsx, "import XLSX"))
            return 1;
    }
    searchFigures(site, "search as typed, 50 people shown", seed);
    site.roster->forget();
    fullTextFigures(site, seed);
    return 0;
}
