using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Throughput;

/// <summary>One web process and one handler are busy and notify 3, 20 and 50 processes, most of which are simulated by a connection
/// each.</summary>
internal sealed class Hints : GrowthCase
{
    private const int PerSecond = 1000;

    /// <summary>The part of the server's processor time that all notifications may use.</summary>
    private const double Limit = 0.1;

    private static readonly int[] Counts = [3, 20, 50];

    public override string Name => "hints";

    public override string Title => "processes that are notified";

    public override bool RunsOn(StoreName store) => store == StoreName.Postgres;

    protected override async Task<IReadOnlyList<Figure>> RunAsync(Installation installation, GrowthScale scale)
    {
        IReadOnlyList<ServerProcess> servers = await installation.StartEachRoleAsync();
        using var http = new HttpClient { BaseAddress = servers[0].Address };
        using var load = new SteadyLoad(servers[0].Address!, PerSecond);
        await load.RunAsync(scale.Span * 5);
        await WaitOneByOneAsync(http, isPausing: false);

        var figures = new List<Figure>();
        List<Listener> others = [];
        try
        {
            foreach (int count in Counts)
            {
                while (others.Count < count - servers.Count)
                {
                    others.Add(await Listener.StartAsync(installation.Database!));
                }

                // Until the processes have counted the listeners again.
                await load.RunAsync(scale.Span * 5);
                figures.AddRange(await MeasureAsync(installation.Database!, others, load, scale.Span * 5, count));
                Spread oneByOne = await WaitOneByOneAsync(http, isPausing: false),
                afterPause = await WaitOneByOneAsync(http, isPausing: true);
                figures.Add(new Figure($"submit to done with {count} processes, one right after the other", oneByOne.InMilliseconds()));
                figures.Add(new Figure($"submit to done with {count} processes, each after a pause", afterPause.InMilliseconds()));
            }
        }
        finally
        {
            foreach (Listener other in others)
            {
                await other.DisposeAsync();
            }
        }

        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(
        PostgresDatabase database, List<Listener> others, SteadyLoad load, TimeSpan span, int count)
    {
        int[] sessions = [.. await database.ReadAsync<int>(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN errand'")];
        long heardBefore = others.Count > 0 ? others[0].Heard : 0, start = Stopwatch.GetTimestamp();
        TimeSpan before = CpuTime(sessions);
        await load.RunAsync(span);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        double share = (CpuTime(sessions) - before) / took;
        var figures = new List<Figure>
        {
            new($"sessions of {sessions.Length} processes that listen, {PerSecond} tasks/s", string.Create(
                CultureInfo.InvariantCulture, $"{share:0.0%} of a core"))
            {
                Target = string.Create(CultureInfo.InvariantCulture, $"≤ {Limit:0 %}: {(share <= Limit ? "met" : "missed")}"),
            },
        };
        if (others.Count > 0)
        {
            figures.Add(new Figure(
                $"notifications with {count} processes",
                string.Create(CultureInfo.InvariantCulture, $"{(others[0].Heard - heardBefore) / took.TotalSeconds:0}/s")));
        }

        return figures;
    }

    private static async Task<Spread> WaitOneByOneAsync(HttpClient http, bool isPausing)
    {
        List<double> times = [];
        for (int i = 0; i < 200; i++)
        {
            if (isPausing)
            {
                await Task.Delay(Random.Shared.Next(20, 60));
            }

            long start = Stopwatch.GetTimestamp();
            await NoopTask.SubmitAsync(http, i, wait: 30);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Spread(times);
    }

    private static TimeSpan CpuTime(int[] sessions) => sessions.Aggregate(TimeSpan.Zero, (sum, pid) => sum + ProcFile.CpuTime(pid));

    /// <summary>What PostgreSQL sees of an idle process.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _listening;
        private long _heard;

        private Listener(NpgsqlConnection connection)
        {
            _connection = connection;
            _connection.Notification += (_, _) => Interlocked.Increment(ref _heard);
            _listening = ListenAsync();
        }

        public long Heard => Interlocked.Read(ref _heard);

        public static async Task<Listener> StartAsync(PostgresDatabase database)
        {
            NpgsqlConnection connection = await database.ConnectAsync();
            await using NpgsqlCommand listen = new("LISTEN errand", connection);
            await listen.ExecuteNonQueryAsync();
            return new Listener(connection);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _connection.DisposeAsync();
            _stop.Dispose();
        }

        private async Task ListenAsync()
        {
            while (true)
            {
                await _connection.WaitAsync(_stop.Token);
            }
        }
    }
}
