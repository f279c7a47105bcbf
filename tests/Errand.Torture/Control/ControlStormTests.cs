using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>Clients cancel, retry, keep and delete, alone and many at once, while processes are killed.</summary>
public sealed class ControlStormTests : SystemTest
{
    private const int Clients = 6;

    /// <summary>A proof over a handful of changes proves nothing, however slow the machine was.</summary>
    private const int LeastRetries = 50;

    private static readonly TimeSpan DrainLimit = TimeSpan.FromMinutes(3);

    private readonly ControlLedger _ledger = new();

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task Each_life_of_a_task_ends_once_and_no_task_is_lost_whatever_clients_ask_for_and_whatever_is_killed(StoreKind kind)
    {
        string history = Folder.File("history");
        await using TestedStore store = await TestedStore.CreateAsync(kind, Folder);
        using var writer = new HistoryWriter(history, "test");
        await using var fleet = new Fleet(
            role => Launch(
                role, AnyPort, ("DATABASE_URL", store.Url), ("TORTURE_HISTORY", history), ("HANDLER_CONCURRENCY", "32"),
                ("SHUTDOWN_GRACE", "4")),
            writer);
        await fleet.StartAsync();

        (IReadOnlyList<string> wrong, int kills) = await StormAsync(fleet);
        await Patience.UntilAsync("all tasks to be done", store.CountUnfinishedAsync, left => left == 0, DrainLimit);
        wrong = [.. wrong, .. await JudgeAsync(fleet.Addresses[0])];
        await fleet.StopAsync();
        wrong =
        [
            .. wrong, .. (await store.MisplacedAsync()).Select(id => $"task {id} is not in exactly one place"),
            .. await store.ComplaintsAsync(), .. fleet.Troubles, .. TwiceStarted(history),
        ];

        Report(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}, seed {Settings.Seed}: {_ledger.Tasks.Count} tasks, {_ledger.Retries} retries and {_ledger.Deletes} deletions that were answered, {kills} kills"));
        Assert.True(wrong.Count == 0, $"Seed {Settings.Seed}; again by: {Settings.Replay(kind)}\n{string.Join('\n', wrong)}");
        Assert.NotEqual(0, kills);
    }

    private async Task<(IReadOnlyList<string> Oddities, int Kills)> StormAsync(Fleet fleet)
    {
        ControlClient[] clients =
        [
            .. Enumerable.Range(1, Clients).Select(number => new ControlClient($"client{number}", Settings.Seed + number, fleet, _ledger)),
        ];
        using var enough = new CancellationTokenSource();
        Task[] running = [.. clients.Select(client => client.RunAsync(enough.Token))];
        int kills = await KillAsync(fleet);
        await fleet.StartedAsync();
        await Patience.UntilAsync(
            "enough retries", () => Task.FromResult(_ledger.Retries), retries => retries >= LeastRetries, DrainLimit);
        await enough.CancelAsync();
        await Task.WhenAll(running);
        Array.ForEach(clients, client => client.Dispose());
        return ([.. clients.SelectMany(client => client.Oddities)], kills);
    }

    private static async Task<int> KillAsync(Fleet fleet)
    {
        var random = new Random(Settings.Seed);
        long start = TimeProvider.System.GetTimestamp();
        int kills = 0;
        while (TimeProvider.System.GetElapsedTime(start) < Settings.Length)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.3 + (random.NextDouble() * 2)));
            await fleet[Fleet.Names[random.Next(Fleet.Names.Count)]].SignalAsync(Signal.Kill);
            kills++;
        }

        return kills;
    }

    private async Task<IReadOnlyList<string>> JudgeAsync(Uri web)
    {
        var wrong = new List<string>();
        using var http = new HttpClient { BaseAddress = web };
        foreach (long id in _ledger.Tasks)
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri($"/v1/tasks/{id}/attempts", UriKind.Relative));
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                wrong.AddRange(_ledger.Judge(id, null, null));
                continue;
            }

            JsonElement attempts = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("items");
            JsonElement task = await http.GetFromJsonAsync<JsonElement>($"/v1/tasks/{id}");
            wrong.AddRange(_ledger.Judge(
                id, [.. attempts.EnumerateArray().Select(attempt => attempt.GetProperty("end").GetString() ?? "")],
                task.GetProperty("outcome").GetString()));
            int[] numbers =
            [
                .. attempts.EnumerateArray().Select(attempt => attempt.GetProperty("attempt"))
                    .Where(number => number.ValueKind == JsonValueKind.Number).Select(number => number.GetInt32()),
            ];
            if (!numbers.SequenceEqual(numbers.Distinct().Order()))
            {
                wrong.Add($"the attempts of task {id} do not rise: {string.Join(", ", numbers)}");
            }
        }

        return wrong;
    }

    private static IEnumerable<string> TwiceStarted(string history) =>
        from start in HistoryReader.Read(history).Events.Select(recorded => recorded.Event).OfType<RunStarted>()
        group start by (start.Id, start.Attempt) into starts
        where starts.Count() > 1
        select $"attempt {starts.Key.Attempt} of task {starts.Key.Id} was started {starts.Count()} times";
}
