using System.Globalization;
using Errand.Access;
using Errand.Access.Tokens;
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
    private const string Insecure = "ERRAND_INSECURE";

    public required StoreOptions Store { get; init; }

    public required WebOptions Web { get; init; }

    public AccessOptions Access { get; init; } = new();

    public TokenOptions Tokens { get; init; } = TokenOptions.None;

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

    /// <param name="configuration">Where they are.</param>
    /// <param name="useTokens">Whether those of tokens count. A program that does not accept tokens here may have settings of the same
    /// names for itself.</param>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static ErrandSettings Read(IConfiguration configuration, bool useTokens = true)
    {
        var read = new SettingReader(configuration);
        string urls = ListenAddresses.Read(read);
        TokenOptions tokens = useTokens ? new TokenSettings(read.Text).Read() : TokenOptions.None;
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
                Urls = urls,
            }),
            Access = read.Into(AccessOf(read, tokens)),
            Tokens = tokens,
            Handler = read.Into(new HandlerOptions { Queues = Queues(read), ContinuesTraces = ContinuesTraces(read) }),
            Janitor = read.Into(new JanitorOptions()),
            Probe = read.Into(new ProbeOptions()),
            Urls = urls,
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

    private static AccessOptions AccessOf(SettingReader read, TokenOptions tokens)
    {
        bool isInsecure = read.Text(Insecure) switch
        {
            null or "0" => false,
            "1" => true,
            var other => throw SettingReader.Wrong(Insecure, other, "1 to let anyone do everything, or 0"),
        };
        string? anonymous = read.Text("ERRAND_ANONYMOUS");
        return new AccessOptions
        {
            Keys = Keys(read),
            IsInsecure = isInsecure,
            AcceptsTokens = tokens.AreAccepted,
            Anonymous = isInsecure ? Scopes.All
                : anonymous is null ? null
                : Scopes.TryParse(anonymous, out Scopes? scopes) ? scopes
                : throw SettingReader.Wrong("ERRAND_ANONYMOUS", anonymous, "scopes with blanks between them, such as submit:quickstart read"),
            TrustedProxies = Proxies(read),
        };
    }

    /// <summary>What is wrong with a key is told without the key.</summary>
    private static List<GivenKey> Keys(SettingReader read)
    {
        List<GivenKey> keys = [];
        if (read.Text(GivenKeys.OneName) is { } one)
        {
            keys.Add(GivenKeys.OfText(one) ?? throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"The setting {GivenKeys.OneName} is too short; expected a key of at least {GivenKeys.MinLength} characters.")));
        }

        if (read.Text("ERRAND_KEYS") is { } list)
        {
            keys.AddRange(GivenKeys.OfList(list) ?? throw new SettingsException(
                "The setting ERRAND_KEYS is wrong; expected a semicolon-separated list of NAME|SCOPES|sha256:HEX, each name once, "
                + "such as ci|submit:add read|sha256:9f86d081…"));
        }

        return keys;
    }

    private static IReadOnlyList<string> Proxies(SettingReader read)
    {
        IReadOnlyList<string> proxies = read.List("TRUSTED_PROXIES");
        return proxies.FirstOrDefault(proxy => ProxyRule.Parse(proxy) is null) is { } wrong
            ? throw SettingReader.Wrong("TRUSTED_PROXIES", wrong, "loopback, *, or a comma-separated list of networks such as 10.0.0.0/8")
            : proxies;
    }

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
