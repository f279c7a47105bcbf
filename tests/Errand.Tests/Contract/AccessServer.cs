using System.Collections.Concurrent;
using Errand.Dashboard.Serving;
using Errand.Hosting;
using Errand.Tests.Access.Tokens;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Errand.Tests.Web;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Errand.Tests.Contract;

/// <summary>Two processes on one store, that need keys.</summary>
public abstract class AccessServer : IAsyncLifetime
{
    /// <summary>It may do everything.</summary>
    public const string Root = "root-0123456789-0123456789-0123456789";

    /// <summary>It signs tokens that are good.</summary>
    internal static readonly SigningKey Tokens = SigningKey.Curve("tokens");

    private readonly List<ErrandApp> _apps = [];
    private readonly ConcurrentDictionary<string, string> _keys = new();
    private string _database = "";
    private int _names;

    internal ContractClient Client { get; private set; } = null!;

    internal ContractClient OtherProcess { get; private set; } = null!;

    /// <summary>Every route of the server.</summary>
    internal IReadOnlyList<ApiRoute> Routes { get; private set; } = [];

    /// <summary>Every page of the server: its method, its path, and what it needs.</summary>
    internal IReadOnlyList<(string Method, string Path, PageNeed Need)> Pages { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        Client = new ContractClient(await StartAsync("all"), Root);
        OtherProcess = new ContractClient(await StartAsync("web"), Root);
        await FindEndpointsAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        OtherProcess.Dispose();
        foreach (ErrandApp app in _apps)
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A key of a caller of its own.</summary>
    internal async Task<Answer> MakeKeyAsync(string scopes)
    {
        string words = string.Join(',', scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => $"\"{scope}\""));
        Answer made = await Client.PostAsync(
            "/v1/keys", $$"""{"name":"k{{Interlocked.Increment(ref _names)}}","scopes":[{{words}}]}""", ("X-Api-Key", Root));
        Assert.True((int)made.Status == 201, made.Text);
        return made;
    }

    /// <summary>A key with these scopes; tests share it.</summary>
    internal async Task<string> KeyAsync(string scopes)
    {
        if (!_keys.TryGetValue(scopes, out string? key))
        {
            _keys[scopes] = key = (await MakeKeyAsync(scopes)).String("key")!;
        }

        return key;
    }

    private protected abstract Task<string> CreateDatabaseAsync();

    private async Task<ErrandApp> StartAsync(string role)
    {
        var app = ErrandApp.Create(
        [
            role, "--urls", "http://127.0.0.1:0", "--DATABASE_URL", _database, "--SHUTDOWN_GRACE", "0", "--ERRAND_KEY", Root,
            "--HANDLER_QUEUES", "default", "--JWT_ISSUER", Claims.Issuer, "--JWT_AUDIENCE", Claims.Audience,
            "--JWT_KEYS", SigningKey.SetOf(Tokens), "--Logging:LogLevel:Default", "None",
        ]);
        _apps.Add(app);
        app.MapTask("add", (int x, int y) => new { sum = x + y, rows = new[] { new[] { x, y }, new[] { y, x } } });
        app.MapTask("fail", void () => throw new TaskFailedException("of no use"));
        app.MapTask("paid", () => 1).WithScope("submit:premium");
        await app.StartAsync(Waiting.Stop);
        return app;
    }

    private async Task FindEndpointsAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.AddErrand(errand => errand.MapTask("add", (int x, int y) => x + y));
        ErrandServices.AddMetricsText(builder.Services); // As a server of its own has it.
        await using WebApplication app = builder.Build();
        app.MapErrand();
        app.MapErrandDashboard();
        RouteEndpoint[] endpoints =
            [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];
        Routes = [.. endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ApiRoute>()).OfType<ApiRoute>()];
        Pages =
        [
            .. endpoints.Where(endpoint => endpoint.Metadata.OfType<PageNeed>().Any()).Select(endpoint => (
                endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0],
                endpoint.RoutePattern.RawText!.Replace("errand-", "", StringComparison.Ordinal),
                endpoint.Metadata.OfType<PageNeed>().Single())),
        ];
    }
}

public sealed class SqliteAccessServer : AccessServer
{
    private readonly SqliteFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    private protected override Task<string> CreateDatabaseAsync() => Task.FromResult($"sqlite:{_file.Path}");
}

public sealed class PostgresAccessServer : AccessServer
{
    private Errand.TestDatabases.PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_database?.DisposeAsync() ?? default);
    }

    private protected override async Task<string> CreateDatabaseAsync() =>
        (_database = await TestPostgres.CreateMigratedDatabaseAsync()).Url;
}
