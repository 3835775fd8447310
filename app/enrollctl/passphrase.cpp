#include "app/enrollctl/passphrase.h"

#include <QFile>

#include <cstdio>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace station {
namespace {

constexpr qint64 longestLine = 4096;

/// The terminal, with what is typed not shown while this lives.
class Terminal {
public:
    explicit Terminal(bool silent)
        : m_file(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (m_file < 0 || !silent || ::tcgetattr(m_file, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = ::tcsetattr(m_file, TCSAFLUSH, &quiet) == 0;
    }
    ~Terminal()
    {
        if (m_changed)
            ::tcsetattr(m_file, TCSAFLUSH, &m_before);
        if (m_file >= 0)
            ::close(m_file);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    [[nodiscard]] int file() const { return m_file; }
    void print(const QString& text) const
    {
        const QByteArray bytes = text.toUtf8();
        if (::write(m_file, bytes.constData(), static_cast<std::size_t>(bytes.size())) < 0)
            std::fputs("enrollctl: the terminal is gone\n", stderr);
    }

private:
    int m_file = -1;
    bool m_changed = false;
    termios m_before {};
};

/// Byte by byte: what follows the line stays for whoever reads next.
Result<QByteArray> lineFrom(int file)
{
    QByteArray line;
    char c = 0;
    while (::read(file, &c, 1) == 1 && c != '\n') {
        line += c;
        if (line.size() > longestLine)
            return fail(ErrorCode::InvalidInput, "the passphrase is longer than 4 KiB");
    }
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

Result<QByteArray> asked(const QString& prompt, bool silent)
{
    const Terminal terminal(silent);
    if (terminal.file() < 0)
        return fail(ErrorCode::InvalidInput,
            "there is no terminal to ask on; name a file with the passphrase option");
    terminal.print(prompt + QStringLiteral(": "));
    auto line = lineFrom(terminal.file());
    if (silent)
        terminal.print(QStringLiteral("\n"));
    return line;
}

} // namespace

void PassphraseSource::addOptions(CLI::App* command, const std::string& prefix, const std::string& whose)
{
    auto* byFile = command
                       ->add_option("--" + prefix + "passphrase-file", file,
                           "File whose first line is " + whose + " passphrase")
                       ->type_name("FILE");
    command->add_option("--" + prefix + "passphrase-fd", descriptor, "Open file descriptor to read it from")
        ->type_name("FD")
        ->check(CLI::NonNegativeNumber)
        ->excludes(byFile);
}

Result<QByteArray> PassphraseSource::read(const QString& prompt) const
{
    Result<QByteArray> line;
    if (!file.empty()) {
        const int opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (opened < 0)
            return fail(ErrorCode::NotFound, "cannot read the passphrase file " + file);
        line = lineFrom(opened);
        ::close(opened);
    } else if (descriptor >= 0) {
        line = lineFrom(descriptor);
    } else {
        line = asked(prompt, true);
    }
    if (line && line->isEmpty())
        return fail(ErrorCode::InvalidInput, "the passphrase is empty");
    return line;
}

Result<QString> askLine(const QString& prompt)
{
    return asked(prompt, false).map([](const QByteArray& line) { return QString::fromUtf8(line).trimmed(); });
}

} // namespace station
