// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/schema.h"

#include "store/statement.h"

#include <QFile>
#include <QRandomGenerator>
#include <QtEndian>

#include <array>

namespace chatferry {

namespace {

// item: an id that is the message's own time as "seconds.micros" (Slack) is left out (source NULL). The order index
// keeps such ids unique by itself; others have an index of their own. journal: `moved` says that the time given differs
// from the item's, so that only those rows need the second index. Numbers of kinds, states and stages are those of the
// enumerations in rows.h and target/operation.h.
const char kVersion1[] = R"sql(
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS conversation(
  id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, kind INTEGER, name TEXT, topic TEXT, purpose TEXT, created INTEGER,
  creator TEXT, archived INTEGER, members TEXT, leftovers TEXT,
  messages INTEGER, threads INTEGER, replies INTEGER, reactions INTEGER, attachments INTEGER, member_count INTEGER,
  joins INTEGER, leaves INTEGER, records INTEGER, text_bytes INTEGER, attachment_bytes INTEGER, first INTEGER, last INTEGER,
  choice INTEGER, position INTEGER, target_name TEXT, group_chat INTEGER, external INTEGER, from_time INTEGER,
  to_time INTEGER);
CREATE TABLE IF NOT EXISTS skipped(
  conversation INTEGER, reason TEXT, count INTEGER, PRIMARY KEY(conversation, reason)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS interval(
  conversation INTEGER, number INTEGER, person TEXT, from_time INTEGER, to_time INTEGER, evidence INTEGER,
  PRIMARY KEY(conversation, number)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS person(
  id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, name TEXT, handle TEXT, email TEXT, kind INTEGER, active INTEGER,
  policy INTEGER, by_hand INTEGER, target_email TEXT, account_id TEXT, account INTEGER, messages INTEGER,
  reactions INTEGER);

CREATE TABLE IF NOT EXISTS item(
  id INTEGER PRIMARY KEY, conversation INTEGER, source TEXT, locator INTEGER, time INTEGER, author INTEGER, root INTEGER,
  flags INTEGER, reactions INTEGER, attachments INTEGER, content INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS item_order ON item(conversation, time, CASE WHEN source IS NULL THEN 0 END);
CREATE UNIQUE INDEX IF NOT EXISTS item_source ON item(conversation, source) WHERE source IS NOT NULL;
CREATE INDEX IF NOT EXISTS item_root ON item(root) WHERE root IS NOT NULL;
CREATE TABLE IF NOT EXISTS item_number(only INTEGER PRIMARY KEY CHECK(only = 1), next INTEGER NOT NULL);
INSERT OR IGNORE INTO item_number VALUES(1, 1);

CREATE TABLE IF NOT EXISTS reaction(
  item INTEGER, number INTEGER, person INTEGER, emoji INTEGER, count INTEGER, PRIMARY KEY(item, number)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attachment(
  item INTEGER, number INTEGER, place INTEGER, reason INTEGER, size INTEGER, PRIMARY KEY(item, number)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS space(
  id INTEGER PRIMARY KEY, conversation INTEGER, slice TEXT, attempt INTEGER, revision INTEGER, stage INTEGER, remote TEXT,
  display_name TEXT, web_address TEXT, create_time INTEGER, first_attempt INTEGER, time_limit INTEGER, expiry INTEGER,
  completed INTEGER, from_time INTEGER, to_time INTEGER, checked INTEGER, different INTEGER, failure TEXT,
  UNIQUE(conversation, slice, attempt));
CREATE TABLE IF NOT EXISTS counter(
  space INTEGER, class INTEGER, planned INTEGER, done INTEGER, failed INTEGER, left INTEGER,
  PRIMARY KEY(space, class)) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS word(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS journal(
  space INTEGER, kind INTEGER, item INTEGER, part INTEGER, state INTEGER, flags INTEGER, time INTEGER,
  identity INTEGER, remote_head INTEGER, remote, thread_head INTEGER, thread, rest TEXT,
  PRIMARY KEY(space, kind, item, part)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS journal_moved ON journal(space, time) WHERE flags & 2;
CREATE INDEX IF NOT EXISTS journal_failed ON journal(space) WHERE state = 3;
CREATE TABLE IF NOT EXISTS journal_count(
  space INTEGER, kind INTEGER, state INTEGER, count INTEGER, PRIMARY KEY(space, kind, state)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal_last(space INTEGER PRIMARY KEY, time INTEGER);

CREATE TABLE IF NOT EXISTS audit(
  id INTEGER PRIMARY KEY, time INTEGER, who TEXT, what TEXT, space INTEGER, detail TEXT);
CREATE TABLE IF NOT EXISTS ledger(
  conversation INTEGER, code TEXT, fate INTEGER, count INTEGER, messages INTEGER, example TEXT,
  PRIMARY KEY(conversation, code, fate)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS difference(
  id INTEGER PRIMARY KEY, space INTEGER, origin TEXT, what TEXT, item INTEGER, part INTEGER, remote TEXT, proposal TEXT,
  detail TEXT, state INTEGER, deletion INTEGER, written TEXT);
CREATE INDEX IF NOT EXISTS difference_space ON difference(space, origin);
CREATE TABLE IF NOT EXISTS file(
  item INTEGER, number INTEGER, state INTEGER, cache_path TEXT, size INTEGER, sha256 TEXT, reason TEXT,
  PRIMARY KEY(item, number)) WITHOUT ROWID;
)sql";

Result<void> toVersion1(Project &project)
{
    if (const auto made = runScript(project, kVersion1); !made)
        return made;
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray key(reinterpret_cast<const char *>(random.data()), sizeof(random));
    Statement insert(project, "INSERT OR IGNORE INTO meta(key, value) VALUES('project.key', ?)");
    insert << QString::fromLatin1(key.toHex());
    return insert.run();
}

constexpr std::array<Upgrade, 1> kUpgrades{{{0, toVersion1}}};
static_assert(kUpgrades.size() == kSchemaVersion);

} // namespace

std::span<const Upgrade> upgrades()
{
    return kUpgrades;
}

Result<void> upgrade(Project &project, int from, std::span<const Upgrade> steps)
{
    return project.transaction([&]() -> Result<void> {
        int version = from;
        for (const Upgrade &step : steps) {
            if (step.from != version)
                continue;
            if (const auto applied = step.apply(project); !applied)
                return applied;
            version = step.from + 1;
        }
        const QByteArray pragma = "PRAGMA user_version=" + QByteArray::number(version);
        return runScript(project, pragma.constData());
    });
}

FileHeader readHeader(const QString &path)
{
    FileHeader header;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return header;
    const QByteArray bytes = file.read(100);
    // https://www.sqlite.org/fileformat.html, "The Database Header".
    if (bytes.size() < 100 || !bytes.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return header;
    header.isDatabase = true;
    header.version = qFromBigEndian<qint32>(bytes.constData() + 60);
    header.applicationId = qFromBigEndian<quint32>(bytes.constData() + 68);
    return header;
}

} // namespace chatferry
