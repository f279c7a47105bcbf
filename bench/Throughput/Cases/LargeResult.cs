using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Throughput;

/// <summary>A result of 200 MiB, beside small tasks: what it costs the handler that makes it, those who write meanwhile, and the web
/// process that serves it.</summary>
internal sealed class LargeResult : BenchCase
{
    /// <summary>Numbers, of about 20 bytes each.</summary>
    private const int Numbers = 10_600_000;

    private const int PerSecond = 100;

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(10);

    public override string Name => "large-result";

    public override string Title => "a result of 200 MiB, beside 100 tasks/s";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync();
        (ServerProcess web, ServerProcess handler) = (servers[0], servers[1]);
        using var http = new HttpClient { BaseAddress = web.Address, Timeout = Timeout.InfiniteTimeSpan };
        using var load = new SteadyLoad(web.Address!, PerSecond);
        // Until the code is compiled.
        await RunTaskAsync(http, Numbers / 100);
        await load.RunAsync(Before);
        Spread usual = await load.RunAsync(Before);

        double handlerBefore = ProcFile.ResidentMebibytes(handler.Pid);
        ProcFile.ForgetMostResident(handler.Pid);
        long start = Stopwatch.GetTimestamp();
        Task<string> running = RunTaskAsync(http, Numbers);
        Task<Spread>? waits = installation.Store == StoreName.Sqlite ? new WriterProbe(installation.File).RunAsync(running) : null;
        Spread beside = await load.RunAsync(running);
        string task = await running;
        TimeSpan ran = Stopwatch.GetElapsedTime(start);
        double handlerMost = ProcFile.MostResidentMebibytes(handler.Pid) - handlerBefore;

        double webBefore = ProcFile.ResidentMebibytes(web.Pid);
        ProcFile.ForgetMostResident(web.Pid);
        start = Stopwatch.GetTimestamp();
        double size = await FetchAsync(http, task) / (double)(1 << 20);
        TimeSpan fetched = Stopwatch.GetElapsedTime(start);
        double webMost = ProcFile.MostResidentMebibytes(web.Pid) - webBefore;

        var figures = new List<Figure>
        {
            new("from submit to done", Seconds(ran)) { Baseline = string.Create(CultureInfo.InvariantCulture, $"{size:0} MiB") },
            new("the handler's memory grows by at most", Mebibytes(handlerMost))
            {
                Ratio = string.Create(CultureInfo.InvariantCulture, $"{handlerMost / size:0.00} of the result"),
            },
            new("submit of a small task meanwhile", beside.InMilliseconds()) { Baseline = $"before: {usual.InMilliseconds()}" },
            new("fetched", Seconds(fetched)),
            new("the web process's memory grows by at most", Mebibytes(webMost)),
        };
        if (waits is not null)
        {
            Spread locked = await waits;
            figures.Add(new Figure("wait of another process for the write lock meanwhile", locked.InMilliseconds())
            {
                Ratio = string.Create(CultureInfo.InvariantCulture, $"{locked.Max:0.0} ms at most"),
                Target = string.Create(CultureInfo.InvariantCulture, $"≤ 50 ms: {(locked.Max <= 50 ? "met" : "missed")}"),
            });
        }

        return figures;
    }

    /// <summary>Returns when it is done.</summary>
    /// <returns>The task's id.</returns>
    private static async Task<string> RunTaskAsync(HttpClient http, int numbers)
    {
        string args = string.Create(CultureInfo.InvariantCulture, $$"""{"count":{{numbers}}}""");
        using var body = new StringContent(args, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(
            new Uri($"/v1/types/{Served.NumbersType}/tasks", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        string path = answer.Headers.Location!.OriginalString;
        while (true)
        {
            using var view = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"{path}?wait=30", UriKind.RelativeOrAbsolute)));
            if (view.RootElement.GetProperty("status").GetString() == "done")
            {
                return view.RootElement.GetProperty("outcome").GetString() == "succeeded" ? path : throw new InvalidOperationException("It failed.");
            }
        }
    }

    /// <returns>How many bytes it has.</returns>
    private static async Task<long> FetchAsync(HttpClient http, string task)
    {
        await using Stream result = await http.GetStreamAsync(new Uri($"{task}/result", UriKind.RelativeOrAbsolute));
        byte[] buffer = new byte[1 << 20];
        long size = 0;
        while (await result.ReadAsync(buffer) is var count and > 0)
        {
            size += count;
        }

        return size;
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private static string Mebibytes(double amount) => string.Create(CultureInfo.InvariantCulture, $"{amount:0} MiB");
}
