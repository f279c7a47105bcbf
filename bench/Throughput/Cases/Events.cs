using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Throughput;

/// <summary>How long events take from what they tell to a client, on a system that does nothing else; and what listeners cost.</summary>
internal sealed class Events : BenchCase
{
    private const int Listeners = 2000;

    /// <summary>So that the stream is open before the task runs.</summary>
    private const string Delayed = "?delay=0.3";

    /// <summary>Milliseconds, in one process; a hint of another may take <see cref="HintLimit"/> more.</summary>
    private const double StatusLimit = 50, WrittenLimit = 1100, HintLimit = 100;

    public override string Name => "events";

    public override string Title => "events, and hints to 2,000 listeners";

    public override bool IsExtra => true;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick)
    {
        int count = isQuick ? 5 : 50;
        IReadOnlyList<ServerProcess> servers = await installation.StartAsync("web handler janitor", "web");
        using var here = new HttpClient { BaseAddress = servers[0].Address };
        using var there = new HttpClient { BaseAddress = servers[1].Address };
        // Until the code is compiled.
        await Parallel.ForAsync(0, 3000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            await NoopTask.SubmitAsync(i % 2 == 0 ? here : there, i, wait: 30));
        await FollowAsync(here, here, 3);
        await FollowAsync(here, there, 3);

        var figures = new List<Figure>();
        figures.AddRange(await DelaysAsync("one process", here, here, count, 0));
        figures.AddRange(await DelaysAsync("two processes", here, there, count, HintLimit));
        figures.AddRange(await ListenAsync(servers[0], isQuick));
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> DelaysAsync(string form, HttpClient submit, HttpClient follow, int count, double more)
    {
        (List<double> status, List<double> log, List<double> progress, List<double> end) = await FollowAsync(submit, follow, count);
        List<double> hints = await HintAsync(submit, follow, count * 2);
        return
        [
            Within($"{form}: status", status, StatusLimit + more),
            Within($"{form}: log line", log, WrittenLimit + more),
            Within($"{form}: progress", progress, WrittenLimit + more),
            Within($"{form}: end", end, StatusLimit + more),
            Within($"{form}: hint of a submission, from its request on", hints, HintLimit),
        ];
    }

    /// <summary>Follows tasks that say when they did what they tell of.</summary>
    private static async Task<(List<double> Status, List<double> Log, List<double> Progress, List<double> End)> FollowAsync(
        HttpClient submit, HttpClient follow, int count)
    {
        (List<double> status, List<double> log, List<double> progress, List<double> end) = ([], [], [], []);
        for (int i = 0; i < count; i++)
        {
            long id = await SubmitAsync(submit, Served.TellingType, "{}", Delayed);
            using EventLines events = await EventLines.OpenAsync(
                follow, string.Create(CultureInfo.InvariantCulture, $"/v1/tasks/{id}/events"));
            long running = 0;
            while (true)
            {
                (string name, JsonElement data, long at) = await events.NextAsync();
                if (name == "end")
                {
                    JsonElement result = data.GetProperty("result");
                    status.Add(Since(result[0], running));
                    end.Add(Since(result[1], at));
                    break;
                }

                switch (name)
                {
                    case "status" when data.GetProperty("status").GetString() == "running":
                        running = at;
                        break;
                    case "log":
                        log.Add(Since(data.GetProperty("message"), at));
                        break;
                    case "progress" when data.GetProperty("message") is { ValueKind: JsonValueKind.String } message:
                        progress.Add(Since(message, at));
                        break;
                }
            }
        }

        return (status, log, progress, end);
    }

    /// <summary>From a request that submits a task to the hint of it.</summary>
    private static async Task<List<double>> HintAsync(HttpClient submit, HttpClient follow, int count)
    {
        var delays = new List<double>();
        using EventLines hints = await EventLines.OpenAsync(follow, "/v1/events?topics=tasks");
        for (int i = 0; i < count; i++)
        {
            Task<(string, JsonElement Data, long At)> next = hints.NextAsync();
            // Until a second has passed without a hint: the next one comes at once.
            while (await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(1.2))) == next)
            {
                await next;
                next = hints.NextAsync();
            }

            long start = Stopwatch.GetTimestamp();
            await SubmitAsync(submit, Served.MirrorType, """{"text":""}""", "?queue=unserved");
            delays.Add(Stopwatch.GetElapsedTime(start, (await next).At).TotalMilliseconds);
        }

        return delays;
    }

    private static async Task<IReadOnlyList<Figure>> ListenAsync(ServerProcess server, bool isQuick)
    {
        var span = TimeSpan.FromSeconds(isQuick ? 2 : 5);
        double before = ProcFile.ResidentMebibytes(server.Pid);
        double after;
        await using (await IdleListeners.OpenAsync(server.Address!, Listeners))
        {
            after = ProcFile.ResidentMebibytes(server.Pid);
        }

        Interleaved rates = await Interleaved.MeasureAsync(
            isQuick, () => Wrk.RunAsync(NoopTask.At(server.Address!), span), async () =>
            {
                await using IdleListeners listeners = await IdleListeners.OpenAsync(server.Address!, Listeners);
                return await Wrk.RunAsync(NoopTask.At(server.Address!), span);
            });
        return
        [
            new Figure("memory for a listener", string.Create(
                CultureInfo.InvariantCulture, $"{(after - before) * 1024 / Listeners:0.0} KiB")),
            rates.Against("submits beside 2,000 listeners, with a handler", "the same without listeners", null),
        ];
    }

    private static async Task<long> SubmitAsync(HttpClient http, string type, string args, string query)
    {
        using var body = new StringContent(args, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(new Uri($"/v1/types/{type}/tasks{query}", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        return JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("id").GetInt64();
    }

    private static double Since(JsonElement stamp, long at) => Stopwatch.GetElapsedTime(
        long.Parse(stamp.GetString()!, CultureInfo.InvariantCulture), at).TotalMilliseconds;

    private static Figure Within(string what, List<double> delays, double limit)
    {
        var times = new Spread(delays);
        return new Figure(what, times.InMilliseconds())
        {
            Target = string.Create(CultureInfo.InvariantCulture, $"median ≤ {limit:0} ms: {(times.Median <= limit ? "met" : "missed")}"),
        };
    }
}
