using System.Globalization;
using Errand.HistoryChecker;

namespace Errand.SystemTests;

/// <summary>Everything goes away at once, over and over, while clients submit.</summary>
public sealed class CrashTests : SystemTest
{
    private const int Clients = 4;
    private const int LeastPerRound = 40;

    /// <summary>Leases of the last crash run out first; then what they held is run again.</summary>
    private static readonly TimeSpan RescueLimit = TimeSpan.FromSeconds(90);

    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("ERRAND_CRASH_ROUNDS") ?? "6", CultureInfo.InvariantCulture);

    private DatabaseFile Database => new(Folder.Database);

    private string HistoryFolder => Folder.File("history");

    [Fact]
    public async Task Nothing_accepted_is_lost_or_doubled_when_everything_is_killed_again_and_again()
    {
        CheckReport report = await RunRoundsAsync(Rounds, Signal.Kill, "", longestMs: 40, async servers =>
        {
            await Task.WhenAll(servers.Select(server => server.ExitAsync()));
            Assert.Equal("ok", Database.IntegrityOfCopy());
        });

        Assert.True(report.IsGood, CheckReportMarkdown.Render(report, $"{Rounds} times everything was killed"));
    }

    [Fact]
    public async Task No_task_loses_its_only_try_when_servers_stop_in_order_again_and_again()
    {
        CheckReport report = await RunRoundsAsync(Rounds, Signal.Terminate, "maxAttempts=1", longestMs: 400, async servers =>
            Assert.All(await Task.WhenAll(servers.Select(server => server.ExitAsync())), code => Assert.Equal(0, code)));

        Assert.True(report.IsGood, CheckReportMarkdown.Render(report, $"{Rounds} times everything was stopped"));
        Assert.Equal(0, report.Counts.RunsCutShort);
        Assert.NotEqual(0, report.Counts.HandBacks);
        Assert.All(Database.Tasks(), task => Assert.Equal(SeenOutcome.Succeeded, task.Outcome));
    }

    /// <summary>Sends the signal to everything in each round, then lets all that was accepted be done, and judges what was seen.</summary>
    private async Task<CheckReport> RunRoundsAsync(
        int rounds, string signal, string options, int longestMs, Func<ServerProcess[], Task> judge)
    {
        using var history = new HistoryWriter(HistoryFolder, "test");
        using var enough = new CancellationTokenSource();
        var target = new ServerTarget();
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(number =>
            new CrashClient(
                $"c{number}", target, new HistoryWriter(HistoryFolder, $"c{number}"), options, longestMs).RunAsync(enough.Token))];
        for (int round = 0; round < rounds; round++)
        {
            ServerProcess[] servers = await StartRoundAsync(round, history);
            await AcceptSomeAsync(target, servers);
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(800)));
            await Signal.SendAsync(signal, [.. servers.Select(server => server.Pid)]);
            Array.ForEach(servers, server => history.Append(new ProcessSignalled("server", server.Pid, signal)));
            await judge(servers);
        }

        await AcceptSomeAsync(target, await StartRoundAsync(rounds, history));
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        await Patience.UntilAsync(
            "all that was accepted to be done", () => Task.FromResult(Unfinished()), left => left == "0", RescueLimit);
        foreach (StoredTask task in Database.Tasks())
        {
            history.Append(task);
        }

        Assert.Equal("ok", Database.Text("PRAGMA integrity_check"));
        var report = CheckReport.Of(HistoryReader.Read(HistoryFolder));
        Report($"{rounds} times SIG{signal} to everything: {report.Counts}");
        return report;
    }

    private static async Task AcceptSomeAsync(ServerTarget target, ServerProcess[] servers)
    {
        int before = target.Accepted;
        target.Address = servers[0].Address;
        await Patience.UntilAsync(
            "submits to be accepted", () => Task.FromResult(target.Accepted - before), accepted => accepted >= LeastPerRound);
    }

    private string Unfinished() =>
        Database.Text("SELECT (SELECT count(*) FROM task) - (SELECT count(*) FROM outcome)");

    /// <summary>Now one process for everything, now one for each role: they wake each other in different ways.</summary>
    private async Task<ServerProcess[]> StartRoundAsync(int round, HistoryWriter history)
    {
        string[] roles = round % 2 == 0 ? ["web", "handler", "handler janitor"] : ["all"];
        ServerProcess[] servers = await Task.WhenAll(roles.Select(role =>
            StartAsync(role, ("TORTURE_HISTORY", HistoryFolder), ("HANDLER_CONCURRENCY", "32"), ("SHUTDOWN_GRACE", "0"))));
        foreach ((int i, ServerProcess server) in servers.Index())
        {
            history.Append(new ProcessStarted(roles[i], server.Pid));
        }

        return servers;
    }
}
