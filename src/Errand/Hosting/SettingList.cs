using System.Globalization;
using Errand.Access.Tokens;
using Errand.Insight;
using Microsoft.Extensions.Configuration;

namespace Errand.Hosting;

/// <summary>Every setting with the value in effect, for people who want to know what a process was told.</summary>
internal static class SettingList
{
    private const string Default = "default";

    /// <summary>In the order of docs/configuration.md.</summary>
    private static readonly Entry[] Entries =
    [
        new("DATABASE_URL", "where tasks are kept", _ => null) { IsSecret = true },
        new("DATABASE_DIRECT_URL", "the way past a pooler to the same PostgreSQL database", _ => null) { IsSecret = true },
        new("FRONTEND_URL", "origins whose pages may call the server", settings => ListOf(settings.Web.FrontendUrls)),
        new("BACKEND_URL", "the server's public address", settings => settings.Web.BackendUrl?.OriginalString),
        new("ALLOWED_HOSTS", "host names that the server answers to", settings => ListOf(settings.Web.AllowedHosts)),
        new("ERRAND_KEY", "a key that may do everything", _ => null) { IsSecret = true },
        new("ERRAND_KEYS", "further keys, each with what it may do", _ => null) { IsSecret = true },
        new("JWT_ISSUER", "the issuer whose tokens are accepted", settings => TextOf(settings.Tokens.Issuer)),
        new("JWT_AUDIENCE", "the audience that tokens must be made for", settings => TextOf(settings.Tokens.Audience)),
        new("JWT_KEYS", "the public keys of the issuer, or their file", settings => KeysOf(settings.Tokens)),
        new("JWT_JWKS_URL", "where the issuer's keys are read from", settings => settings.Tokens.JwksUrl?.OriginalString),
        new("JWT_AUTHORITY", "where the address of the issuer's keys is read from", settings => settings.Tokens.Authority?.OriginalString),
        new("JWT_CLAIM", "the claim of a token that holds its scopes", settings => settings.Tokens.Claim),
        new("JWT_ALGORITHMS", "how tokens may be signed", settings => ListOf(settings.Tokens.Algorithms)),
        new("ERRAND_ANONYMOUS", "what callers without a key may do", settings => settings.Access.Anonymous?.ToString()),
        new("ERRAND_INSECURE", "whether anyone may do everything", settings => settings.Access.IsInsecure ? "1" : "0"),
        new("TRUSTED_PROXIES", "proxies whose X-Forwarded headers count", settings => ListOf(settings.Access.TrustedProxies)),
        new("RATE_LIMIT", "requests a second of each caller", settings => settings.Access.RateLimit?.ToString(CultureInfo.InvariantCulture)),
        new("ERRAND_FRAME_ANCESTORS", "pages that may show a result in a frame", settings => settings.Web.FrameAncestors),
        new("MAX_TASK_TIME", "seconds from the creation of a task until it expires", settings => SecondsOf(settings.MaxTaskTime)),
        new("ASPNETCORE_URLS", "addresses that web listens on", settings => settings.Urls)
        {
            Keys = ["urls", "http_ports", "https_ports", "PORT"],
        },
        new("DEFAULT_TASK_TYPE", "the task type behind POST /task/new", settings => settings.Web.DefaultTaskType),
        new("HANDLERS", "how many handlers this process runs", settings => NumberOf(settings.Handler.Count)),
        new("HANDLER_CONCURRENCY", "how many tasks one handler runs at once", settings => NumberOf(settings.Handler.Concurrency)),
        new("HANDLER_QUEUES", "the queues that this process serves; none means all", settings => ListOf(settings.Handler.Queues)),
        new("MAX_RESULT_BYTES", "the largest result that is stored, in bytes", settings => NumberOf(settings.Handler.MaxResultBytes)),
        new("SHUTDOWN_GRACE", "seconds that running tasks have to finish at a stop", settings => SecondsOf(settings.Handler.Grace)),
        new("JANITORS", "how many janitors this process runs", settings => NumberOf(settings.Janitor.Count)),
        new("AUDIT_DAYS", "days that entries of the audit log are kept", settings => NumberOf(settings.Janitor.AuditDays)),
        new("ERRAND_TRACE", "how the trace of a run belongs to that of its submission", settings => settings.Handler.ContinuesTraces ? "child" : "link"),
        new("ERRAND_TRACE_URL", "where the page of a task links to its trace", settings => settings.Web.TraceUrl),
        new("PROBE_PORT", "the port for probes of a process without web", settings => settings.Probe.Port == 0 ? null : NumberOf(settings.Probe.Port)),
    ];

    /// <param name="settings">As they are in effect.</param>
    /// <param name="configuration">What they were read from; null when a program made them.</param>
    public static ServerSettings Of(ErrandSettings settings, IConfiguration? configuration)
    {
        var defaults = ErrandSettings.Read(new ConfigurationBuilder().Build());
        return new ServerSettings([.. Entries.Select(entry => ViewOf(entry, settings, defaults, configuration))]);
    }

    private static SettingView ViewOf(
        Entry entry, ErrandSettings settings, ErrandSettings defaults, IConfiguration? configuration)
    {
        (string? value, string? unset) = (entry.Value(settings), entry.Value(defaults));
        return new SettingView
        {
            Name = entry.Name,
            Value = value,
            Secret = entry.IsSecret,
            Source = configuration is not null ? SourceOf(entry, configuration)
                : value == unset && !entry.IsSecret ? Default
                : SettingSource.Program,
            Default = entry.Name == DatabaseUrl.Name ? DatabaseUrl.Default : unset,
            Description = entry.Description,
        };
    }

    private static string SourceOf(Entry entry, IConfiguration configuration) =>
        entry.Keys.FirstOrDefault(key => !string.IsNullOrWhiteSpace(configuration[key])) is { } key
            ? SettingSource.Of(configuration, key)
            : Default;

    private static string? TextOf(string text) => text.Length == 0 ? null : text;

    /// <summary>Their file, or how many there are in the setting itself.</summary>
    private static string? KeysOf(TokenOptions tokens) =>
        tokens.KeysPath ?? (tokens.Keys is { } keys ? string.Create(CultureInfo.InvariantCulture, $"{keys.Count} in the setting") : null);

    private static string? ListOf(IReadOnlyCollection<string> items) => items.Count == 0 ? null : string.Join(',', items);

    private static string NumberOf(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string SecondsOf(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    /// <param name="Name">As operators write it.</param>
    /// <param name="Description">What it means, for people.</param>
    /// <param name="Value">Its text in settings that were read; null when it has none, or is not shown.</param>
    private sealed record Entry(string Name, string Description, Func<ErrandSettings, string?> Value)
    {
        /// <summary>Its value may hold a password.</summary>
        public bool IsSecret { get; init; }

        /// <summary>What configuration calls the settings that decide it, the strongest first.</summary>
        public IReadOnlyList<string> Keys { get; init; } = [Name];
    }
}
