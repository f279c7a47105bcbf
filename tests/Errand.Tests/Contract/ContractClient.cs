using System.Text.Json;
using Errand.Tests.Events;
using Errand.Tests.Hosting;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>A client of one process.</summary>
internal sealed class ContractClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Lazy<Task<DocumentedAnswers>> _documented;

    public Uri Address => _http.BaseAddress!;

    /// <param name="app">The process.</param>
    /// <param name="key">Whoever has it sees the document whole; null: anyone does.</param>
    public ContractClient(ErrandApp app, string? key = null)
    {
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ResponseDrainTimeout = TimeSpan.Zero, // Who leaves an event stream leaves at once.
        })
        {
            BaseAddress = new Uri(app.Urls.Single()),
            Timeout = TimeSpan.FromSeconds(100),
        };
        _documented = new(async () => new DocumentedAnswers(await DocumentAsync(key)));
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public Task<Answer> PostAsync(string path, string? json, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, json is null ? null : WebServer.JsonContent(json), headers);

    public async Task<Answer> SendAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Content = content };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, Waiting.Stop);
        Answer answer = await Answer.OfAsync(response);
        (await _documented.Value).Check(method, path, headers, answer);
        return answer;
    }

    /// <summary>What happens to a task; fails unless it can be followed.</summary>
    public Task<EventReader> FollowAsync(long id, string? lastEventId = null) =>
        EventReader.OpenAsync(_http, $"/v1/tasks/{id}/events", lastEventId);

    /// <summary>Hints that something changed.</summary>
    public Task<EventReader> WatchAsync(string topics) => EventReader.OpenAsync(_http, $"/v1/events?topics={topics}");

    /// <summary>Submits a task that is accepted.</summary>
    public async Task<Answer> SubmitAsync(string type, string args = "{}", string query = "", params (string Name, string Value)[] headers)
    {
        Answer answer = await PostAsync($"/v1/types/{type}/tasks{query}", args, headers);
        Assert.True((int)answer.Status is 200 or 202, answer.Text);
        return answer;
    }

    /// <summary>The task, once it is done.</summary>
    public async Task<Answer> DoneAsync(long id)
    {
        Answer answer = await GetAsync($"/v1/tasks/{id}?wait=60");
        Assert.Equal("done", answer.String("status"));
        return answer;
    }

    /// <summary>The task, once it is as asked for.</summary>
    public async Task<Answer> UntilAsync(long id, Predicate<Answer> isGood)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Answer answer = await GetAsync($"/v1/tasks/{id}");
            if (isGood(answer))
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(40), $"It stayed as it was: {answer.Text}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> DocumentAsync(string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/openapi.json", UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        using HttpResponseMessage response = await _http.SendAsync(request, Waiting.Stop);
        return JsonElement.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(Waiting.Stop));
    }
}
