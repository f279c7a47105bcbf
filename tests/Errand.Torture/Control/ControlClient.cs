using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Errand.Torture;

/// <summary>Submits tasks to whatever web process is there, and cancels, retries, keeps and deletes them, alone and many at once.</summary>
internal sealed class ControlClient(string name, int seed, Fleet fleet, ControlLedger ledger) : IDisposable
{
    private const int MostAtOnce = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private static readonly HttpStatusCode[] Expected =
    [
        HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.Conflict,
        HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout, HttpStatusCode.InsufficientStorage,
    ];

    private readonly Random _random = new(seed);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(15) };
    private readonly List<string> _oddities = [];
    private int _turn = seed;

    /// <summary>Answers that the contract does not know.</summary>
    public IReadOnlyList<string> Oddities => _oddities;

    public async Task RunAsync(CancellationToken enough)
    {
        for (int number = 0; !enough.IsCancellationRequested; number++)
        {
            await (_random.Next(12) switch
            {
                < 4 => SubmitAsync($"{name}-{number}", enough),
                4 or 5 => OneAsync(id => SendAsync(HttpMethod.Post, $"/v1/tasks/{id}/cancel")),
                6 or 7 => OneAsync(RetryAsync),
                8 => OneAsync(DeleteAsync),
                9 => OneAsync(KeepAsync),
                _ => ManyAsync(),
            });
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task SubmitAsync(string key, CancellationToken enough)
    {
        // Whatever dies, no task fails for want of tries: a life ends by its function or by a client.
        NewErrand errand = _random.Next(100) switch
        {
            < 55 => new(key, "record", _random.Next(200)),
            < 70 => new(key, "record-fail"),
            < 85 => new(key, "record-fail-first"),
            < 95 => new(key, "record", 0, $"delay={_random.Next(1, 3)}"),
            < 99 => new(key, "record", _random.Next(1000, 5000)),
            _ => new(key, "record-kill-first"),
        };
        do
        {
            if (await SendAsync(
                HttpMethod.Post, $"/v1/types/{errand.Type}/tasks?maxAttempts=100&{errand.Options}", JsonContent.Create(errand.Args), key)
                is (HttpStatusCode.OK or HttpStatusCode.Accepted, { } task))
            {
                ledger.Submitted(task.GetProperty("id").GetInt64());
                return;
            }

            await Task.Delay(Pause * 5, CancellationToken.None);
        }
        while (!enough.IsCancellationRequested);
    }

    private async Task OneAsync(Func<long, Task> act)
    {
        if (ledger.Draw(_random, 1) is [long id])
        {
            await act(id);
        }
    }

    private async Task RetryAsync(long id)
    {
        switch ((await SendAsync(HttpMethod.Post, $"/v1/tasks/{id}/retry")).Status)
        {
            case HttpStatusCode.Accepted:
                ledger.Retried(id);
                break;
            case not (HttpStatusCode.NotFound or HttpStatusCode.Conflict):
                ledger.MayBeRetried(id);
                break;
        }
    }

    private async Task DeleteAsync(long id)
    {
        switch ((await SendAsync(HttpMethod.Delete, $"/v1/tasks/{id}")).Status)
        {
            case HttpStatusCode.NoContent:
                ledger.Deleted(id);
                break;
            case not (HttpStatusCode.NotFound or HttpStatusCode.Conflict):
                ledger.MayBeDeleted(id);
                break;
        }
    }

    private Task KeepAsync(long id) => _random.Next(2) == 0
        ? SendAsync(HttpMethod.Put, $"/v1/tasks/{id}/keep", JsonContent.Create(new { until = (string?)null, note = name }))
        : SendAsync(HttpMethod.Delete, $"/v1/tasks/{id}/keep");

    private async Task ManyAsync()
    {
        IReadOnlyList<long> ids = ledger.Draw(_random, _random.Next(1, MostAtOnce));
        if (ids.Count == 0)
        {
            return;
        }

        string action = _random.Next(10) switch { < 4 => "cancel", < 8 => "retry", 8 => "delete", _ => "keep" };
        object body = action == "keep" ? new { action, ids, keep = new { until = (string?)null } } : new { action, ids };
        (HttpStatusCode? status, JsonElement? answer) = await SendAsync(HttpMethod.Post, "/v1/tasks/actions", JsonContent.Create(body));
        int? changed = status == HttpStatusCode.OK ? answer?.GetProperty("changed").GetInt32() : null;
        foreach (long id in changed == 0 ? [] : ids)
        {
            // Only of all or none it is known which.
            switch (action)
            {
                case "retry" when changed == ids.Count:
                    ledger.Retried(id);
                    break;
                case "retry":
                    ledger.MayBeRetried(id);
                    break;
                case "delete" when changed == ids.Count:
                    ledger.Deleted(id);
                    break;
                case "delete":
                    ledger.MayBeDeleted(id);
                    break;
            }
        }
    }

    /// <summary>The answer; nothing when there was none.</summary>
    private async Task<(HttpStatusCode? Status, JsonElement? Body)> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(await AddressAsync(), path)) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request);
            string text = await answer.Content.ReadAsStringAsync();
            if (!Expected.Contains(answer.StatusCode))
            {
                _oddities.Add($"{method} {path}: {(int)answer.StatusCode} {text}");
            }

            return (answer.StatusCode, answer.IsSuccessStatusCode && text.Length > 0 ? JsonElement.Parse(text) : null);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return default;
        }
    }

    private async Task<Uri> AddressAsync()
    {
        while (true)
        {
            if (fleet.Addresses is { Count: > 0 } addresses)
            {
                return addresses[_turn++ % addresses.Count];
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
