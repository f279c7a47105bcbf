using System.Data.Common;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Errand.Texts;
using Polly.Timeout;

namespace Errand.Calls;

/// <summary>The client over HTTP: submissions, and tasks as they stand.</summary>
internal sealed partial class HttpTaskClient(HttpClient http, ServerAddress server, ArgsJson args, TimeProvider time) : ITaskClient
{
    /// <summary>How long the server waits for a task at most; it is asked again then.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>A server that stops answers waits at once. It is not asked again at once.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private const int LongestKey = 255;

    private readonly RequestSender _sender = new(http, server, time);

    public HttpClient Client => http;

    public async Task<TaskId> SubmitAsync(string type, object? given, SubmitOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(type);
        TaskView task = await SubmitAsync(type, args.Write(given), options, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return new TaskId(task.Id);
    }

    /// <summary>Submits a task, and waits for it a while if that is wanted.</summary>
    public async Task<TaskView> SubmitAsync(
        string type, JsonElement json, SubmitOptions? options, TimeSpan wait, CancellationToken cancellationToken)
    {
        string key = options?.IdempotencyKey ?? Guid.NewGuid().ToString("N");
        if (key.Length is < 1 or > LongestKey || key.Any(letter => letter is < '!' or > '~'))
        {
            throw WrongKey();
        }

        QueryText query = QueryOf(options).Add("wait", wait > TimeSpan.Zero ? (TimeSpan?)wait : null);
        var call = new Call(HttpMethod.Post, $"v1/types/{Uri.EscapeDataString(type)}/tasks{query}")
        {
            Body = JsonMarshal.GetRawUtf8Value(json).ToArray(),
            IdempotencyKey = key,
            Wait = wait,
        };
        using HttpResponseMessage answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        await ThrowUnlessAsync(answer, ProblemMap.OfSubmission, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(answer, ErrandJson.Default.TaskView, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A batch has no key: it is sent again only if nothing of it was sent.</summary>
    public async Task<IReadOnlyList<TaskId>> SubmitAsync(IReadOnlyList<NewTask> tasks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count == 0)
        {
            return [];
        }

        var call = new Call(HttpMethod.Post, "v1/tasks/batch") { Body = RequestBodies.BatchOf(tasks, args), IsRepeatable = false };
        using HttpResponseMessage answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        await ThrowUnlessAsync(answer, ProblemMap.OfSubmission, cancellationToken).ConfigureAwait(false);
        var ids = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return [.. ids.GetProperty("ids").EnumerateArray().Select(id => new TaskId(id.GetInt64()))];
    }

    public Task<TaskId> SubmitAsync(
        string type, object? given, SubmitOptions? options, DbTransaction transaction, CancellationToken cancellationToken) =>
        Task.FromException<TaskId>(NoTransactions());

    public Task<IReadOnlyList<TaskId>> SubmitAsync(
        IReadOnlyList<NewTask> tasks, DbTransaction transaction, CancellationToken cancellationToken) =>
        Task.FromException<IReadOnlyList<TaskId>>(NoTransactions());

    public Task<TaskView?> FindAsync(TaskId id, CancellationToken cancellationToken) => FindAsync(id, long.MaxValue, cancellationToken);

    public async Task<TaskView?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxResultBytes);
        TaskView? task = await FindAsync(PathOf(id), ErrandJson.Default.TaskView, cancellationToken).ConfigureAwait(false);
        return await WithResultAsync(task, maxResultBytes, cancellationToken).ConfigureAwait(false);
    }

    public async Task<TaskView?> WaitAsync(TaskId id, CancellationToken cancellationToken)
    {
        TaskView? task = await WaitWithoutLargeResultAsync(id, cancellationToken).ConfigureAwait(false);
        return await WithResultAsync(task, long.MaxValue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until the task is done; null when there is none. A large result is left out.</summary>
    public async Task<TaskView?> WaitWithoutLargeResultAsync(TaskId id, CancellationToken cancellationToken)
    {
        EntityTagHeaderValue? known = null;
        while (true)
        {
            long start = time.GetTimestamp();
            var call = new Call(HttpMethod.Get, $"{PathOf(id)}{new QueryText().Add("wait", LongestWait)}") { Wait = LongestWait, Known = known };
            using HttpResponseMessage answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
            if (answer.StatusCode != HttpStatusCode.NotModified)
            {
                TaskView? task = await ReadOrNullAsync(answer, ErrandJson.Default.TaskView, cancellationToken).ConfigureAwait(false);
                if (task is null or { Status: TaskState.Done })
                {
                    return task is null ? null : WithNull(task);
                }

                known = answer.Headers.ETag;
            }

            if (time.GetElapsedTime(start) < LongestWait / 2)
            {
                await Task.Delay(LongestPause * Random.Shared.NextDouble(), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string PathOf(TaskId id, string rest = "") => $"v1/tasks/{id}{rest}";

    private static QueryText QueryOf(SubmitOptions? options) => options is null ? new QueryText() : new QueryText()
        .Add("queue", options.Queue)
        .Add("priority", options.Priority)
        .Add("maxAttempts", options.MaxAttempts)
        .Add("ttl", options.TimeToLive)
        .Add("timeout", options.Timeout)
        .Add("delay", options.Delay)
        .Add("runAt", options.RunAt)
        .Add("tag", options.Tags ?? []);

    /// <summary>A result that is null says so, as in the server. One that was left out is read, or one that is there is left out, as its
    /// size has it.</summary>
    private async Task<TaskView?> WithResultAsync(TaskView? task, long most, CancellationToken cancellationToken)
    {
        if (task is null)
        {
            return null;
        }

        TaskView view = WithNull(task);
        if (view.Result is { } result)
        {
            int size = JsonMarshal.GetRawUtf8Value(result).Length;
            return view.Outcome == OutcomeState.Succeeded && size > most ? view with { Result = null, ResultBytes = size } : view;
        }

        return view.ResultBytes is { } bytes && bytes <= most
            && await ReadWholeResultAsync(new TaskId(view.Id), cancellationToken).ConfigureAwait(false) is { } whole
            ? view with { Result = whole, ResultBytes = null, ResultUrl = null }
            : view;
    }

    private static TaskView WithNull(TaskView task) =>
        task is { Outcome: OutcomeState.Succeeded, Result: null, ResultBytes: null } ? task with { Result = JsonElement.Parse("null"u8) } : task;

    private async Task<JsonElement?> ReadWholeResultAsync(TaskId id, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await SendAsync(new Call(HttpMethod.Get, PathOf(id, "/result")), cancellationToken)
            .ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await ThrowUnlessAsync(answer, ProblemMap.Of, cancellationToken).ConfigureAwait(false);
        return JsonElement.Parse(
            await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false),
            new JsonDocumentOptions { MaxDepth = ClientJson.MaxDepth });
    }

    /// <summary>Null for what is not there.</summary>
    private async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using HttpResponseMessage answer = await SendAsync(new Call(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false);
        return await ReadOrNullAsync(answer, type, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await SendAsync(new Call(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false);
        return await ReadAsync(answer, type, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T?> ReadOrNullAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        return await IsAbsentAsync(answer, cancellationToken).ConfigureAwait(false)
            ? null
            : await ReadAsync(answer, type, cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await ThrowUnlessAsync(answer, ProblemMap.Of, cancellationToken).ConfigureAwait(false);
        byte[] text = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(text, type)!;
    }

    /// <summary>Whether there is no such task, type or queue. Any other 404 is a problem, for example that of a wrong address.</summary>
    private async Task<bool> IsAbsentAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            return false;
        }

        ErrandProblemException problem = await ProblemReader.ReadAsync(answer, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return problem.Slug is ProblemSlug.UnknownTask or ProblemSlug.UnknownType or ProblemSlug.UnknownQueue;
    }

    private async Task ThrowUnlessAsync(
        HttpResponseMessage answer, Func<ErrandProblemException, Exception> map, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw map(await ProblemReader.ReadAsync(answer, time.GetUtcNow(), cancellationToken).ConfigureAwait(false));
        }
    }

    /// <exception cref="StoreException">No answer came.</exception>
    private async Task<HttpResponseMessage> SendAsync(Call call, CancellationToken cancellationToken)
    {
        try
        {
            return await _sender.SendAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutRejectedException)
        {
            throw call.Method != HttpMethod.Get && call.MayBeDone
                ? new OutcomeUnknownException(
                    $"The server at {server.Root} did not answer: what was asked for may or may not be done. {e.Message}", e)
                : new StoreUnavailableException($"The server at {server.Root} does not answer. {e.Message}", e);
        }
    }

    private static InvalidTaskException WrongKey()
    {
        const string Detail = "an idempotency key must be 1 to 255 visible ASCII characters";
        return new InvalidTaskException(Detail, [new Fault("#/idempotencyKey", FaultCode.Pattern, Detail)]);
    }

    private static NotSupportedException NoTransactions() =>
        new("A transaction does not travel over HTTP: submit within it in a program that has the ITaskClient of AddErrand.");
}
