using Errand.Handler;
using Errand.Janitor;
using Errand.Storage;
using Errand.Web;
using Microsoft.Extensions.Configuration;

namespace Errand.Hosting;

/// <summary>Every setting, read and checked at once. Names, ranges and defaults stand in docs/configuration.md.</summary>
internal sealed record ErrandSettings
{
    public required StoreOptions Store { get; init; }

    public required WebOptions Web { get; init; }

    public required HandlerOptions Handler { get; init; }

    public required JanitorOptions Janitor { get; init; }

    /// <summary>From creation to expiry, for tasks and task types that say nothing.</summary>
    public required TimeSpan MaxTaskTime { get; init; }

    /// <summary>Where web listens; semicolon-separated.</summary>
    public required string Urls { get; init; }

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static ErrandSettings Read(IConfiguration configuration)
    {
        var read = new SettingReader(configuration);
        return new ErrandSettings
        {
            Store = DatabaseUrl.Parse(read.Text(DatabaseUrl.Name) ?? DatabaseUrl.Default, read.Text(DatabaseUrl.DirectName)),
            Web = new WebOptions
            {
                BackendUrl = Backend(read),
                FrontendUrls = Frontends(read),
                AllowedHosts = AllowedHosts.Read(read),
                DefaultTaskType = read.Text("DEFAULT_TASK_TYPE"),
            },
            Handler = new HandlerOptions
            {
                Count = read.Integer("HANDLERS", 1, 64, 1),
                Concurrency = read.Integer("HANDLER_CONCURRENCY", 1, 10_000, Environment.ProcessorCount),
                Queues = Queues(read),
                Grace = read.Seconds("SHUTDOWN_GRACE", 0, 86_400, TimeSpan.FromSeconds(25)),
            },
            Janitor = new JanitorOptions { Count = read.Integer("JANITORS", 1, 64, 1) },
            MaxTaskTime = read.Seconds("MAX_TASK_TIME", 1, TaskLimits.MaxTimeToLive.TotalSeconds, TimeSpan.FromDays(7)),
            Urls = ListenAddresses.Read(read),
        };
    }

    private static Uri? Backend(SettingReader read) => read.Text("BACKEND_URL") is not { } text ? null
        : WebAddress(text) is { Query: "", Fragment: "" } address
            ? new UriBuilder(address) { Host = address.IdnHost }.Uri // Links stand in headers, so in ASCII.
        : throw SettingReader.Wrong("BACKEND_URL", text, "an address such as https://tasks.example");

    private static IReadOnlyList<string> Frontends(SettingReader read)
    {
        IReadOnlyList<string> origins = read.List("FRONTEND_URL");
        foreach (string origin in origins)
        {
            if (origin != "*" && WebAddress(origin) is not { AbsolutePath: "/", Query: "", Fragment: "" })
            {
                throw SettingReader.Wrong("FRONTEND_URL", origin, "a comma-separated list of origins such as https://app.example, or *");
            }
        }

        return origins;
    }

    private static IReadOnlyList<string> Queues(SettingReader read)
    {
        IReadOnlyList<string> queues = read.List("HANDLER_QUEUES");
        return queues.FirstOrDefault(queue => !NameRule.Holds(queue)) is { } wrong
            ? throw SettingReader.Wrong("HANDLER_QUEUES", wrong, $"a comma-separated list of queue names, each {NameRule.Description}")
            : queues;
    }

    private static Uri? WebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri : null;
}
