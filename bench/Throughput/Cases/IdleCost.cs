using System.Globalization;

namespace Throughput;

/// <summary>Three processes with nothing to do.</summary>
internal sealed class IdleCost : BenchCase
{
    /// <summary>A process that has run for a long time has compiled its code; a new one would still be compiling for more than half a
    /// minute.</summary>
    private static readonly (string Name, string Value) Settled = ("DOTNET_TieredCompilation", "0");

    public override string Name => "idle";

    public override string Title => "three idle processes";

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync(Settled);
        using var http = new HttpClient { BaseAddress = servers[0].Address };
        await NoopTask.SubmitAsync(http, 0, wait: 30);
        // Wait until the start is over and the processes no longer count that task as recent activity.
        await Task.Delay(TimeSpan.FromSeconds(isQuick ? 10 : 40));

        var span = TimeSpan.FromSeconds(isQuick ? 6 : 60);
        StatementCounts? counts = installation.Database is { } database ? await StatementCounts.StartAsync(database) : null;
        TimeSpan before = CpuTime(servers);
        await Task.Delay(span);
        double share = (CpuTime(servers) - before) / span;

        var figures = new List<Figure> { new("processor time of all three, all code compiled", string.Create(CultureInfo.InvariantCulture, $"{share:0.00%} of a core")) { Target = $"≤ 1 %: {(share <= 0.01 ? "met" : "missed")}" } };
        if (counts is not null)
        {
            foreach (StatementCount statement in await counts.ReadAsync())
            {
                figures.Add(new Figure(
                    $"`{statement.Text}`",
                    string.Create(
                        CultureInfo.InvariantCulture, $"{statement.Calls / span.TotalSeconds / servers.Count:0.00}/s for each process")));
            }
        }

        return figures;
    }

    private static TimeSpan CpuTime(IReadOnlyList<ServerProcess> servers) =>
        servers.Aggregate(TimeSpan.Zero, (sum, server) => sum + ProcFile.CpuTime(server.Pid));
}
