using System.Net;
using System.Net.Http.Json;

namespace Errand.TestServers;

/// <summary>Talks to one server.</summary>
public sealed class TaskClient(Uri server) : IAsyncDisposable
{
    public HttpClient Http { get; } = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(90) };

    /// <summary>Submits a task and returns the first view of it.</summary>
    public async Task<SeenTask> SubmitAsync(string type, object args, string options = "")
    {
        using HttpResponseMessage answer = await Http.PostAsJsonAsync($"/v1/types/{type}/tasks?{options}", args);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<SeenTask>())!
            : throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <param name="wait">The seconds that the server may wait for the end.</param>
    public async Task<SeenTask> ViewAsync(long id, int wait = 0) =>
        (await Http.GetFromJsonAsync<SeenTask>($"/v1/tasks/{id}" + (wait > 0 ? $"?wait={wait}" : "")))!;

    /// <summary>Returns its view as soon as it is done.</summary>
    public Task<SeenTask> DoneAsync(long id, TimeSpan? limit = null) =>
        Patience.UntilAsync($"task {id} done", () => ViewAsync(id, wait: 5), task => task.IsDone, limit);

    public Task<SeenTask> RunningAsync(long id) =>
        Patience.UntilAsync($"task {id} running", () => ViewAsync(id), task => task.IsRunning);

    public async Task<HttpStatusCode> CancelAsync(long id)
    {
        using HttpResponseMessage answer = await Http.PostAsync(new Uri($"/v1/tasks/{id}/cancel", UriKind.Relative), null);
        return answer.StatusCode;
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return ValueTask.CompletedTask;
    }
}
