using System.Globalization;
using System.Text.RegularExpressions;

namespace Throughput;

/// <summary>How long the server takes for pages of a store with a million tasks, one request at a time, by its own clock.</summary>
internal sealed partial class PageTimes : BenchCase
{
    private const int Tasks = 1_000_000;

    private const int Repetitions = 60;

    /// <summary>Of 95 in 100 requests, in milliseconds.</summary>
    private const double Target = 50;

    private static readonly (string What, string Path)[] Pages =
    [
        ("Home, the last hour", "/"), ("Home, the last day", "/?range=24h"), ("Home, 7 days", "/?range=7d"), ("Home, 90 days", "/?range=90d"),
        ("Tasks", "/tasks"), ("Tasks, with their count", "/tasks?count=1"), ("Tasks that failed", "/tasks?q=outcome:failed"),
        ("Tasks that wait", "/tasks?q=status:waiting"), ("Tasks of a rare tag", "/tasks?q=tag:rare"),
        ("Tasks with an argument", "/tasks?q=args.number:12345"), ("Types", "/types"), ("Queues", "/queues"), ("Handlers", "/handlers"),
    ];

    public override string Name => "pages";

    public override string Title => "pages of 1,000,000 tasks";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartAsync("web", "handler", "janitor");
        using var http = new HttpClient { BaseAddress = servers[0].Address, Timeout = Timeout.InfiniteTimeSpan };
        await ManyTasks.FillAsync(installation, http, servers[1], isQuick ? Tasks / 10 : Tasks);
        var figures = new List<Figure>();
        foreach ((string what, string path) in Pages)
        {
            await MeasureAsync(http, path); // Its code is compiled, and compiled again for speed.
            Spread times = await MeasureAsync(http, path);
            figures.Add(new Figure(what, times.InMilliseconds())
            {
                Target = string.Create(
                    CultureInfo.InvariantCulture,
                    $"95 % ≤ {Target:0} ms: {(times.At(0.95) <= Target ? "met" : "missed")} ({times.At(0.95):0.0} ms)"),
            });
        }

        return figures;
    }

    private static async Task<Spread> MeasureAsync(HttpClient http, string path)
    {
        var times = new List<double>();
        for (int i = 0; i < Repetitions; i++)
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            answer.EnsureSuccessStatusCode();
            string told = string.Join(',', answer.Headers.GetValues("Server-Timing"));
            times.Add(Durations().Matches(told).Sum(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
        }

        return new Spread(times);
    }

    [GeneratedRegex(@"dur=([\d.]+)")]
    private static partial Regex Durations();
}
