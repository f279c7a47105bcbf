namespace TestCulture;

/// <summary>Says so when a test assembly runs under a culture that would hide what it should show.</summary>
public sealed class HostileCultureTests
{
    [Fact]
    public async Task Every_thread_of_the_tests_runs_under_a_culture_that_shows_what_follows_it()
    {
        Check();
        await Task.Run(Check, TestContext.Current.CancellationToken);
        string? seen = null;
        var thread = new Thread(() => seen = Texts());
        thread.Start();
        thread.Join();
        Assert.Equal(Texts(), seen);
    }

    private static void Check() => Assert.Equal("\u22121,5 | 1\u2019234\u201956 | 1348 | \u0130", Texts());

    private static string Texts()
    {
        // CA1305, CA1304, CA1311: that it follows the current culture is the point.
#pragma warning disable CA1304, CA1305, CA1311
        return string.Join(" | ", (-1.5).ToString(), 123456.ToString("N0"), new DateTime(1970, 1, 1).ToString("yyyy"), "i".ToUpper());
#pragma warning restore CA1304, CA1305, CA1311
    }
}
