using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Throughput;

/// <summary>How long it takes to list tasks of a store that has a million, one request at a time.</summary>
internal sealed class Lists : BenchCase
{
    private const int Tasks = 1_000_000;

    private const int Repetitions = 50;

    private const double Target = 50;

    private static readonly (string What, string Query)[] Queries =
    [
        ("all", ""), ("status waiting", "status=waiting"), ("status running", "status=running"), ("status done", "status=done"),
        ("outcome failed", "outcome=failed"), ("outcome cancelled, of which there is none", "outcome=cancelled"),
        ("a type", $"type={Served.MirrorType}"), ("a queue", "queue=rare"), ("a tag", "tag=rare"), ("all, and count 10,000", "count=true"),
    ];

    public override string Name => "lists";

    public override string Title => "lists of tasks, of which there are 1,000,000";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartAsync("web", "handler");
        using var http = new HttpClient { BaseAddress = servers[0].Address, Timeout = Timeout.InfiniteTimeSpan };
        await ManyTasks.FillAsync(installation, http, servers[1], isQuick ? Tasks / 10 : Tasks);

        var figures = new List<Figure>();
        foreach ((string what, string query) in Queries)
        {
            (Spread first, Spread next) = await MeasureAsync(http, query);
            figures.Add(InTime($"{what}: first page", first));
            if (next.Count > 1)
            {
                figures.Add(InTime($"{what}: a next page", next));
            }
        }

        figures.Add(InTime("numbers", await MeasureStatsAsync(http, "/v1/stats")));
        figures.Add(InTime("numbers of the last hour, by minutes", await MeasureStatsAsync(http, "/v1/stats/series")));

        figures.AddRange(await WalkAsync(http, "by an argument that no task has", "args.number=0"));
        figures.AddRange(await WalkAsync(http, "by a type and an error that no task has", "q=type:other+error:other"));
        return figures;
    }

    private static async Task<(Spread First, Spread Next)> MeasureAsync(HttpClient http, string query)
    {
        var first = new List<double>();
        var next = new List<double>();
        string? cursor = null;
        for (int i = 0; i < Repetitions; i++)
        {
            (double took, _) = await GetAsync(http, query, null);
            first.Add(took);
            (took, cursor) = await GetAsync(http, query, cursor);
            next.Add(took);
            if (cursor is null)
            {
                next.RemoveAt(next.Count - 1); // The last page of a short list.
            }
        }

        return (new Spread(first), new Spread(next.Count == 0 ? [0] : next));
    }

    private static async Task<Spread> MeasureStatsAsync(HttpClient http, string path)
    {
        var times = new List<double>();
        for (int i = 0; i < Repetitions; i++)
        {
            // What ended is read every 5 seconds at most, so few of the requests read it.
            long start = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Spread(times);
    }

    /// <summary>From the first page to the last.</summary>
    private static async Task<IReadOnlyList<Figure>> WalkAsync(HttpClient http, string what, string query)
    {
        var steps = new List<double>();
        string? cursor = null;
        long start = Stopwatch.GetTimestamp();
        do
        {
            (double took, cursor) = await GetAsync(http, query, cursor);
            steps.Add(took);
        }
        while (cursor is not null);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return
        [
            new($"a walk {what}", string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"))
            {
                Target = string.Create(CultureInfo.InvariantCulture, $"≤ 5 s: {(seconds <= 5 ? "met" : "missed")}"),
            },
            new("its steps", new Spread(steps).InMilliseconds()),
        ];
    }

    private static async Task<(double Milliseconds, string? Next)> GetAsync(HttpClient http, string query, string? cursor)
    {
        string path = $"/v1/tasks?{query}{(cursor is null ? "" : $"&cursor={cursor}")}";
        long start = Stopwatch.GetTimestamp();
        byte[] answer = await http.GetByteArrayAsync(new Uri(path.Replace("?&", "?", StringComparison.Ordinal), UriKind.Relative));
        double took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        using var json = JsonDocument.Parse(answer);
        return (took, json.RootElement.TryGetProperty("next", out JsonElement next) ? next.GetString() : null);
    }

    private static Figure InTime(string what, Spread times) => new(what, times.InMilliseconds())
    {
        Target = string.Create(CultureInfo.InvariantCulture, $"median ≤ {Target:0} ms: {(times.Median <= Target ? "met" : "missed")}"),
    };
}
