using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Errand.Torture;

/// <summary>A client walks over the list of tasks while others change it.</summary>
public sealed class WalkStormTests : DirectedTest
{
    private const int Writers = 8;
    private const int Walks = 12;
    private const int AtFirst = 600;

    /// <summary>Tasks that nobody deletes and that do not expire.</summary>
    private readonly ConcurrentQueue<long> _lasting = new();

    private int _gone;

    [Theory]
    [MemberData(nameof(Settings.EveryStore), MemberType = typeof(Settings))]
    public async Task A_walk_beside_writers_and_a_janitor_misses_no_task_that_lasts_and_repeats_none(StoreKind kind)
    {
        await UseAsync(kind);
        ServerProcess[] all = await Task.WhenAll(
            StartOnStoreAsync("web"), StartOnStoreAsync("web"), StartOnStoreAsync("handler"), StartOnStoreAsync("janitor"));
        TaskClient[] clients = [ClientOf(all[0]), ClientOf(all[1])];
        await Parallel.ForAsync(0, AtFirst, async (i, _) => _lasting.Enqueue(await SubmitAsync(clients[i % 2])));
        using var enough = new CancellationTokenSource();
        Task[] writers = [.. Enumerable.Range(1, Writers).Select(number => WriteAsync(clients[number % 2], number, enough.Token))];

        int pages = 0;
        for (int walk = 0; walk < Walks || Volatile.Read(ref _gone) < AtFirst / 4; walk++)
        {
            // Every second one asks a process of its own for each page.
            long[] before = [.. _lasting];
            (List<long> seen, int read) = await WalkAsync(clients, walk);
            pages += read;
            Assert.Equal(seen.OrderDescending().Distinct(), seen);
            Assert.Empty(before.Except(seen));
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
        Report($"{kind}: {pages} pages of walks over up to {_lasting.Count} tasks, beside {_gone} that were deleted or let expire");
    }

    private async Task WriteAsync(TaskClient client, int number, CancellationToken enough)
    {
        var random = new Random(Settings.Seed + number);
        while (!enough.IsCancellationRequested)
        {
            switch (random.Next(4))
            {
                case 0:
                    _lasting.Enqueue(await SubmitAsync(client));
                    break;
                case 1:
                    await SubmitAsync(client, $"ttl={random.Next(1, 3)}");
                    Interlocked.Increment(ref _gone);
                    break;
                case 2:
                    long id = await SubmitAsync(client, "delay=60");
                    await client.CancelAsync(id);
                    using (HttpResponseMessage deleted = await client.Http.DeleteAsync(
                        new Uri($"/v1/tasks/{id}", UriKind.Relative), CancellationToken.None))
                    {
                        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
                    }

                    Interlocked.Increment(ref _gone);
                    break;
                default:
                    await client.CancelAsync(_lasting.ElementAt(random.Next(AtFirst)));
                    break;
            }
        }
    }

    private static async Task<(List<long> Seen, int Pages)> WalkAsync(TaskClient[] clients, int walk)
    {
        var seen = new List<long>();
        string path = string.Create(CultureInfo.InvariantCulture, $"/v1/tasks?fields=id&limit={(walk % 3 * 90) + 20}");
        string? cursor = null;
        int pages = 0;
        do
        {
            JsonElement page = await clients[walk % 2 == 0 ? 0 : pages % 2].Http.GetFromJsonAsync<JsonElement>(
                cursor is null ? path : $"{path}&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(task => task.GetProperty("id").GetInt64()));
            cursor = page.TryGetProperty("next", out JsonElement next) ? next.GetString() : null;
            pages++;
        }
        while (cursor is not null);
        return (seen, pages);
    }

    private static async Task<long> SubmitAsync(TaskClient client, string options = "") =>
        (await client.SubmitAsync("record", new { key = "k", ms = 0 }, options)).Id;
}
