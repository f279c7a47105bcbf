using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>One fleet on one store, under load, while faults happen; and what is to be said of it afterwards.</summary>
internal sealed class Run : IAsyncDisposable
{
    private const int Clients = 4;

    /// <summary>A proof over a handful of tasks proves nothing, however slow the machine was.</summary>
    private const int LeastAccepted = 200;

    /// <summary>Longer than the ten seconds after which a server gives up on its store.</summary>
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(3);

    /// <summary>The last leases run out, what they held is run again, the longest task among it.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(3);

    private readonly TestedStore _store;
    private readonly string _historyFolder;
    private readonly HistoryWriter _history;
    private readonly LoadClient[] _clients;
    private readonly List<string> _anomalies = [];

    public Run(TestedStore store, TestFolder folder, Func<string, (string Name, string Value)[], ServerProcess> launch, int seed)
    {
        _store = store;
        _historyFolder = folder.File("history");
        _history = new HistoryWriter(_historyFolder, "test");
        Fleet = new Fleet(
            role => launch(role,
            [
                ("DATABASE_URL", store.Url), ("TORTURE_HISTORY", _historyFolder), ("HANDLER_CONCURRENCY", "32"), ("SHUTDOWN_GRACE", "4"),
            ]),
            _history);
        _clients = [.. Enumerable.Range(1, Clients).Select(number =>
            new LoadClient(
                $"client{number}", seed + number, Fleet, new HistoryWriter(_historyFolder, $"client{number}"),
                number % 2 == 0 ? Patient : Impatient))];
    }

    public Fleet Fleet { get; }

    private int Accepted => _clients.Sum(client => client.Accepted);

    /// <summary>Lets the faults of the plan happen under load, then takes everything back and waits until all is done.</summary>
    public async Task GoAsync(IReadOnlyList<(TimeSpan At, Fault Fault)> plan, TimeSpan length)
    {
        await Fleet.StartAsync();
        using var enough = new CancellationTokenSource();
        Task[] clients = [.. _clients.Select(client => client.RunAsync(enough.Token))];
        await HappenAsync(plan, length);
        await HealAsync();
        await Patience.UntilAsync(
            "enough to be accepted", () => Task.FromResult(Accepted), accepted => accepted >= LeastAccepted, DrainLimit);
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        await DrainAsync();
    }

    /// <summary>Stops everything in order and looks at what is left.</summary>
    public async Task<Verdict> JudgeAsync()
    {
        await Fleet.StopAsync();
        foreach (StoredTask task in await _store.TasksAsync())
        {
            _history.Append(task);
        }

        _anomalies.AddRange((await _store.MisplacedAsync()).Select(id => $"task {id} is not in exactly one place"));
        _anomalies.AddRange(await _store.ComplaintsAsync());
        _anomalies.AddRange(Fleet.Troubles);
        _anomalies.AddRange(_clients.SelectMany(client => client.Oddities));
        return new Verdict(CheckReport.Of(HistoryReader.Read(_historyFolder)), _anomalies);
    }

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        Array.ForEach(_clients, client => client.Dispose());
        _history.Dispose();
    }

    private async Task HappenAsync(IReadOnlyList<(TimeSpan At, Fault Fault)> plan, TimeSpan length)
    {
        using var field = new Field(Fleet, _store, _history);
        long start = TimeProvider.System.GetTimestamp();
        var happening = new List<Task>();
        foreach ((TimeSpan at, Fault fault) in plan)
        {
            await UntilAsync(start, at);
            happening.Add(fault.RunAsync(field));
        }

        await UntilAsync(start, length);
        await Task.WhenAll(happening);
    }

    private static async Task UntilAsync(long start, TimeSpan at)
    {
        if (at - TimeProvider.System.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left);
        }
    }

    private async Task HealAsync()
    {
        await _store.HealAsync();
        await Fleet.SignalAllAsync(Signal.Continue);
        await Fleet.StartedAsync();
    }

    private async Task DrainAsync()
    {
        try
        {
            await Patience.UntilAsync("all that was accepted to be done", _store.CountUnfinishedAsync, left => left == 0, DrainLimit);
        }
        catch (TimeoutException e)
        {
            _anomalies.Add(e.Message);
        }
    }
}
