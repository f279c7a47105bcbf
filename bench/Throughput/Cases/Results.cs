using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Throughput;

/// <summary>Looks at a result of 200 MiB, one after the other: the first one, which reads all of it, and those that follow.</summary>
internal sealed class Results : BenchCase
{
    /// <summary>Of a flight: an instant and two vectors of three numbers each, about 140 bytes.</summary>
    private const int Rows = 1_500_000;

    private const int Repetitions = 10;

    /// <summary>Results that are looked at before, each of 2 MiB: the runtime compiles code for speed once it has run some times, and
    /// a server is measured as it is for most of its life.</summary>
    private const int WarmUps = 40;

    private static readonly (string What, string Path)[] Looks =
    [
        ("a slice of 100 elements", "?select=/r&offset=1400000&limit=100"),
        ("shape", "/shape?depth=3"),
        ("the shape of 100 elements", "/shape?at=/r&offset=1400000"),
        ("a series of two columns", "/series?x=/t&y=/r/*/2&points=2000"),
        ("a part of that series", "/series?x=/t&y=/r/*/2&points=2000&from=1000&to=2000"),
        ("that part by lttb", "/series?x=/t&y=/r/*/2&points=2000&from=1000&to=2000&method=lttb"),
        ("a series of two other columns", "/series?x=/t&y=/v/*/2&points=2000"),
        ("100 rows of a table", "/table?at=/r&offset=1400000"),
        ("a matrix of 1,000 rows", "/matrix?at=/r&rows=1400000:1401000"),
    ];

    public override string Name => "results";

    public override string Title => "looks at a result of 200 MiB";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync();
        ServerProcess web = servers[0];
        using var http = new HttpClient { BaseAddress = web.Address, Timeout = Timeout.InfiniteTimeSpan };
        for (int i = 0; i < WarmUps; i++)
        {
            string small = await DoneTask.RunAsync(http, Served.FlightType, Arguments(Rows / 100));
            foreach ((_, string path) in Looks)
            {
                await GetAsync(http, $"{small}/result{path}");
            }
        }

        string task = await DoneTask.RunAsync(http, Served.FlightType, Arguments(isQuick ? Rows / 10 : Rows));
        double before = ProcFile.ResidentMebibytes(web.Pid);
        ProcFile.ForgetMostResident(web.Pid);
        (double first, JsonDocument shape) = await GetAsync(http, $"{task}/result/shape");
        double size = shape.RootElement.GetProperty("bytes").GetInt64() / (double)(1 << 20);
        var figures = new List<Figure> { Under("first look", first, 3000) with { Baseline = Format(size, "MiB") } };
        foreach ((string what, string path) in Looks)
        {
            (double once, _) = await GetAsync(http, $"{task}/result{path}");
            var again = new List<double>();
            for (int i = 0; i < Repetitions; i++)
            {
                again.Add((await GetAsync(http, $"{task}/result{path}")).Milliseconds);
            }

            figures.Add(Under($"then {what}, once", once, 300));
            figures.Add(Under("the same again", new Spread(again).Median, 300));
        }

        double most = ProcFile.MostResidentMebibytes(web.Pid) - before;
        figures.Add(new("the web process's memory grows by at most", Format(most, "MiB"))
        {
            Target = string.Create(CultureInfo.InvariantCulture, $"≤ 64 MiB: {(most <= 64 ? "met" : "missed")}"),
        });
        return figures;
    }

    private static async Task<(double Milliseconds, JsonDocument Answer)> GetAsync(HttpClient http, string path)
    {
        long start = Stopwatch.GetTimestamp();
        byte[] answer = await http.GetByteArrayAsync(new Uri(path, UriKind.RelativeOrAbsolute));
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, JsonDocument.Parse(answer));
    }

    private static string Arguments(int rows) => string.Create(CultureInfo.InvariantCulture, $$"""{"rows":{{rows}}}""");

    private static Figure Under(string what, double milliseconds, double limit) => new(what, Format(milliseconds, "ms"))
    {
        Target = string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0} ms: {(milliseconds <= limit ? "met" : "missed")}"),
    };

    private static string Format(double amount, string unit) => string.Create(CultureInfo.InvariantCulture, $"{amount:0} {unit}");
}
