
namespace Errand.SystemTests;

/// <summary>Somebody sets the clock of the machine while servers run.</summary>
/// <remarks> libfaketime shows the processes another time; what they measure spans with goes on as it was, as on a real machine. On SQLite,
/// whose clock is the machine's: on PostgreSQL what processes must agree on follows the database's clock. </remarks>
public sealed class ClockStepTests : SystemTest
{
    /// <summary>Tasks outlive each step: that one expires whose time has come is as it should be.</summary>
    private const string Long = "ttl=315360000";

    private const int HalfAnHour = 1800;
    private const int TwoWeeks = 14 * 24 * 3600;

    private DateTimeOffset? _start;

    private string ClockFile => Folder.File("clock");

    [Fact]
    public async Task Tasks_run_on_and_new_ones_run_when_the_clock_is_set()
    {
        TaskClient client = await StartAsync();
        // They become due with a step of the store's clock.
        SeenTask inHalfAnHour = await client.SubmitAsync("add", new { x = 1, y = 1 }, $"{Long}&delay={HalfAnHour}");
        SeenTask inTwoWeeks = await client.SubmitAsync("add", new { x = 1, y = 1 }, $"{Long}&delay={TwoWeeks}");

        await StepAsync(client, 2 * HalfAnHour, isSet: wrong => wrong > HalfAnHour);
        Assert.Equal("2", (await client.DoneAsync(inHalfAnHour.Id)).ResultText);
        await StepAsync(client, 0, isSet: wrong => wrong < HalfAnHour);
        Assert.False((await client.ViewAsync(inTwoWeeks.Id)).IsDone);
        await StepAsync(client, 30 * 24 * 3600, isSet: wrong => wrong > TwoWeeks);
        Assert.Equal("2", (await client.DoneAsync(inTwoWeeks.Id)).ResultText);
    }

    private async Task<TaskClient> StartAsync()
    {
        string? library = Directory.EnumerateFiles(
            "/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true }).FirstOrDefault();
        Assert.SkipWhen(library is null, "libfaketime is not installed.");
        await File.WriteAllTextAsync(ClockFile, "+0");
        (string, string)[] settings =
        [
            ("LD_PRELOAD", library), ("FAKETIME_TIMESTAMP_FILE", ClockFile), ("FAKETIME_CACHE_DURATION", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            ("HANDLER_CONCURRENCY", "4"),
        ];
        ServerProcess server = await StartAsync("", settings);
        await StartAsync("handler janitor", settings);
        return ClientOf(server);
    }

    /// <summary>Sets the clock while a task runs, long enough for its lease to be renewed, and for others to have looked whether it was
    /// lost.</summary>
    private async Task StepAsync(TaskClient client, int seconds, Predicate<double> isSet)
    {
        SeenTask before = await client.SubmitAsync("noop", new { }, $"{Long}&wait=30");
        SeenTask running = await client.SubmitAsync("sleep", new { ms = 8_000 }, Long);
        await client.RunningAsync(running.Id);
        DateTimeOffset start = _start ??= before.CreatedAt;

        await File.WriteAllTextAsync(ClockFile, $"+{seconds}");

        await Patience.UntilAsync(
            $"a clock that is {seconds} s wrong",
            async () => (await client.SubmitAsync("noop", new { }, $"{Long}&wait=30")).CreatedAt - start,
            wrong => isSet(wrong.TotalSeconds));
        SeenTask now = await client.SubmitAsync("add", new { x = 1, y = 2 }, $"{Long}&wait=30");
        SeenTask soon = await client.SubmitAsync("add", new { x = 5, y = 6 }, $"{Long}&delay=1&wait=30");
        SeenTask ended = await client.DoneAsync(running.Id);
        Assert.Equal(("3", "11"), (now.ResultText, soon.ResultText));
        Assert.Equal(("succeeded", 1), (ended.Outcome, ended.Attempt));
    }
}
