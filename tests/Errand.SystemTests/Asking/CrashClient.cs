using System.Net;
using System.Net.Http.Json;
using HistoryChecker;

namespace Errand.SystemTests;

/// <summary>Submits task after task to a server that keeps going away, looks at what it was told before, and writes down all it sees.</summary>
public sealed class CrashClient(string name, ServerTarget target, HistoryWriter history, string options, int longestMs)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly List<long> _accepted = [];

    /// <summary>Until told to stop; what is in doubt then is asked for once more.</summary>
    public async Task RunAsync(CancellationToken enough)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        for (var number = 0; !enough.IsCancellationRequested; number++)
        {
            string key = $"{name}-{number}";
            // Every other one in doubt is never sent again: its task may be stored or not, and both must be right.
            for (bool inDoubt = true; inDoubt && !enough.IsCancellationRequested;)
            {
                inDoubt = await SubmitAsync(http, key, ms: number * 37 % longestMs) && number % 2 == 0;
            }

            // What is submitted must also be done before the test ends.
            await Task.Delay(Pause, CancellationToken.None);
            if (number % 3 == 0 && _accepted.Count > 0)
            {
                await ViewAsync(http, _accepted[Random.Shared.Next(_accepted.Count)]);
            }
        }
    }

    /// <summary>True when it may be stored or not.</summary>
    private async Task<bool> SubmitAsync(HttpClient http, string key, int ms)
    {
        if (target.Address is not { } server)
        {
            await Task.Delay(Pause, CancellationToken.None);
            return true;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/v1/types/record/tasks?{options}"))
        {
            Content = JsonContent.Create(new { key, ms }),
            Headers = { { "Idempotency-Key", key } },
        };
        history.Append(new SubmitSent(name, key));
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request);
            if (answer.IsSuccessStatusCode)
            {
                SeenTask task = (await answer.Content.ReadFromJsonAsync<SeenTask>())!;
                history.Append(new SubmitAccepted(task.Id, key, answer.Headers.Contains("Idempotency-Replayed")));
                _accepted.Add(task.Id);
                target.CountAccepted();
                return false;
            }

            return Refused(key, answer.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            history.Append(new SubmitUnknown(key));
            await Task.Delay(Pause, CancellationToken.None);
            return true;
        }
    }

    private bool Refused(string key, HttpStatusCode status)
    {
        bool definite = status is not HttpStatusCode.GatewayTimeout;
        history.Append(definite ? new SubmitRefused(key, (int)status) : new SubmitUnknown(key));
        return !definite;
    }

    private async Task ViewAsync(HttpClient http, long id)
    {
        long askedAt = HistoryClock.Now();
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(target.Address!, $"/v1/tasks/{id}"));
            if (answer.IsSuccessStatusCode)
            {
                history.Append(Seen((await answer.Content.ReadFromJsonAsync<SeenTask>())!, askedAt));
            }
            else if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                history.Append(new Viewed(id, askedAt, SeenStatus.Absent));
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            // No answer says nothing.
        }
    }

    private static Viewed Seen(SeenTask task, long askedAt) => new(
        task.Id,
        askedAt,
        Enum.Parse<SeenStatus>(task.Status, ignoreCase: true),
        task.Attempt,
        task.Outcome is null ? null : Enum.Parse<SeenOutcome>(task.Outcome, ignoreCase: true),
        task is { Outcome: "succeeded", ResultText: { } result } ? ResultHash.Of(System.Text.Encoding.UTF8.GetBytes(result)) : null);
}
