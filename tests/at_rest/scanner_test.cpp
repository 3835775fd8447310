#include "tests/at_rest/scanner.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <array>

using namespace station;

namespace {

QByteArray noise(qsizetype size)
{
    QRandomGenerator random(20261127);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char& byte : bytes)
        byte = static_cast<char>(random.generate());
    return bytes;
}

bool finds(Scanner& scanner, const QByteArray& planted)
{
    const QByteArray clean = noise(100000);
    CHECK(scanner.scan("noise", clean).empty());
    return !scanner.scan("noise", clean.left(4321) + planted + clean.mid(4321)).empty();
}

} // namespace

TEST_CASE("the scanner finds a name however it is written, and nothing in noise", "[scanner]")
{
    Scanner scanner;
    scanner.addText("name", QStringLiteral("Xoọng Quỳnh Nghiêm"));
    const QString name = QStringLiteral("Xoọng Quỳnh Nghiêm");
    CHECK(finds(scanner, name.toUtf8()));
    CHECK(finds(scanner, name.toUpper().toUtf8()));
    CHECK(finds(scanner, name.normalized(QString::NormalizationForm_D).toUtf8()));
    CHECK(finds(scanner, QByteArray(reinterpret_cast<const char*>(name.utf16()), name.size() * 2)));
    CHECK(finds(scanner, "xoong quynh nghiem"));
    CHECK(finds(scanner, "XOONGQUYNHNGHIEM"));
    CHECK(finds(scanner, "Nghiem Quynh Xoong"));
    CHECK(finds(scanner, "meihgn hnyuq gnoox"));
    CHECK(finds(scanner, "Quynh_Nghiem_nghiem")); // a word alone
    CHECK(finds(scanner, ("ab" + name.toUtf8() + "yz").toBase64()));
    CHECK(finds(scanner, ("a" + name.toUtf8() + "yz").toBase64()));
    CHECK(finds(scanner, name.toUtf8().toHex()));
    CHECK(finds(scanner, R"({"n":"Xo\u1ecdng Qu\u1ef3nh Nghi\u00eam"})"));
    CHECK_FALSE(finds(scanner, "Nguyen Van An"));
}

TEST_CASE("the scanner finds days, keys, pictures and their pixels", "[scanner]")
{
    Scanner scanner;
    scanner.addDay("day", 15, 3, 1994);
    const QByteArray key = noise(32);
    Scanner keys;
    keys.addBytes("key", key);
    CHECK_FALSE(keys.scan("x", "....." + key + ".....").empty());
    CHECK_FALSE(keys.scan("x", "....." + key.toHex() + ".....").empty());
    for (const char* day : {"15/03/1994", "1994-03-15", "15031994", "19940315", "15.03.1994", "15-03-94"})
        CHECK(finds(scanner, day));

    Scanner pictures;
    pictures.addPictureSignatures();
    CHECK(finds(pictures, QByteArray::fromHex("89504e470d0a1a0a")));
    CHECK(finds(pictures, QByteArray::fromHex("ffd8ffe000104a46494600010101")));
    CHECK(finds(pictures,
        QByteArray("FIR\0"
                   "020\0",
            8)));

    Scanner pixels;
    std::array<std::uint8_t, 6400> picture {};
    for (std::size_t i = 0; i < picture.size(); ++i)
        picture[i] = static_cast<std::uint8_t>(i < 3200 ? 255 : i * i / 7);
    pixels.addPixels("picture", picture);
    CHECK(pixels.needles() > 5); // and none of the white half
    CHECK(finds(pixels, QByteArray(reinterpret_cast<const char*>(picture.data()) + 3000, 3000)));
    CHECK_FALSE(finds(pixels, QByteArray(3000, '\xff')));
}

TEST_CASE("the scanner reads every file of a folder, hidden ones and names as well", "[scanner]")
{
    const QTemporaryDir folder;
    Scanner scanner;
    scanner.addText("name", QStringLiteral("Xoọng Quỳnh Nghiêm"));
    const auto write = [&](const QString& path, const QByteArray& bytes) {
        QDir().mkpath(QFileInfo(folder.filePath(path)).path());
        QFile file(folder.filePath(path));
        REQUIRE(file.open(QFile::WriteOnly));
        file.write(bytes);
    };
    write("a/b/clean", "nothing");
    CHECK(scanner.scanFolder(folder.path()).empty());
    write("a/.hidden/log", "case of Xoong Quynh Nghiem opened");
    CHECK(scanner.scanFolder(folder.path()).size() >= 1);
    CHECK(scanner.scanFolder(folder.path(), {folder.filePath("a/.hidden")}).empty());
    write("a/slip of quynhnghiem.pdf", "");
    CHECK_FALSE(scanner.scanFolder(folder.path(), {folder.filePath("a/.hidden")}).empty());
    CHECK(scanner.files() >= 4);
}
