using System.Globalization;
using HistoryChecker;

namespace Errand.SystemTests;

/// <summary>Everything dies at once, over and over, while clients submit.</summary>
public sealed class CrashTests : SystemTest
{
    private const int Clients = 4;
    private const int LeastPerRound = 40;

    /// <summary>Leases of the last crash run out first; then what they held is run again.</summary>
    private static readonly TimeSpan RescueLimit = TimeSpan.FromSeconds(90);

    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("ERRAND_CRASH_ROUNDS") ?? "6", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Nothing_accepted_is_lost_or_doubled_when_everything_is_killed_again_and_again()
    {
        string folder = Folder.File("history");
        var history = new HistoryWriter(folder, "test");
        var database = new DatabaseFile(Folder.Database);
        using var enough = new CancellationTokenSource();
        var target = new ServerTarget();
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(number => new CrashClient($"c{number}", target, new HistoryWriter(folder, $"c{number}")).RunAsync(enough.Token))];

        for (var round = 0; round < Rounds; round++)
        {
            ServerProcess[] servers = await StartRoundAsync(round, folder, history);
            await AcceptSomeAsync(target, servers);
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(800)));
            await KillAllAsync(servers, history);
            Assert.Equal("ok", database.IntegrityOfCopy());
        }

        ServerProcess[] last = await StartRoundAsync(Rounds, folder, history);
        await AcceptSomeAsync(target, last);
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        await Patience.UntilAsync("all that was accepted to be done", () => Task.FromResult(Unfinished(database)), left => left == "0", RescueLimit);

        foreach (StoredTask task in database.Tasks())
        {
            history.Append(task);
        }

        CheckReport report = CheckReport.Of(HistoryReader.Read(folder));
        Report($"{Rounds} times everything was killed: {report.Counts}");
        Assert.True(report.IsGood, CheckReportMarkdown.Render(report, $"{Rounds} times everything was killed"));
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
    }

    private static async Task AcceptSomeAsync(ServerTarget target, ServerProcess[] servers)
    {
        int before = target.Accepted;
        target.Address = servers[0].Address;
        await Patience.UntilAsync("submits to be accepted", () => Task.FromResult(target.Accepted - before), accepted => accepted >= LeastPerRound);
    }

    private static string Unfinished(DatabaseFile database) =>
        database.Text("SELECT (SELECT count(*) FROM task) - (SELECT count(*) FROM outcome)");

    /// <summary>Now one process for everything, now one for each role: they wake each other in different ways.</summary>
    private async Task<ServerProcess[]> StartRoundAsync(int round, string folder, HistoryWriter history)
    {
        string[] roles = round % 2 == 0 ? ["web", "handler", "handler janitor"] : ["all"];
        ServerProcess[] servers = await Task.WhenAll(roles.Select(role =>
            StartAsync(role, ("TORTURE_HISTORY", folder), ("HANDLER_CONCURRENCY", "32"))));
        foreach ((int i, ServerProcess server) in servers.Index())
        {
            history.Append(new ProcessStarted(roles[i], server.Pid));
        }

        return servers;
    }

    private static async Task KillAllAsync(ServerProcess[] servers, HistoryWriter history)
    {
        await Signal.SendAsync(Signal.Kill, [.. servers.Select(server => server.Pid)]);
        foreach (ServerProcess server in servers)
        {
            history.Append(new ProcessSignalled("server", server.Pid, Signal.Kill));
            await server.ExitAsync();
        }
    }
}
