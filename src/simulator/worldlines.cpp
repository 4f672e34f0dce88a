// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/worldlines.h"

#include "simulator/answer.h"
#include "simulator/records.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

/// Collects lines {"kind": ..., "value": ...}; the value is null for what no longer is.
class Lines
{
public:
    QByteArray bytes;

    void space(const Space &space) { put(u"space"_s, {{u"value"_s, toJson(space)}}); }
    void message(const Space &space, qsizetype index)
    {
        put(u"message"_s,
            {{u"space"_s, space.id}, {u"index"_s, index}, {u"value"_s, toJson(space.messages()[std::size_t(index)])}});
    }
    void member(const Space &space, const QString &user)
    {
        const auto found = space.members.find(user);
        record(u"member"_s, space.id, user, found == space.members.end() ? QJsonValue() : toJson(found->second));
    }
    void past(const Space &space, const QString &user)
    {
        const auto found = space.past.find(user);
        record(u"past"_s, space.id, user, found == space.past.end() ? QJsonValue() : toJson(found->second));
    }
    template<typename Map>
    void keyed(const QString &kind, const Map &map, const QString &key)
    {
        const auto found = map.find(key);
        record(kind, {}, key, found == map.end() ? QJsonValue() : QJsonValue(toJson(found->second)));
    }
    void id(const QString &id, bool used) { put(u"id"_s, {{u"key"_s, id}, {u"value"_s, used}}); }
    void post(const WebhookPost &post) { put(u"post"_s, {{u"value"_s, toJson(post)}}); }
    void counter(quint64 counter) { put(u"counter"_s, {{u"value"_s, QString::number(counter)}}); }

private:
    void record(const QString &kind, const QString &space, const QString &key, const QJsonValue &value)
    {
        put(kind, {{u"space"_s, space}, {u"key"_s, key}, {u"value"_s, value}});
    }
    /// What is empty reads back as empty when it is left out.
    static QJsonValue lean(const QJsonValue &value)
    {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end();) {
            const QJsonValue field = it.value();
            const bool empty = field.isNull() || field == QJsonValue(false) || field == QJsonValue(QString()) ||
                               (field.isArray() && field.toArray().isEmpty()) ||
                               (field.isObject() && field.toObject().isEmpty());
            it = empty ? object.erase(it) : std::next(it);
        }
        return object;
    }
    void put(const QString &kind, QJsonObject line)
    {
        if (line.value(u"value"_s).isObject())
            line.insert(u"value"_s, lean(line.value(u"value"_s)));
        line.insert(u"kind"_s, kind);
        bytes += toBytes(line);
        bytes += '\n';
    }
};

} // namespace

QByteArray changeLines(const World &world, const World::Changes &changes)
{
    Lines lines;
    auto &open = const_cast<World &>(world); // only looks
    for (const QString &id : changes.spaces)
        lines.space(*open.space(id));
    for (const auto &[space, user] : changes.members)
        lines.member(*open.space(space), user);
    for (const auto &[space, user] : changes.past)
        lines.past(*open.space(space), user);
    for (const auto &[space, index] : changes.messages)
        lines.message(*open.space(space), index);
    for (const QString &token : changes.uploads)
        lines.keyed(u"upload"_s, world.uploads, token);
    for (const QString &id : changes.drives)
        lines.keyed(u"drive"_s, world.drive.drives, id);
    for (const QString &id : changes.files)
        lines.keyed(u"file"_s, world.drive.files, id);
    for (const QString &id : changes.ids)
        lines.id(id, world.drive.ids.at(id));
    for (const std::size_t index : changes.posts)
        lines.post(world.posts[index]);
    lines.counter(world.idCounter());
    return lines.bytes;
}

QByteArray allLines(const World &world)
{
    World::Changes all;
    Lines spaces; // these in the order of their making, which is part of the world
    for (const auto &space : world.spaces()) {
        spaces.space(*space);
        for (const auto &[user, member] : space->members)
            all.members.emplace(space->id, user);
        for (const auto &[user, member] : space->past)
            all.past.emplace(space->id, user);
        for (qsizetype i = 0; i < qsizetype(space->messages().size()); ++i)
            all.messages.emplace(space->id, i);
    }
    for (const auto &[token, upload] : world.uploads)
        all.uploads.insert(token);
    for (const auto &[id, drive] : world.drive.drives)
        all.drives.insert(id);
    for (const auto &[id, file] : world.drive.files)
        all.files.insert(id);
    for (const auto &[id, used] : world.drive.ids)
        all.ids.insert(id);
    for (std::size_t i = 0; i < world.posts.size(); ++i)
        all.posts.insert(i);
    return spaces.bytes + changeLines(world, all);
}

bool takeLine(World &world, const QJsonObject &line)
{
    const QString kind = line[u"kind"_s].toString();
    const QString key = line[u"key"_s].toString();
    const QJsonValue value = line[u"value"_s];
    const QJsonObject json = value.toObject();
    const auto takeKeyed = [&](auto &map, auto made) {
        if (value.isNull())
            map.erase(key);
        else
            map.insert_or_assign(key, made());
        return true;
    };
    if (kind == "space"_L1) {
        Space *space = world.space(json[u"id"_s].toString());
        if (!space) {
            Space fresh;
            fresh.id = json[u"id"_s].toString();
            space = &world.addSpace(std::move(fresh));
        }
        fillSpace(*space, json);
        return true;
    }
    if (kind == "upload"_L1)
        return takeKeyed(world.uploads, [&] { return uploadOf(json); });
    if (kind == "drive"_L1) {
        return takeKeyed(world.drive.drives, [&] { return driveOf(json); });
    }
    if (kind == "file"_L1)
        return takeKeyed(world.drive.files, [&] { return fileOf(json); });
    if (kind == "id"_L1) {
        world.drive.ids[key] = value.toBool();
        return true;
    }
    if (kind == "post"_L1) {
        world.posts.push_back(postOf(json));
        return true;
    }
    if (kind == "counter"_L1) {
        world.setIdCounter(value.toString().toULongLong());
        return true;
    }
    Space *space = world.space(line[u"space"_s].toString());
    if (!space)
        return false;
    if (kind == "message"_L1) {
        const qsizetype index = line[u"index"_s].toInteger(-1);
        if (index < 0 || index > qsizetype(space->messages().size()))
            return false;
        space->put(index, messageOf(json));
        return true;
    }
    if (kind == "member"_L1) {
        return takeKeyed(space->members, [&] { return memberOf(json); });
    }
    if (kind == "past"_L1) {
        return takeKeyed(space->past, [&] { return pastMemberOf(json); });
    }
    return false;
}

} // namespace chatferry::sim
