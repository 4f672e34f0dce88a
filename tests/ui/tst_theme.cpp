// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "steps/countdown.h"
#include "ui/theme/style.h"

#include <QtTest>

#include <QDir>
#include <QFontInfo>
#include <QPushButton>
#include <QSvgRenderer>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

const Colours &set(const QString &name)
{
    return name == "light"_L1 ? lightColours() : name == "dark"_L1 ? darkColours() : highContrastColours();
}

double worst(const QColor &ink, const Colours &c)
{
    return std::min(
        {contrast(ink, c.window), contrast(ink, c.base), contrast(ink, c.alternateBase), contrast(ink, c.button)});
}

QColor mostUsed(const QImage &image, const QRect &rect)
{
    QHash<QRgb, int> counts;
    for (int y = rect.top(); y <= rect.bottom(); ++y)
        for (int x = rect.left(); x <= rect.right(); ++x)
            ++counts[image.pixel(x, y)];
    QRgb best = 0;
    int most = 0;
    for (auto it = counts.constBegin(); it != counts.constEnd(); ++it) {
        if (it.value() > most) {
            most = it.value();
            best = it.key();
        }
    }
    return QColor(best);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private:
    void sets()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : {u"light"_s, u"dark"_s, u"contrast"_s})
            QTest::newRow(qPrintable(name)) << name;
    }

