using Errand.Handler;
using Errand.Janitor;
using Errand.Storage;
using Errand.Web;
using Errand.Web.Access;
using Errand.Web.Server;
using Microsoft.Extensions.Configuration;

namespace Errand.Hosting;

/// <summary>Every setting, read and checked at once. docs/configuration.md lists them for operators.</summary>
internal sealed record ErrandSettings
{
    public required StoreOptions Store { get; init; }

    public required WebOptions Web { get; init; }

    public required HandlerOptions Handler { get; init; }

    public required JanitorOptions Janitor { get; init; }

    /// <summary>Only for processes without the role web.</summary>
    public ProbeOptions Probe { get; init; } = new();

    /// <summary>From creation to expiry, for tasks and task types that say nothing.</summary>
    /// <value>Default: 7 days. Range: 1 second to 10 years.</value>
    [Setting("MAX_TASK_TIME", 1, 315_360_000)]
    public TimeSpan MaxTaskTime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Where web listens; semicolon-separated.</summary>
    public required string Urls { get; init; }

    /// <summary>What they were read from; null when a program made them.</summary>
    public IConfiguration? Origin { get; init; }

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static ErrandSettings Read(IConfiguration configuration)
    {
        var read = new SettingReader(configuration);
        return read.Into(new ErrandSettings
        {
            Store = DatabaseUrl.Parse(read.Text(DatabaseUrl.Name) ?? DatabaseUrl.Default, read.Text(DatabaseUrl.DirectName)),
            Web = read.Into(new WebOptions
            {
                BackendUrl = Backend(read),
                FrontendUrls = Frontends(read),
                AllowedHosts = AllowedHosts.Read(read),
                FrameAncestors = Ancestors(read),
                TraceUrl = TraceUrl(read),
            }),
            Handler = read.Into(new HandlerOptions { Queues = Queues(read), ContinuesTraces = ContinuesTraces(read) }),
            Janitor = read.Into(new JanitorOptions()),
            Probe = read.Into(new ProbeOptions()),
            Urls = ListenAddresses.Read(read),
            Origin = configuration,
        });
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

    private static string Ancestors(SettingReader read) => read.Text("ERRAND_FRAME_ANCESTORS") is not { } text ? FrameAncestors.Self
        : FrameAncestors.Parse(text) ?? throw SettingReader.Wrong(
            "ERRAND_FRAME_ANCESTORS", text,
            "'none', or a list with blanks between: 'self', *, and origins such as https://wiki.example, https://wiki.example:8443 or "
            + "https://*.example");

    private static bool ContinuesTraces(SettingReader read) => read.Text("ERRAND_TRACE") switch
    {
        null or "link" => false,
        "child" => true,
        { } text => throw SettingReader.Wrong("ERRAND_TRACE", text, "link or child"),
    };

    private static string? TraceUrl(SettingReader read) => read.Text("ERRAND_TRACE_URL") is not { } text ? null
        : text.Contains(WebOptions.TraceIdInUrl, StringComparison.Ordinal) && WebAddress(text) is not null ? text
        : throw SettingReader.Wrong(
            "ERRAND_TRACE_URL", text, $"an http or https address with {WebOptions.TraceIdInUrl} in it, such as https://jaeger.example/trace/{WebOptions.TraceIdInUrl}");

    private static IReadOnlyList<string> Queues(SettingReader read)
    {
        IReadOnlyList<string> queues = read.List("HANDLER_QUEUES");
        return queues.FirstOrDefault(queue => !NameRule.MayBeChosen(queue)) is { } wrong
            ? throw SettingReader.Wrong("HANDLER_QUEUES", wrong, $"a comma-separated list of queue names, each {NameRule.Description}")
            : queues;
    }

    private static Uri? WebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri : null;
}
