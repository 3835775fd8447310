#include "tests/protocol/sticks.h"

#include "core/store/bundle_stick.h"

#include <QFile>

#include <filesystem>

namespace station::model {
namespace {

namespace fs = std::filesystem;

constexpr int howMany = 2;

} // namespace

Sticks::Sticks(const QDir& place, Dice& dice, Chronicle& chronicle)
    : m_dice(dice)
    , m_chronicle(chronicle)
{
    for (int i = 0; i < howMany; ++i) {
        m_sticks.emplace_back(place.filePath(QStringLiteral("stick-%1").arg(i)));
        fs::create_directories(m_sticks.back().path().toStdString());
    }
}

QDir Sticks::any() { return m_sticks.at(static_cast<std::size_t>(m_dice.below(howMany))); }

QStringList Sticks::bundles() const
{
    QStringList found;
    for (const QDir& one : m_sticks)
        for (const QString& name : one.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            found.append(one.filePath(name));
    return found;
}

QString Sticks::anyBundle()
{
    const QStringList all = bundles();
    return all.isEmpty() ? QString() : all.at(m_dice.below(static_cast<int>(all.size())));
}

void Sticks::tear(const QString& bundle)
{
    const QDir folder(bundle);
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    if (names.isEmpty())
        return;
    m_chronicle.fault("stick-torn");
    QFile file(folder.filePath(names.at(m_dice.below(static_cast<int>(names.size())))));
    if (m_dice.oneIn(2))
        file.remove();
    else
        file.resize(file.size() / 2);
}

void Sticks::harm()
{
    const QString bundle = anyBundle();
    if (bundle.isEmpty())
        return;
    switch (m_dice.below(4)) {
    case 0: tear(bundle); break;
    case 1:
        if (QFile::remove(QDir(bundle).filePath(QLatin1String(stick::ackName))))
            m_chronicle.fault("acknowledgement-lost");
        break;
    case 2:
        m_chronicle.fault("stick-copied");
        fs::copy(m_sticks.front().path().toStdString(), m_sticks.back().path().toStdString(),
            fs::copy_options::recursive | fs::copy_options::overwrite_existing);
        break;
    default:
        if (!m_dice.oneIn(3))
            break;
        m_chronicle.fault("stick-lost");
        fs::remove_all(bundle.toStdString());
        break;
    }
}

} // namespace station::model
