using Errand.Dashboard.Parts;
using Errand.Dashboard.Tests.Browsers;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Texts;

/// <summary>Durations are written by the server, and by a script while they grow.</summary>
public sealed class DurationTests(SharedBrowser browser, SqlitePageServer server)
    : BrowserTest(browser, server), IClassFixture<SqlitePageServer>
{
    [Theory]
    [InlineData(-5000, "0.0 s")]
    [InlineData(0, "0.0 s")]
    [InlineData(50, "0.1 s")]
    [InlineData(350, "0.4 s")]
    [InlineData(9949, "9.9 s")]
    [InlineData(9950, "10 s")]
    [InlineData(12_500, "13 s")]
    [InlineData(59_499, "59 s")]
    [InlineData(59_500, "1 min")]
    [InlineData(60_000, "1 min")]
    [InlineData(192_999, "3 min 12 s")]
    [InlineData(3_599_999, "59 min 59 s")]
    [InlineData(3_600_000, "1 h")]
    [InlineData(7_500_000, "2 h 5 min")]
    [InlineData(86_399_999, "23 h 59 min")]
    [InlineData(273_600_000, "3 d 4 h")]
    public void A_duration_has_one_or_two_units(long milliseconds, string text) =>
        Assert.Equal(text, Amounts.Duration(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData(604_797, "in 7 d")]
    [InlineData(599, "in 10 min")]
    [InlineData(40, "in 40 s")]
    [InlineData(86_399, "in 1 d")]
    public async Task What_is_to_come_is_rounded(int seconds, string text)
    {
        Tab tab = await OpenAsync("/tasks");

        string written = await tab.Page.EvaluateAsync<string>(
            """
            seconds => {
              const time = document.createElement("time");
              time.dateTime = new Date(errand.now() + seconds * 1000).toISOString();
              document.body.append(time);
              errand.tellAges(document);
              return time.textContent;
            }
            """,
            seconds);

        Assert.Equal(text, written);
    }

    [Fact]
    public async Task The_script_writes_them_as_the_server_does()
    {
        long[] durations =
        [
            -1, .. Enumerable.Range(0, 7000).Select(i => i * 10L), .. Enumerable.Range(0, 1000).Select(i => 50_000L + (i * i * 997L)),
        ];
        Tab tab = await OpenAsync("/tasks");

        string[] texts = await tab.Page.EvaluateAsync<string[]>("durations => durations.map(each => errand.duration(each))", durations);

        Assert.Equal(durations.Select(each => Amounts.Duration(TimeSpan.FromMilliseconds(each))), texts);
    }
}
