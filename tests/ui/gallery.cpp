// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the shell and its parts into PNGs for looking at. Not installed.
#include "fakesteps.h"

#include "ui/charts/forecastchart.h"
#include "ui/charts/importchart.h"
#include "ui/shell/closedialog.h"
#include "ui/shell/limitsdialog.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/filtertable.h"

#include <QApplication>
#include <QDir>

using namespace Qt::StringLiterals;
using namespace chatferry;

namespace {

QString prefix;

void save(QWidget &widget, const QString &name)
{
    for (int i = 0; i < 4; ++i)
        QApplication::processEvents();
    widget.grab().save(prefix + name + u".png"_s);
}

Confirmation completion(int spaces)
{
    Confirmation c;
    c.level = DeedLevel::Final;
    c.title = u"Complete %1 spaces in northwind.example"_s.arg(spaces);
    c.destination = u"Google Chat: northwind.example"_s;
    c.now = u"hidden; only Chatferry writes; can be deleted and begun again; old dates can be written"_s;
    c.afterwards = u"normal spaces; the people you add see them; new messages carry today's date; you "
                   u"(admin@northwind.example) are "
                   "their manager"_s;
    c.lines = {u"152,300 of 152,300 proven in general · 8,104 of 8,104 in design · 311 of 311 in random"_s};
    c.cautions = {{u"The export is 3 days old. What was written since is not in it."_s, u"Give a newer export"_s,
                   u"reconcile"_s}};
    c.ticks = {{u"closed"_s, u"The old chat is closed for writing"_s, true},
               {u"retention"_s, u"Retention reaches back to 2 Mar 2017"_s, true}};
    c.things = {u"general"_s, u"design"_s, u"random"_s};
    c.verb = u"Complete 3 spaces"_s;
    c.prompt = u"Type 3 to complete 3 spaces:"_s;
    return c;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const QString look = arguments.value(2, u"light"_s);
    const QStringList size = arguments.value(3, u"1280x800"_s).split(u'x');
    const int percent = arguments.value(4, u"100"_s).toInt();
    if (arguments.value(5) == "rtl"_L1)
        QApplication::setLayoutDirection(Qt::RightToLeft);
    QFont font = QApplication::font();
    font.setPointSizeF(10.0 * percent / 100.0);
    QApplication::setFont(font);
    installTheme(app, look == "dark"_L1       ? Appearance::Dark
                      : look == "contrast"_L1 ? Appearance::HighContrast
                                              : Appearance::Light);
    QDir().mkpath(arguments.value(1, u"."_s));
    prefix = arguments.value(1, u"."_s) + u'/' + look + u'-' + size.join(u'x') + u'-' + QString::number(percent) +
             (arguments.value(5).isEmpty() ? QString() : u"-rtl"_s) + u'-';

    FakeWizard wizard;
    setPilotImport(wizard);
    MainWindow window(wizard.shell, wizard.entries());
    window.resize(size.value(0).toInt(), size.value(1).toInt());
    window.show();
    window.openStep(u"import"_s);
    save(window, u"import"_s);

    FilterTable *table = window.findChild<FilterTable *>();
    table->setSelectedKeys({u"0"_s, u"1"_s, u"3"_s});
    table->setCurrentKey(u"1"_s);
    table->toggleInspector();
    Trouble trouble;
    trouble.id = u"delegation"_s;
    trouble.error = {
        .kind = Error::Kind::SignInNeeded,
        .what = u"Google does not let this service account act for northwind.example."_s,
        .remedy =
            u"Usually the scope chat.import is missing in the delegation entry, or the entry is younger than a day."_s,
        .detail = u"Google answered 401 unauthorized_client"_s};
    trouble.waits = u"39 spaces wait for this."_s;
    trouble.remedies = {{u"Show how to &fix it"_s, u"fix"_s}, {u"&Check again"_s, u"check"_s}};
    trouble.since = wizard.shell.time;
    trouble.tries = 3;
    wizard.shell.blocks = {trouble};
    Q_EMIT wizard.shell.changed();
    save(window, u"trouble"_s);

    wizard.shell.blocks.clear();
    Q_EMIT wizard.shell.changed();
    window.openStep(u"complete"_s);
    save(window, u"complete-locked"_s);
    window.openStep(u"source"_s);
    save(window, u"source"_s);

    const UtcTime now = wizard.shell.time;
    ForecastChart forecast;
    std::vector<ForecastBar> bars;
    for (int i = 0; i < 40; ++i) {
        const UtcTime start = now + std::chrono::hours(i * 2);
        const bool late = i == 0;
        bars.push_back({i == 0 ? u"tickets"_s : u"space %1"_s.arg(i), start,
                        start + std::chrono::hours(late ? 640 : 40), start + std::chrono::hours(late ? 660 : 50),
                        start + std::chrono::hours(late ? 720 : 98), start + std::chrono::hours(late ? 768 : 110),
                        start + std::chrono::hours(720)});
    }
    forecast.setBars(bars, now, QTimeZone::utc());
    forecast.resize(std::min(1000, window.width() - 40), forecast.sizeHint().height());
    save(forecast, u"forecast-chart"_s);
    ImportChart importChart;
    ImportCourse course;
    course.now = now + std::chrono::hours(3);
    course.plan = {{now, 0}, {now + std::chrono::hours(5), 1}};
    course.done = {
        {now, 0}, {now + std::chrono::hours(1), 0.22}, {now + std::chrono::minutes(80), 0.22}, {course.now, 0.61}};
    course.end = now + std::chrono::minutes(305);
    course.limit = now + std::chrono::hours(720);
    course.rates = {{now, 40}, {now + std::chrono::hours(1), 0}, {now + std::chrono::minutes(80), 47}};
    course.allowed = 50;
    course.pauses = {{now + std::chrono::hours(1), now + std::chrono::minutes(80), u"no network"_s}};
    importChart.setCourse(course, QTimeZone::utc());
    importChart.resize(std::min(1000, window.width() - 40), importChart.sizeHint().height());
    save(importChart, u"import-chart"_s);

    ConfirmDialog confirm(completion(3), true, &window);
    confirm.open();
    save(confirm, u"level-c"_s);
    confirm.close();
    CloseDialog close(wizard.shell, true, &window);
    close.setAttribute(Qt::WA_DeleteOnClose, false);
    close.open();
    save(close, u"close"_s);
    close.close();
    LimitsDialog limits(wizard.shell, &window);
    limits.setAttribute(Qt::WA_DeleteOnClose, false);
    limits.open();
    save(limits, u"limits"_s);
    limits.close();
    ShortcutsDialog keys(&window);
    keys.setAttribute(Qt::WA_DeleteOnClose, false);
    keys.open();
    save(keys, u"shortcuts"_s);
    keys.close();
    return 0;
}
