using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Errand.HistoryChecker;

namespace Errand.TestServers;

/// <summary>Asks servers that may go away at any time, and writes down all that it sees.</summary>
public sealed class HistoryClient(string name, HistoryWriter history, TimeSpan limit) : IDisposable
{
    /// <summary>Read to the end, so no connection lingers that a dead server left half open.</summary>
    private readonly HttpClient _http = new() { Timeout = limit };

    private readonly List<string> _oddities = [];

    /// <summary>Answers that the contract does not know, whatever state the store is in.</summary>
    public IReadOnlyList<string> Oddities => _oddities;

    public async Task<(SubmitFate Fate, long Id)> SubmitAsync(Uri server, NewErrand errand)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/v1/types/{errand.Type}/tasks?{errand.Options}"))
        {
            Content = JsonContent.Create(errand.Args),
        };
        if (errand.IsKeyed)
        {
            request.Headers.Add("Idempotency-Key", errand.Key);
        }

        history.Append(new SubmitSent(name, errand.Key));
        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                SeenTask task = (await answer.Content.ReadFromJsonAsync<SeenTask>())!;
                history.Append(new SubmitAccepted(task.Id, errand.Key, answer.Headers.Contains("Idempotency-Replayed")));
                return (SubmitFate.Accepted, task.Id);
            }

            return (await RefusedAsync(errand.Key, answer), 0);
        }
        catch (Exception e) when (IsNoAnswer(e) || e is JsonException)
        {
            if (e is JsonException)
            {
                _oddities.Add($"{errand}: the answer is no task: {e.Message}");
            }

            history.Append(new SubmitUnknown(errand.Key));
            return (SubmitFate.Unknown, 0);
        }
    }

    /// <param name="wait">The seconds that the server may wait for the end.</param>
    public Task ViewAsync(Uri server, long id, int wait = 0) =>
        LookAsync(server, id, () => _http.GetAsync(new Uri(server, $"/v1/tasks/{id}" + (wait > 0 ? $"?wait={wait}" : ""))));

    public Task CancelAsync(Uri server, long id) =>
        LookAsync(server, id, () => _http.PostAsync(new Uri(server, $"/v1/tasks/{id}/cancel"), null));

    public void Dispose() => _http.Dispose();

    private async Task LookAsync(Uri server, long id, Func<Task<HttpResponseMessage>> ask)
    {
        long askedAt = HistoryClock.Now();
        try
        {
            using HttpResponseMessage answer = await ask();
            if (answer.IsSuccessStatusCode)
            {
                await SeenAsync(server, (await answer.Content.ReadFromJsonAsync<SeenTask>())!, askedAt);
            }
            else if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                history.Append(new Viewed(id, askedAt, SeenStatus.Absent));
            }
            else
            {
                await CheckAsync(answer);
            }
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            // No answer says nothing.
        }
    }

    private async Task SeenAsync(Uri server, SeenTask task, long askedAt)
    {
        string? hash = null;
        if (task.Outcome == "succeeded")
        {
            byte[] result = task.ResultText is { } text
                ? Encoding.UTF8.GetBytes(text)
                : await _http.GetByteArrayAsync(new Uri(server, $"/v1/tasks/{task.Id}/result"));
            hash = ResultHash.Of(result);
        }

        history.Append(new Viewed(
            task.Id,
            askedAt,
            Enum.Parse<SeenStatus>(task.Status, ignoreCase: true),
            task.Attempt,
            task.Outcome is null ? null : Enum.Parse<SeenOutcome>(task.Outcome, ignoreCase: true),
            hash));
    }

    private async Task<SubmitFate> RefusedAsync(string key, HttpResponseMessage answer)
    {
        await CheckAsync(answer);
        bool isDefinite = answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.InsufficientStorage;
        history.Append(isDefinite ? new SubmitRefused(key, (int)answer.StatusCode) : new SubmitUnknown(key));
        return isDefinite ? SubmitFate.Refused : SubmitFate.Unknown;
    }

    private async Task CheckAsync(HttpResponseMessage answer)
    {
        bool isKnown = answer.StatusCode switch
        {
            HttpStatusCode.ServiceUnavailable => answer.Headers.RetryAfter is not null,
            HttpStatusCode.GatewayTimeout or HttpStatusCode.InsufficientStorage => true,
            _ => false,
        };
        if (!isKnown)
        {
            _oddities.Add($"{answer.RequestMessage}: {answer}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static bool IsNoAnswer(Exception e) => e is HttpRequestException or TaskCanceledException or IOException;
}
