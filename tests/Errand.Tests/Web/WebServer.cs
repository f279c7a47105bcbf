using System.Net;
using System.Net.Sockets;
using System.Text;
using Errand.Access;
using Errand.Access.Tokens;
using Errand.Control;
using Errand.Following;
using Errand.Hosting;
using Errand.Insight;
using Errand.Lists;
using Errand.Results;
using Errand.Signals;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Submitting;
using Errand.Types;
using Errand.Web;
using Errand.Web.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Tests.Web;

/// <summary>The web role alone, on a real socket, before a store in memory.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    public static readonly TimeSpan DefaultTimeToLive = TimeSpan.FromDays(7);

    private readonly WebApplication _app;

    private WebServer(WebApplication app, TimeProvider time)
    {
        _app = app;
        Time = time;
        Store = app.Services.GetRequiredService<FakeTaskStore>();
        Events = app.Services.GetRequiredService<TaskEvents>();
        Waiters = app.Services.GetRequiredService<TaskWaiters>();
        Address = new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };
    }

    public FakeTaskStore Store { get; }

    public TaskEvents Events { get; }

    public OpenStreams Streams => _app.Services.GetRequiredService<OpenStreams>();

    public LocalRuns Runs => _app.Services.GetRequiredService<LocalRuns>();

    public TaskWaiters Waiters { get; }

    public SubmitQueue Batcher => _app.Services.GetRequiredService<SubmitQueue>();

    public BatchSubmitter Wholes => _app.Services.GetRequiredService<BatchSubmitter>();

    public KestrelServerLimits Limits => _app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;

    public TimeProvider Time { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public TokenKeys TokenKeys => _app.Services.GetRequiredService<TokenKeys>();

    public RecordedLog Log => _app.Services.GetRequiredService<RecordedLog>();

    public static async Task<WebServer> StartAsync(
        Action<WebOptions>? configure = null, TimeProvider? time = null, IReadOnlyList<TaskDefinition>? types = null,
        Action<WebApplication>? more = null, bool alone = true, string urls = "http://127.0.0.1:0",
        Action<WebApplication>? map = null, AccessOptions? access = null, TokenOptions? tokens = null)
    {
        access ??= new AccessOptions();
        tokens ??= TokenOptions.None;
        access.AcceptsTokens = tokens.AreAccepted;
        time ??= TimeProvider.System;
        var log = new RecordedLog();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        if (alone)
        {
            builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // As a server on its own has it.
        }

        builder.WebHost.UseUrls(urls);
        IServiceCollection services = builder.Services;
        ErrandServices.AddAccess(services, access, tokens, scopesOf: null, useKeys: true);
        services.AddSingleton(log);
        services.AddSingleton(time);
        services.AddSingleton<TaskEvents>();
        services.AddSingleton<FakeTaskStore>();
        services.AddSingleton<ITaskStore>(provider => provider.GetRequiredService<FakeTaskStore>());
        ErrandServices.AddStoreRoles(services);
        services.AddSingleton<TaskLists>();
        services.AddSingleton<Suggestions>();
        services.AddSingleton<ValueLists>();
        services.AddSingleton<ResultPasses>();
        services.AddSingleton<ResultLooks>();
        services.AddSingleton<TaskLogs>();
        services.AddSingleton<FollowedTasks>();
        services.AddSingleton<TaskFollowers>();
        services.AddSingleton(new ServerSettings([]));
        services.AddSingleton<Members>();
        services.AddSingleton<TaskQueues>();
        services.AddSingleton<TaskExplanations>();
        ErrandServices.AddProblems(services);
        services.AddSingleton<Statistics>();
        services.AddSingleton<StatHistory>();
        ErrandServices.AddTopics(services);
        services.AddSingleton<TaskControl>();
        services.AddSingleton<TaskActions>();
        services.AddSingleton(new TaskRegistry(types ?? [FakeTypes.Quickstart, FakeTypes.Add, FakeTypes.Free]));
        services.AddSingleton(new SubmissionRules(DefaultTimeToLive, time));
        services.AddSingleton<TypeViews>();
        services.AddSingleton<TaskWaiters>();
        services.AddSingleton<LocalHandlers>();
        services.AddSingleton<LocalRuns>();
        services.AddSingleton<SubmitQueue>();
        services.AddSingleton<BatchSubmitter>();
        services.Configure(configure ?? (_ => { }));
        WebServices.Add(services);
        ErrandServices.AddMetricsText(services);
        WebApplication app = builder.Build();
        if (alone)
        {
            WebPipeline.Use(app);
        }

        (map ?? (program => program.MapErrand()))(app);
        more?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WebServer(app, time);
    }

    public async Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        await SendAsync("GET", path, null, headers);

    public async Task<Answer> PostAsync(string path, string? json, params (string Name, string Value)[] headers) =>
        await SendAsync("POST", path, json is null ? null : JsonContent(json), headers);

    public async Task<Answer> SendAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri(Address.GetLeftPart(UriPartial.Authority) + path))
        { Content = content };
        foreach ((string name, string value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using HttpResponseMessage response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    /// <summary>Sends bytes as they are and reads all that comes until the server closes.</summary>
    public async Task<string> SendRawAsync(params string[] pieces)
    {
        using TcpClient tcp = await ConnectAsync();
        NetworkStream stream = tcp.GetStream();
        foreach (string piece in pieces)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(piece), TestContext.Current.CancellationToken);
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public async Task<TcpClient> ConnectAsync()
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Address.Port, TestContext.Current.CancellationToken);
        return tcp;
    }

    /// <summary>Ends a task as a handler would, and says so as a handler of this process would.</summary>
    public void Finish(long id, string result)
    {
        TaskRecord task = Store.Change(id, before => before with
        {
            Status = TaskState.Done,
            Outcome = OutcomeState.Succeeded,
            Reason = null,
            Attempt = 1,
            FinishedAt = Time.GetUtcNow(),
        });
        Store.Put(task, Encoding.UTF8.GetBytes(result));
        Events.Publish(new TaskEvent(TaskEventKind.Done, task.Id));
    }

    public static ByteArrayContent JsonContent(string json) => Content(json, "application/json");

    public static ByteArrayContent Content(string text, string? contentType) => Content(Encoding.UTF8.GetBytes(text), contentType);

    public static ByteArrayContent Content(byte[] bytes, string? contentType)
    {
        var content = new ByteArrayContent(bytes);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Waiters.Stop();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
