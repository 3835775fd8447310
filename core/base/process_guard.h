#pragma once

namespace station {

/// First thing in every program that holds keys, names or pictures, before its first thread.
///
/// - No core dumps, by RLIMIT_CORE and, where a core goes through a pipe and the limit does not count, by
///   PR_SET_DUMPABLE; the latter also keeps other programs of the same user out of this process's memory.
/// - What the environment could make a library write down is forgotten: TLS keys (SSLKEYLOGFILE), key presses
///   and contents (Qt's, GLib's, GStreamer's and PipeWire's debug output), an OpenSSL configuration of
///   unknown origin.
/// - A program that calls this overwrites every block of the heap that it frees, so that no copy of a
///   passphrase, a form or a picture that Qt, SQLite, OpenSSL or OpenCV made and gave back stays there. Not
///   under a sanitizer, which has a heap of its own.
void protectProcess();

/// What the program writes from now on is for its owner only, unless it says otherwise; temporary files (a
/// page on its way to the printer) go to the session's runtime folder, which is memory, where there is one.
void keepFilesPrivate();

} // namespace station