private Q_SLOTS:
    void initTestCase() { installTheme(*qApp, Appearance::Light); }

    void floorsOfContrastHold_data() { sets(); }
    void floorsOfContrastHold()
    {
        QFETCH(QString, name);
        const Colours &c = set(name);
        // Text 4.5, disabled text, borders and rings 3 (WCAG 1.4.3, 1.4.11).
        QVERIFY(worst(c.text, c) >= 4.5);
        QVERIFY(worst(c.secondary, c) >= 4.5);
        QVERIFY(worst(c.link, c) >= 4.5);
        QVERIFY(worst(c.disabledText, c) >= 3.0);
        QVERIFY(worst(c.border, c) >= 3.0);
        QVERIFY(worst(c.focusRing, c) >= 3.0);
        QVERIFY(contrast(c.highlightedText, c.highlight) >= 4.5);
        for (const Tone tone : {Tone::Idle, Tone::Info, Tone::Ok, Tone::Warn, Tone::Err, Tone::Rehearsal}) {
            QVERIFY2(worst(c.ink(tone), c) >= 4.5, qPrintable(QString::number(static_cast<int>(tone))));
            QVERIFY2(contrast(c.ink(tone), c.ground(tone)) >= 4.5, qPrintable(QString::number(static_cast<int>(tone))));
            QVERIFY2(contrast(c.text, c.ground(tone)) >= 4.5, qPrintable(QString::number(static_cast<int>(tone))));
            QVERIFY2(contrast(c.secondary, c.ground(tone)) >= 4.5, qPrintable(QString::number(static_cast<int>(tone))));
            // The filled chip: Base on the ink.
            QVERIFY(contrast(c.base, c.ink(tone)) >= 4.5);
        }
        for (const QColor &colour : {c.chartBlue, c.chartOrange, c.chartGreen, c.chartGrey})
            QVERIFY(contrast(colour, c.base) >= 4.5);
    }
    void tableOfColoursIsAsWritten_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("text");
        QTest::addColumn<double>("secondary");
        QTest::addColumn<double>("disabled");
        QTest::addColumn<double>("border");
        QTest::addColumn<double>("highlighted");
        QTest::addColumn<double>("link");
        QTest::addColumn<double>("err");
        QTest::newRow("light") << u"light"_s << 14.5 << 5.9 << 3.6 << 3.2 << 6.1 << 6.1 << 5.7;
        QTest::newRow("dark") << u"dark"_s << 10.7 << 6.1 << 3.6 << 3.2 << 4.9 << 5.9 << 5.6;
        QTest::newRow("contrast") << u"contrast"_s << 21.0 << 21.0 << 15.9 << 21.0 << 16.0 << 12.9 << 10.4;
    }
    void tableOfColoursIsAsWritten()
    {
        QFETCH(QString, name);
        QFETCH(double, text);
        QFETCH(double, secondary);
        QFETCH(double, disabled);
        QFETCH(double, border);
        QFETCH(double, highlighted);
        QFETCH(double, link);
        QFETCH(double, err);
        const Colours &c = set(name);
        const auto near = [](double measured, double written) { return std::abs(measured - written) <= 0.06; };
        QVERIFY2(near(worst(c.text, c), text), qPrintable(QString::number(worst(c.text, c))));
        QVERIFY2(near(worst(c.secondary, c), secondary), qPrintable(QString::number(worst(c.secondary, c))));
        QVERIFY2(near(worst(c.disabledText, c), disabled), qPrintable(QString::number(worst(c.disabledText, c))));
        QVERIFY2(near(worst(c.border, c), border), qPrintable(QString::number(worst(c.border, c))));
        QVERIFY2(near(contrast(c.highlight, c.highlightedText), highlighted),
                 qPrintable(QString::number(contrast(c.highlight, c.highlightedText))));
        QVERIFY2(near(worst(c.link, c), link), qPrintable(QString::number(worst(c.link, c))));
        QVERIFY2(near(worst(c.err.ink, c), err), qPrintable(QString::number(worst(c.err.ink, c))));
    }
    void inactiveWindowsLookLikeActiveOnes_data() { sets(); }
    void inactiveWindowsLookLikeActiveOnes()
    {
        QFETCH(QString, name);
        const QPalette palette = set(name).palette();
        for (int role = 0; role < QPalette::NColorRoles; ++role) {
            if (role == QPalette::NoRole)
                continue;
            const auto r = static_cast<QPalette::ColorRole>(role);
            QCOMPARE(palette.color(QPalette::Inactive, r), palette.color(QPalette::Active, r));
        }
        QVERIFY(palette.color(QPalette::Disabled, QPalette::ButtonText) !=
                palette.color(QPalette::Active, QPalette::ButtonText));
    }
    void mainActionIsPaintedFlatInHighlight_data() { sets(); }
    void mainActionIsPaintedFlatInHighlight()
    {
        QFETCH(QString, name);
        setAppearance(name == "light"_L1  ? Appearance::Light
                      : name == "dark"_L1 ? Appearance::Dark
                                          : Appearance::HighContrast);
        QPushButton button(u"Create 12 spaces"_s);
        button.setProperty(kMainActionProperty, true);
        button.resize(button.sizeHint());
        const QImage image = button.grab().toImage();
        QCOMPARE(mostUsed(image, image.rect()), colours().highlight);
        button.setEnabled(false);
        QVERIFY(mostUsed(button.grab().toImage(), image.rect()) != colours().highlight);
        setAppearance(Appearance::Light);
    }
    void switchingColoursReachesIconsAndWindowsAtOnce()
    {
        QWidget window;
        window.resize(20, 20);
        window.show();
        setAppearance(Appearance::Dark);
        QCoreApplication::processEvents();
        QCOMPARE(window.grab().toImage().pixelColor(10, 10), darkColours().window);
        const QImage dark = icon(u"lock"_s, Tone::Err).pixmap(32, 32).toImage();
        setAppearance(Appearance::Light);
        QCoreApplication::processEvents();
        QCOMPARE(window.grab().toImage().pixelColor(10, 10), lightColours().window);
        QVERIFY(icon(u"lock"_s, Tone::Err).pixmap(32, 32).toImage() != dark);
    }
    void systemFollowsTheDesktop()
    {
        QPalette desktop;
        desktop.setColor(QPalette::Window, Qt::black);
        desktop.setColor(QPalette::WindowText, Qt::white);
        QVERIFY(coloursFor(Appearance::System, desktop).dark);
        desktop.setColor(QPalette::Window, Qt::white);
        desktop.setColor(QPalette::WindowText, Qt::black);
        QVERIFY(!coloursFor(Appearance::System, desktop).dark);
    }
    void everyIconDraws()
    {
        const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
        QVERIFY(files.size() >= 60);
        for (const QString &file : files) {
            QSvgRenderer renderer(u":/icons/"_s + file);
            QVERIFY2(renderer.isValid(), qPrintable(file));
            QVERIFY2(!icon(file.chopped(4), Tone::Ok).isNull(), qPrintable(file));
        }
        QVERIFY(icon(u"no-such-icon"_s, Tone::Ok).isNull());
    }
    void everyStateHasItsIcon()
    {
        for (int state = static_cast<int>(ClockState::Over); state <= static_cast<int>(ClockState::Closing); ++state)
            QVERIFY(!icon(clockStateIcon(static_cast<ClockState>(state))).isNull());
    }
    void smallTextStaysReadable()
    {
        QVERIFY(QFontInfo(fontFor(TextSize::Small)).pointSizeF() >= 8.9);
        QVERIFY(fontFor(TextSize::Title).bold());
        QVERIFY(fontFor(TextSize::Title).pointSizeF() > fontFor(TextSize::Section).pointSizeF());
    }
    void buttonsAreLargeEnoughToHit()
    {
        QPushButton button(u"x"_s);
        QVERIFY(button.sizeHint().width() >= 24);
        QVERIFY(button.sizeHint().height() >= lh(1.7));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
