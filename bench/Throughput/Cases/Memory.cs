using System.Globalization;

namespace Throughput;

/// <summary>All roles in one process, idle and overloaded.</summary>
internal sealed class Memory : BenchCase
{
    public override string Name => "memory";

    public override string Title => "memory of one process with all roles";

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        ServerProcess server = (await installation.StartAsync("web handler janitor"))[0];
        using (var http = new HttpClient { BaseAddress = server.Address })
        {
            await NoopTask.SubmitAsync(http, 0, wait: 30);
        }

        await Task.Delay(TimeSpan.FromSeconds(5));
        double idle = ProcFile.ResidentMebibytes(server.Pid);
        await Wrk.RunAsync(NoopTask.At(server.Address!), TimeSpan.FromSeconds(isQuick ? 3 : 60));
        await installation.DrainedAsync();
        return [Under("idle", idle, 90), Under("most, under the load of 64 connections", ProcFile.MostResidentMebibytes(server.Pid), 250)];
    }

    private static Figure Under(string what, double mebibytes, double limit) =>
        new(what, string.Create(CultureInfo.InvariantCulture, $"{mebibytes:0} MiB"))
        {
            Target = string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0} MiB: {(mebibytes <= limit ? "met" : "missed")}"),
        };
}
