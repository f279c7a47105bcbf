using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Errand.Calls;
using Errand.Texts;

namespace Errand;

/// <summary>Runs tasks on an Errand server, typed by contracts, and does over HTTP all that <see cref="ITaskClient"/> does within the
/// server.</summary>
/// <remarks>
/// Safe to use from several threads at once; make one and keep it. Requests that break off, and those that the server could not serve just
/// then, are repeated where that is safe: 6 tries within 60 seconds, each 10 seconds longer than the server may wait. Every submission of
/// one task bears an idempotency key, so it is safe; one of many tasks is repeated only if nothing of it was sent.
/// </remarks>
public sealed partial class ErrandClient : ITaskClient, IDisposable
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly ITaskClient _tasks;
    private readonly HttpTaskClient? _http;
    private readonly HttpClient? _owned;
    private readonly ClientJson _json;
    private readonly ArgsJson _args;

    /// <summary>Creates a client of a server.</summary>
    /// <param name="address">Where the server is, such as <c>https://tasks.example</c>; with the prefix, if it has one.</param>
    /// <param name="key">A key of the server's; null: none.</param>
    public ErrandClient(Uri address, string? key = null)
        : this(new ErrandClientOptions { Address = address, Key = key })
    {
    }

    /// <summary>Creates a client of a server.</summary>
    /// <param name="options">Which server, and how; the address is required.</param>
    public ErrandClient(ErrandClientOptions options)
        : this(NewHttp(options), options) => _owned = _http!.Client;

    /// <summary>Creates a client over an <see cref="HttpClient"/> of yours: that of a test server, or one with handlers.</summary>
    /// <param name="http">Its time-out must be infinite, and it must repeat nothing by itself.</param>
    /// <param name="options">Which server, and how. Without an address, that of <paramref name="http"/> is taken.</param>
    public ErrandClient(HttpClient http, ErrandClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        options ??= new ErrandClientOptions();
        Uri address = options.Address ?? http.BaseAddress
            ?? throw new ArgumentException("The address of the server is missing: set ErrandClientOptions.Address.", nameof(options));
        _json = new ClientJson(options.Contracts);
        _args = new ArgsJson(_json);
        _http = new HttpTaskClient(http, new ServerAddress(address, options.Key), _args, options.Time);
        _tasks = _http;
    }

    /// <summary>Creates a client over another one: that of a server in this process, for tests of code that uses this class.</summary>
    /// <param name="tasks">Does the work, such as <c>ErrandApp.CreateInMemory().Tasks</c>.</param>
    /// <param name="contracts">As <see cref="ErrandClientOptions.Contracts"/>.</param>
    public ErrandClient(ITaskClient tasks, IJsonTypeInfoResolver? contracts = null)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        _json = new ClientJson(contracts);
        _args = new ArgsJson(_json);
        _tasks = tasks;
    }

    /// <summary>Submits a task, waits until it is done, and reads its result.</summary>
    /// <typeparam name="TArgs">The arguments.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="contract">The task type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was submitted goes on.</param>
    /// <inheritdoc cref="ITaskClient.SubmitAsync(string, object, SubmitOptions, CancellationToken)" path="/exception"/>
    /// <exception cref="TaskFailedException">The task failed or was cancelled.</exception>
    /// <exception cref="ResultUnavailableException">The task was deleted or has expired before its result was read, or that is not a
    /// <typeparamref name="TResult"/>.</exception>
    public Task<TResult> RunAsync<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, TArgs args, CancellationToken cancellationToken = default)
        where TArgs : notnull =>
        RunAsync(contract, args, null, cancellationToken);

    /// <inheritdoc cref="RunAsync{TArgs, TResult}(TaskContract{TArgs, TResult}, TArgs, CancellationToken)"/>
    /// <param name="contract">The task type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">How to treat the task.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was submitted goes on.</param>
    public async Task<TResult> RunAsync<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, TArgs args, SubmitOptions? options, CancellationToken cancellationToken = default)
        where TArgs : notnull
    {
        ArgumentNullException.ThrowIfNull(contract);
        JsonElement json = _args.Write(args, contract.ArgsType);
        TaskView task = await SubmitJsonAsync(contract.Name, json, options, HttpTaskClient.LongestWait, cancellationToken)
            .ConfigureAwait(false);
        return task.Status == TaskState.Done
            ? await ReadResultAsync(task, contract.ResultType, cancellationToken).ConfigureAwait(false)
            : await ResultAsync(new TaskId(task.Id), contract.ResultType, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Submits a task; returns when it is stored durably.</summary>
    /// <typeparam name="TArgs">The arguments.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="contract">The task type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was sent is stored anyway.</param>
    /// <inheritdoc cref="ITaskClient.SubmitAsync(string, object, SubmitOptions, CancellationToken)" path="/exception"/>
    public Task<SubmittedTask<TResult>> SubmitAsync<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, TArgs args, CancellationToken cancellationToken = default)
        where TArgs : notnull =>
        SubmitAsync(contract, args, null, cancellationToken);

    /// <inheritdoc cref="SubmitAsync{TArgs, TResult}(TaskContract{TArgs, TResult}, TArgs, CancellationToken)"/>
    /// <param name="contract">The task type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">How to treat the task.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was sent is stored anyway.</param>
    public async Task<SubmittedTask<TResult>> SubmitAsync<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, TArgs args, SubmitOptions? options, CancellationToken cancellationToken = default)
        where TArgs : notnull
    {
        ArgumentNullException.ThrowIfNull(contract);
        JsonElement json = _args.Write(args, contract.ArgsType);
        TaskId id = await _tasks.SubmitAsync(contract.Name, json, options, cancellationToken).ConfigureAwait(false);
        return TaskOf(contract, id);
    }

    /// <summary>Submits a task whose type has no contract; returns when it is stored durably.</summary>
    /// <param name="type">The public name of the task type.</param>
    /// <param name="args">What serializes to the args object, as for <see cref="ITaskClient"/>. Null: no arguments.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was sent is stored anyway.</param>
    /// <returns>The task as it was stored, or as it is already.</returns>
    /// <inheritdoc cref="ITaskClient.SubmitAsync(string, object, SubmitOptions, CancellationToken)" path="/exception"/>
    public Task<TaskView> SubmitAsync(string type, object? args, CancellationToken cancellationToken = default) =>
        SubmitAsync(type, args, null, cancellationToken);

    /// <inheritdoc cref="SubmitAsync(string, object, CancellationToken)"/>
    /// <param name="type">The public name of the task type.</param>
    /// <param name="args">What serializes to the args object, as for <see cref="ITaskClient"/>. Null: no arguments.</param>
    /// <param name="options">How to treat the task.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was sent is stored anyway.</param>
    public Task<TaskView> SubmitAsync(
        string type, object? args, SubmitOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        return SubmitJsonAsync(type, _args.Write(args), options, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>Submits a task whose type has no contract, with arguments that are written without reflection.</summary>
    /// <typeparam name="TArgs">The arguments.</typeparam>
    /// <param name="type">The public name of the task type.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="argsType">How they are written, from a <c>JsonSerializerContext</c> of yours.</param>
    /// <param name="options">How to treat the task.</param>
    /// <param name="cancellationToken">Stops waiting; a task that was sent is stored anyway.</param>
    /// <returns>The task as it was stored, or as it is already.</returns>
    /// <inheritdoc cref="ITaskClient.SubmitAsync(string, object, SubmitOptions, CancellationToken)" path="/exception"/>
    public Task<TaskView> SubmitAsync<TArgs>(
        string type, TArgs args, JsonTypeInfo<TArgs> argsType, SubmitOptions? options = null, CancellationToken cancellationToken = default)
        where TArgs : notnull
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(argsType);
        return SubmitJsonAsync(type, _args.Write(args, argsType), options, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>A task that was submitted before, as its contract has it. Whether there is one, the first call shows.</summary>
    /// <typeparam name="TArgs">The arguments.</typeparam>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="contract">The task type.</param>
    /// <param name="id">The task.</param>
    public SubmittedTask<TResult> TaskOf<TArgs, TResult>(TaskContract<TArgs, TResult> contract, TaskId id)
        where TArgs : notnull
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new SubmittedTask<TResult>(this, id, contract.ResultType);
    }

    /// <summary>Waits until a task is done, and reads its result.</summary>
    /// <typeparam name="TResult">The result.</typeparam>
    /// <param name="id">The task.</param>
    /// <param name="type">How the result is read; null: as the server writes it.</param>
    /// <param name="cancellationToken">Stops waiting; the task goes on.</param>
    /// <exception cref="TaskFailedException">The task failed or was cancelled.</exception>
    /// <exception cref="ResultUnavailableException">There is no such task, it was deleted or has expired, or its result is not a
    /// <typeparamref name="TResult"/>.</exception>
    public async Task<TResult> ResultAsync<TResult>(
        TaskId id, JsonTypeInfo<TResult>? type = null, CancellationToken cancellationToken = default)
    {
        TaskView task = _http is null
            ? await _tasks.WaitAsync(id, cancellationToken).ConfigureAwait(false) ?? throw Gone(id)
            : await _http.WaitWithoutLargeResultAsync(id, cancellationToken).ConfigureAwait(false) ?? throw Gone(id);
        return await ReadResultAsync(task, type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the elements of a result that is an array, one after the other, however many there are. The task must be
    /// done.</summary>
    /// <typeparam name="TItem">An element.</typeparam>
    /// <param name="id">The task.</param>
    /// <param name="select">A JSON Pointer (RFC 6901) to the array; empty: the whole result.</param>
    /// <param name="type">How an element is read; null: as the server writes it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="ResultUnavailableException">There is no such task, it is not done, or its result has no such array.</exception>
    public async IAsyncEnumerable<TItem> ReadItemsAsync<TItem>(
        TaskId id, string select = "", JsonTypeInfo<TItem>? type = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(select);
        Stream result = await _tasks.OpenResultAsync(id, new ResultOptions { Select = select }, cancellationToken).ConfigureAwait(false)
            ?? throw Gone(id);
        await using (result.ConfigureAwait(false))
        {
            type ??= _json.TypeOf<TItem>();
            await foreach (TItem? item in JsonSerializer.DeserializeAsyncEnumerable(result, type, cancellationToken).ConfigureAwait(false))
            {
                yield return item!; // Null only where the array has it.
            }
        }
    }

    /// <summary>Closes the connections that the client has made for itself. A client that was given to it stays open.</summary>
    public void Dispose() => _owned?.Dispose();

    /// <summary>How connections are made, unless somebody else makes them.</summary>
    internal static void Set(SocketsHttpHandler handler)
    {
        handler.PooledConnectionLifetime = ConnectionLifetime; // So that a change in DNS is seen.
        handler.AllowAutoRedirect = false;
        handler.AutomaticDecompression = System.Net.DecompressionMethods.All;
    }

    private static HttpClient NewHttp(ErrandClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Address, nameof(options));
        var handler = new SocketsHttpHandler();
        Set(handler);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async Task<TaskView> SubmitJsonAsync(
        string type, JsonElement args, SubmitOptions? options, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (_http is not null)
        {
            return await _http.SubmitAsync(type, args, options, wait, cancellationToken).ConfigureAwait(false);
        }

        TaskId id = await _tasks.SubmitAsync(type, args, options, cancellationToken).ConfigureAwait(false);
        return await _tasks.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? throw Gone(id);
    }

    private async Task<TResult> ReadResultAsync<TResult>(
        TaskView task, JsonTypeInfo<TResult>? type, CancellationToken cancellationToken)
    {
        if (task.Outcome != OutcomeState.Succeeded)
        {
            throw task is { Outcome: OutcomeState.Failed, Error: { } error }
                ? new TaskFailedException(error)
                : new TaskFailedException($"The task {task.Id} was cancelled.");
        }

        try
        {
            type ??= _json.TypeOf<TResult>();
            return task.ResultBytes is null
                ? task.Result is { } result ? result.Deserialize(type)! : default!
                : await ReadLargeAsync(new TaskId(task.Id), type, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new ResultUnavailableException($"The result of task {task.Id} is not a {typeof(TResult).Name}: {e.Message}", e);
        }
    }

    private async Task<TResult> ReadLargeAsync<TResult>(TaskId id, JsonTypeInfo<TResult> type, CancellationToken cancellationToken)
    {
        Stream result = await _tasks.OpenResultAsync(id, null, cancellationToken).ConfigureAwait(false) ?? throw Gone(id);
        await using (result.ConfigureAwait(false))
        {
            return (await JsonSerializer.DeserializeAsync(result, type, cancellationToken).ConfigureAwait(false))!;
        }
    }

    private static ResultUnavailableException Gone(TaskId id) =>
        new($"The task {id} has no result: it was deleted, has expired or is not done.");
}
