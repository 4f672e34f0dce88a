// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/slackblocks.h"
#include "tests/markup/describe.h"

#include <QJsonDocument>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

QJsonArray array(const QString &json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json.toUtf8(), &error);
    if (!document.isArray())
        qFatal("Broken test data: %s in %s", qPrintable(error.errorString()), qPrintable(json));
    return document.array();
}

/// A rich_text with one section of these leaves.
QString section(const QString &leaves)
{
    return u"[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':["_s + leaves + u"]}]}]"_s;
}

QString richText(const QString &elements)
{
    return u"[{'type':'rich_text','elements':["_s + elements + u"]}]"_s;
}

} // namespace

class TestSlackBlocks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsBlocks_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("tree");
        QTest::addColumn<bool>("odd");
        const auto row = [](const char *name, QString json, const QString &tree, bool odd = false) {
            QTest::newRow(name) << json.replace(u'\'', u'"') << tree << odd;
        };
        const QString nothing = u"(nothing)"_s;

        row("none", u"[]"_s, nothing);
        row("rubbish", u"[null, 1, 'a', [], {}]"_s, nothing);
        row("text", section(u"{'type':'text','text':'a &amp; *b*'}"_s), u"P a &amp; *b*"_s);
        row("styles",
            section(
                u"{'type':'text','text':'a','style':{'bold':true,'italic':true}},{'type':'text','text':'b','style':"
                "{'strike':true,'code':true,'underline':true,'highlight':true}},{'type':'text','text':'c','style':null}"_s),
            u"P <bi:a><scuh:b>c"_s);
        row("lines", section(u"{'type':'text','text':'a\\nb\\n'}"_s), u"P a\\nb\\n"_s);
        row("leaves",
            section(u"{'type':'link','url':'https://x.org','text':'x'},{'type':'link','url':'https://y.org'},"
                    "{'type':'user','user_id':'U1'},{'type':'usergroup','usergroup_id':'S1'},"
                    "{'type':'channel','channel_id':'C1'},{'type':'broadcast','range':'here'},"
                    "{'type':'color','value':'#fff'},{'type':'team','team_id':'T1'}"_s),
            u"P [link https://x.org|x][link https://y.org][person U1][group S1][conversation C1][all here]#fffT1"_s);
        row("emoji",
            section(u"{'type':'emoji','name':'wave','unicode':'1f44b-1f3fb','skin_tone':2},"
                    "{'type':'emoji','name':'parrot'},{'type':'emoji','name':'+1::skin-tone-3','unicode':'zz'}"_s),
            u"P [emoji wave::skin-tone-2=👋🏻][emoji parrot][emoji +1::skin-tone-3]"_s);
        row("date",
            section(u"{'type':'date','timestamp':1720710212,'format':'{date}','fallback':'July'},"
                    "{'type':'date','timestamp':1720710212,'format':'{date}'}"_s),
            u"P [date July][date 2024-07-11 15:03 UTC]"_s);
        row("styled mention", section(u"{'type':'user','user_id':'U1','style':{'bold':true}}"_s),
            u"P <b:[person U1]>"_s);
        row("unknown leaf", section(u"{'type':'hologram','text':'a'},{'type':'hologram'}"_s), u"P a"_s, true);
        row("only an unknown leaf", section(u"{'type':'hologram'}"_s), nothing, true);
        row("only spaces", section(u"{'type':'text','text':' \\n'}"_s), nothing);

        row("list",
            richText(u"{'type':'rich_text_section','elements':[{'type':'text','text':'a:\\n'}]},"
                     "{'type':'rich_text_list','style':'bullet','indent':0,'elements':["
                     "{'type':'rich_text_section','elements':[{'type':'text','text':'b'}]},"
                     "{'type':'rich_text_section','elements':[{'type':'text','text':'c\\n'}]}]},"
                     "{'type':'rich_text_list','style':'ordered','indent':1,'offset':2,'elements':["
                     "{'type':'rich_text_section','elements':[{'type':'text','text':'d'}]},"
                     "{'type':'rich_text_section','elements':[{'type':'text','text':'e'}]}]}"_s),
            u"P a: / L0 b / L0 c / O1.3 d / O1.4 e"_s);
        row("quote", richText(u"{'type':'rich_text_quote','elements':[{'type':'text','text':'a\\nb'}]}"_s),
            u"Q{P a\\nb}"_s);
        row("code",
            richText(u"{'type':'rich_text_preformatted','border':0,'elements':[{'type':'text','text':'a\\n*b*\\n'},"
                     "{'type':'link','url':'https://x.org'}]}"_s),
            u"C a\\n*b*\\n[link https://x.org]"_s);
        row("bordered list",
            richText(u"{'type':'rich_text_list','style':'bullet','border':1,'elements':["
                     "{'type':'rich_text_section','elements':[{'type':'text','text':'a'}]}]}"_s),
            u"Q{L0 a}"_s);
        row("unknown container",
            richText(u"{'type':'rich_text_table','elements':[{'type':'text','text':'a'}]},{'type':'x','text':'b'}"_s),
            u"P a / P b"_s, true);
        row("two rich texts",
            u"[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':'a'}]}]},"
            "{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':'b'}]}]}]"_s,
            u"P a / P b"_s);
        row("huge indent",
            richText(u"{'type':'rich_text_list','style':'bullet','indent':2000000000,'elements':["
                     "{'type':'rich_text_section','elements':[{'type':'text','text':'a'}]}]}"_s),
            u"L20 a"_s);

        row("section",
            u"[{'type':'section','text':{'type':'mrkdwn','text':'*a* &amp; "
            u"<@U1>'},'fields':[{'type':'mrkdwn','text':'b'},"
            "{'type':'plain_text','text':'*c* :wave:\\nd'}],'accessory':{'type':'button','text':{'type':'plain_text',"
            "'text':'Open'},'url':'https://x.org'}}]"_s,
            u"P <b:a> & [person U1] / P b / P *c* [emoji wave] / P d / P [link https://x.org|Open]"_s);
        row("plain without emoji",
            u"[{'type':'section','text':{'type':'plain_text','text':':a: &lt;','emoji':false}}]"_s, u"P :a: <"_s);
        row("section image",
            u"[{'type':'section','text':{'type':'mrkdwn','text':'a'},'accessory':{'type':'image','image_url':"
            "'https://x.org/i.png','alt_text':'i'}}]"_s,
            u"P a / P [link https://x.org/i.png|i]"_s);
        row("context",
            u"[{'type':'context','elements':[{'type':'image','image_url':'https://x.org','alt_text':'i'},"
            "{'type':'mrkdwn','text':'_a_'},{'type':'plain_text','text':'b'}]}]"_s,
            u"P <i:a> / P b"_s);
        row("header and divider",
            u"[{'type':'header','text':{'type':'plain_text','text':'a :wave:'}},{'type':'divider'}]"_s,
            u"H a [emoji wave] / D"_s);
        row("only a divider", u"[{'type':'divider'}]"_s, nothing);
        row("image",
            u"[{'type':'image','title':{'type':'plain_text','text':'t'},'image_url':'https://x.org/i','alt_text':'i'},"
            "{'type':'image','slack_file':{'url':'https://y.org'},'alt_text':'j'},{'type':'image','alt_text':'k'}]"_s,
            u"P [link https://x.org/i|t] / P [link https://y.org|j] / P k"_s);
        row("actions",
            u"[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'Yes'}},"
            "{'type':'button','text':{'type':'plain_text','text':'More'},'url':'https://x.org'},"
            "{'type':'datepicker'}]}]"_s,
            u"P [Yes] [link https://x.org|More]"_s);
        row("input", u"[{'type':'input','label':{'type':'plain_text','text':'Name'},'element':{}}]"_s, u"P Name"_s);
        row("file", u"[{'type':'file','external_id':'1','source':'remote'}]"_s, nothing);
        row("video",
            u"[{'type':'video','title':{'type':'plain_text','text':'v'},'title_url':'https://x.org','video_url':"
            "'https://y.org','description':{'type':'plain_text','text':'d'}}]"_s,
            u"P [link https://x.org|v] / P d"_s);
        row("table",
            u"[{'type':'table','rows':[[{'type':'raw_text','text':'a'},{'type':'rich_text','elements':[{'type':"
            "'rich_text_section','elements':[{'type':'text','text':'b','style':{'bold':true}}]}]}],"
            "[{'type':'raw_text','text':'c'},{'type':'raw_text','text':''}]]}]"_s,
            u"C a | b\\nc | "_s);
        row("markdown",
            u"[{'type':'markdown','text':'# a **b**\\n> c\\n```js\\nd\\n\\ne\\n```\\n**f** `g*` [h](https://x.org) *i*'}]"_s,
            u"H a <b:b> / Q{P c} / C d\\n\\ne / P <b:f> <c:g*> [link https://x.org|h] *i*"_s);
        row("call", u"[{'type':'call','call':{'v1':{'name':'Stand-up','join_url':'https://x.org'}}},{'type':'call'}]"_s,
            u"P [link https://x.org|Stand-up] / P Call"_s);
        row("contact card", u"[{'type':'contact_card','user_id':'U1'}]"_s, u"P [person U1]"_s);
        row("unknown block",
            u"[{'type':'wheel','text':{'type':'mrkdwn','text':'*a*'}},{'type':'condition','blocks':[{'type':'section',"
            "'text':{'type':'mrkdwn','text':'b'}}]},{'type':'wheel','text':'c'}]"_s,
            u"P <b:a> / P b / P c"_s, true);
    }
    void readsBlocks()
    {
        QFETCH(QString, json);
        QFETCH(QString, tree);
        QFETCH(bool, odd);
        QStringList oddities;
        const auto text = parseSlackBlocks(array(json), &oddities);
        QCOMPARE(text ? describe(*text) : u"(nothing)"_s, tree);
        QCOMPARE(oddities, odd ? QStringList{u"unknown-block"_s} : QStringList());
    }

    void readsAttachments_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("tree");
        QTest::addColumn<int>("previews");
        const auto row = [](const char *name, QString json, const QString &tree, int previews = 0) {
            QTest::newRow(name) << json.replace(u'\'', u'"') << tree << previews;
        };
        row("none", u"[null, 1, {}]"_s, u""_s);
        row("all of it",
            u"[{'fallback':'no','pretext':'*p*','author_name':'A','author_link':'https://a.org','title':'T &amp; t',"
            "'title_link':'https://t.org','text':'x <@U1>','fields':[{'title':'F','value':7,'short':true},"
            "{'title':'G','value':'```c```'},{'value':'v'},{'title':'H','value':null},null],"
            "'image_url':'https://i.org/i.png','thumb_url':'https://i.org/t.png','footer':'foot','ts':1.5,"
            "'actions':[{'text':'Go','url':'https://g.org'},{'text':'Stop'}]}]"_s,
            u"P <b:p> / P [link https://a.org|A] / P <b:[link https://t.org|T & t]> / P x [person U1] / P <b:F:> 7 / P "
            "<b:G:> / C c / P v / P <b:H:> / P [link https://i.org/i.png] / P <i:foot> / P [link https://g.org|Go] [Stop]"_s);
        row("fallback only", u"[{'fallback':'a *b*','color':'#fff','id':1}]"_s, u"P a <b:b>"_s);
        row("blocks win",
            u"[{'fallback':'no','text':'no','pretext':'p','blocks':[{'type':'section','text':{'type':'mrkdwn','text':'b'}}]}]"_s,
            u"P p / P b"_s);
        row("preview",
            u"[{'from_url':'https://x.org','title':'X','text':'about'},{'original_url':'https://y.org','fallback':'Y'}]"_s,
            u""_s, 2);
        row("shared message",
            u"[{'is_share':true,'from_url':'https://s.org','author_name':'Ann','author_subname':'an','text':'a\\n*b*',"
            "'fallback':'no','channel_id':'C1','ts':'1.2','files':[{'name':'f.png','title':'F'},{'name':'g'}]}]"_s,
            u"Q{P <b:Ann> / P a / P <b:b> / P [F] / P [g]}"_s);
        row("shared blocks",
            u"[{'is_msg_unfurl':true,'author_id':'U7','text':'no','message_blocks':[{'team':'T','message':{'blocks':[{'"
            u"type':"
            "'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':'yes'}]}]}]}}]}]"_s,
            u"Q{P <b:[person U7]> / P yes}"_s);
        row("empty share", u"[{'is_share':true}]"_s, u""_s);
        row("wrong types", u"[{'text':{},'title':[],'fields':{},'pretext':true}]"_s, u"P true"_s);
    }
    void readsAttachments()
    {
        QFETCH(QString, json);
        QFETCH(QString, tree);
        QFETCH(int, previews);
        int lost = 10;
        QCOMPARE(describe(parseSlackAttachments(array(json), &lost)), tree);
        QCOMPARE(lost, 10 + previews);
        QCOMPARE(describe(parseSlackAttachments(array(json))), tree);
    }
};

QTEST_GUILESS_MAIN(TestSlackBlocks)
#include "tst_slackblocks.moc"
