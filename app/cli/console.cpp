// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr qint64 kTerminalMs = 100;
constexpr qint64 kPlainMs = 10000;

void write(FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

QString words(Activity activity)
{
    switch (activity) {
    case Activity::Scan:
        return QCoreApplication::translate("ProgressLine", "Reading the export");
    case Activity::Check:
        return QCoreApplication::translate("ProgressLine", "Checking the connection");
    case Activity::Plan:
        return QCoreApplication::translate("ProgressLine", "Planning");
    case Activity::Create:
        return QCoreApplication::translate("ProgressLine", "Creating spaces");
    case Activity::Import:
        return QCoreApplication::translate("ProgressLine", "Importing");
    case Activity::Validate:
        return QCoreApplication::translate("ProgressLine", "Validating");
    case Activity::Reconcile:
        return QCoreApplication::translate("ProgressLine", "Reconciling");
    case Activity::Complete:
        return QCoreApplication::translate("ProgressLine", "Completing");
    case Activity::Grant:
        return QCoreApplication::translate("ProgressLine", "Granting access");
    case Activity::RollBack:
        return QCoreApplication::translate("ProgressLine", "Rolling back");
    case Activity::FetchFiles:
        return QCoreApplication::translate("ProgressLine", "Fetching files");
    case Activity::None:
        break;
    }
    return {};
}

} // namespace

ExitCode exitCodeFor(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Input:
    case Error::Kind::File:
        return ExitCode::WrongInput;
    case Error::Kind::Bug:
        return ExitCode::OurFault;
    default:
        return ExitCode::NeedsPerson;
    }
}

void Console::result(const QString &text)
{
    write(stdout, text + u'\n');
}

void Console::say(const QString &text)
{
    write(stderr, text + u'\n');
}

void Console::complain(const Error &error)
{
    QString text = error.what;
    if (!error.remedy.isEmpty())
        text += u' ' + error.remedy;
    if (!error.detail.isEmpty())
        text += u" ["_s + error.detail + u']';
    say(text);
}

ProgressLine::ProgressLine()
    : m_terminal(isatty(STDERR_FILENO) != 0)
{
}

QString ProgressLine::line(const Snapshot &snapshot) const
{
    const QLocale locale;
    QString text = words(snapshot.activity) + u": "_s;
    if (snapshot.total > 0) {
        const int percent = static_cast<int>(std::min<qint64>(100, snapshot.done * 100 / snapshot.total));
        if (m_terminal) {
            const int filled = percent * 30 / 100;
            text += u'[' + QString(filled, u'#') + QString(30 - filled, u'.') + u"] "_s;
        }
        text += QString::number(percent) + u" %, "_s;
    }
    text += locale.toString(snapshot.done);
    if (snapshot.total > 0)
        text += u" / "_s + locale.toString(snapshot.total);
    if (snapshot.perSecond > 0)
        text +=
            u", "_s +
            QCoreApplication::translate("ProgressLine", "%1 a second").arg(locale.toString(snapshot.perSecond, 'f', 1));
    if (snapshot.ends)
        text +=
            u", "_s +
            QCoreApplication::translate("ProgressLine", "done about %1")
                .arg(QDateTime::fromMSecsSinceEpoch(toMicros(*snapshot.ends) / 1000).toString(u"yyyy-MM-dd HH:mm"_s));
    if (!snapshot.waitingFor.isEmpty())
        text += u". "_s + snapshot.waitingFor;
    return text;
}

void ProgressLine::show(const Snapshot &snapshot)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool news = snapshot.activity != m_last;
    if (!news && now - m_lastMs < (m_terminal ? kTerminalMs : kPlainMs))
        return;
    if (news)
        end();
    m_last = snapshot.activity;
    m_lastMs = now;
    if (m_terminal) {
        write(stderr, u"\r\x1b[K"_s + line(snapshot));
        m_drawn = true;
    } else {
        write(stderr, line(snapshot) + u'\n');
    }
}

void ProgressLine::end()
{
    if (m_drawn)
        write(stderr, u"\n"_s);
    m_drawn = false;
    m_last = Activity::None;
}

} // namespace chatferry
