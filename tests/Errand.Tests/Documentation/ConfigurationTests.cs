using System.Globalization;
using System.Text.RegularExpressions;
using Errand.Access.Tokens;
using Errand.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Errand.Tests.Documentation;

/// <summary>docs/configuration.md against the code that reads the settings.</summary>
public sealed partial class ConfigurationTests
{
    private static readonly Dictionary<string, SettingRow> Table = ReadTable();

    /// <summary>What the host reads of the environment without the prefix ASPNETCORE_.</summary>
    private static readonly string[] HostKeys = ["urls", "http_ports", "https_ports"];

    [Fact]
    public void The_table_lists_exactly_the_settings_that_are_read()
    {
        var configuration = new RecordingConfiguration();
        ErrandSettings.Read(configuration);

        IEnumerable<string> read = configuration.Read.Select(
            name => HostKeys.Contains(name) ? $"ASPNETCORE_{name.ToUpperInvariant()}" : name);
        Assert.Equal(read.Order(StringComparer.Ordinal), Table.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_tells_the_defaults()
    {
        ErrandSettings settings = Read([]);
        Dictionary<string, string> defaults = new()
        {
            ["DATABASE_URL"] = $"`{DatabaseUrl.Default}`",
            ["DATABASE_DIRECT_URL"] = "none; the same",
            ["FRONTEND_URL"] = settings.Web.FrontendUrls.Count == 0 ? "none" : "?",
            ["BACKEND_URL"] = settings.Web.BackendUrl is null ? "none; links are paths" : "?",
            ["ALLOWED_HOSTS"] = settings.Web.AllowedHosts.Count == 0 ? "on loopback `localhost`, `127.0.0.1`, `[::1]`; elsewhere any" : "?",
            ["ERRAND_KEY"] = "none",
            ["ERRAND_KEYS"] = settings.Access.Keys.Count == 0 ? "none" : "?",
            ["JWT_ISSUER"] = settings.Tokens.AreAccepted ? "?" : "none; no tokens are accepted",
            ["JWT_AUDIENCE"] = "none; needed with `JWT_ISSUER`",
            ["JWT_KEYS"] = settings.Tokens.Keys is null ? "none" : "?",
            ["JWT_JWKS_URL"] = settings.Tokens.JwksUrl is null ? "none" : "?",
            ["JWT_AUTHORITY"] = settings.Tokens.Authority is null ? "none" : "?",
            ["JWT_CLAIM"] = settings.Tokens.Claim is null ? "`scope`, or `scp` where that is missing" : "?",
            ["JWT_ALGORITHMS"] = settings.Tokens.Algorithms.SequenceEqual(TokenAlgorithms.All) ? "all of these that fit the keys" : "?",
            ["ERRAND_ANONYMOUS"] = settings.Access.Anonymous is null
                ? "on loopback `*` as long as there never was a key and no tokens are accepted; else nothing"
                : "?",
            ["ERRAND_INSECURE"] = settings.Access.IsInsecure ? "`1`" : "`0`",
            ["TRUSTED_PROXIES"] = settings.Access.TrustedProxies.Count == 0 ? "none" : "?",
            ["RATE_LIMIT"] = settings.Access.RateLimit is null ? "none; any number" : "?",
            ["ERRAND_FRAME_ANCESTORS"] = $"`{settings.Web.FrameAncestors}`",
            ["MAX_TASK_TIME"] = $"`{settings.MaxTaskTime.TotalSeconds}` ({settings.MaxTaskTime.Days} days)",
            ["ASPNETCORE_URLS"] = $"`{settings.Urls}`",
            ["ASPNETCORE_HTTP_PORTS"] = "none",
            ["ASPNETCORE_HTTPS_PORTS"] = "none",
            ["PORT"] = "none",
            ["DEFAULT_TASK_TYPE"] = settings.Web.DefaultTaskType is null ? "the first one mapped" : "?",
            ["HANDLERS"] = $"`{settings.Handler.Count}`",
            ["HANDLER_CONCURRENCY"] = settings.Handler.Concurrency == Environment.ProcessorCount ? "number of processors" : "?",
            ["HANDLER_QUEUES"] = settings.Handler.Queues.Count == 0 ? "all" : "?",
            ["MAX_RESULT_BYTES"] =
                $"`{settings.Handler.MaxResultBytes}` ({settings.Handler.MaxResultBytes >> 20} MiB)",
            ["SHUTDOWN_GRACE"] = $"`{settings.Handler.Grace.TotalSeconds}`",
            ["JANITORS"] = $"`{settings.Janitor.Count}`",
            ["AUDIT_DAYS"] = $"`{settings.Janitor.AuditDays}`",
            ["ERRAND_TRACE"] = settings.Handler.ContinuesTraces ? "`child`" : "`link`",
            ["ERRAND_TRACE_URL"] = settings.Web.TraceUrl is null ? "none; no link" : "?",
            ["PROBE_PORT"] = settings.Probe.Port == 0 ? "none" : "?",
        };

        Assert.Equal(defaults, Table.ToDictionary(row => row.Key, row => row.Value.Default));
    }

    [Fact]
    public void The_table_tells_the_ranges_of_numbers()
    {
        int ranges = 0;
        foreach ((string name, SettingRow row) in Table)
        {
            if (RangeOfNumbers().Match(row.Values) is not { Success: true } range)
            {
                continue;
            }

            long min = long.Parse(range.Groups[1].Value, CultureInfo.InvariantCulture);
            long max = long.Parse(range.Groups[2].Value, CultureInfo.InvariantCulture);
            Accepts(name, $"{min}");
            Accepts(name, $"{max}");
            Refuses(name, $"{min - 1}");
            Refuses(name, $"{max + 1}");
            ranges++;
        }

        Assert.Equal(9, ranges);
    }

    [Fact]
    public void The_examples_are_accepted()
    {
        foreach ((string name, SettingRow row) in Table)
        {
            Accepts(name, row.Example.Trim('`'));
        }
    }

    [Fact]
    public void The_sentence_about_a_wrong_setting_is_the_one_that_is_told()
    {
        string told = Assert.Throws<SettingsException>(() => Read([new("HANDLERS", "0")])).Message;
        Assert.Contains($"\n{told}\n", Documents.Read("docs/configuration.md"), StringComparison.Ordinal);
        Assert.Contains($"exit code {StartFailure.WrongSettings}", Documents.Read("docs/configuration.md"), StringComparison.Ordinal);
    }

    private static void Accepts(string name, string value) => Read(
        name == DatabaseUrl.DirectName ? [new(name, value), new(DatabaseUrl.Name, value)]
        : name.StartsWith("JWT_", StringComparison.Ordinal) ? [.. CompanyOf(name), new(name, value)]
        : [new(KeyOf(name), value)]);

    /// <summary>The settings that one of tokens needs beside it: two, and one of three for the keys.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> CompanyOf(string name) =>
        from other in new[] { "JWT_ISSUER", "JWT_AUDIENCE", name is "JWT_KEYS" or "JWT_JWKS_URL" ? name : "JWT_AUTHORITY" }
        where other != name
        select KeyValuePair.Create<string, string?>(other, Table[other].Example.Trim('`'));

    private static void Refuses(string name, string value) => Assert.Throws<SettingsException>(() => Read([new(KeyOf(name), value)]));

    /// <summary>The host takes the prefix away.</summary>
    private static string KeyOf(string name) =>
        Array.Find(HostKeys, key => name == $"ASPNETCORE_{key.ToUpperInvariant()}") ?? name;

    private static ErrandSettings Read(IEnumerable<KeyValuePair<string, string?>> values) =>
        ErrandSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());

    private static Dictionary<string, SettingRow> ReadTable() =>
        Documents.Read("docs/configuration.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => Bar().Split(line.Trim('|')).Select(cell => cell.Replace("\\|", "|", StringComparison.Ordinal).Trim()).ToArray())
            .ToDictionary(cells => cells[0].Trim('`'), cells => new SettingRow(cells[2], cells[3], cells[4]));

    /// <summary>Between two cells, and not within one.</summary>
    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();

    [GeneratedRegex("^([0-9]+) to ([0-9]+)$")]
    private static partial Regex RangeOfNumbers();

    private sealed record SettingRow(string Values, string Default, string Example);

    /// <summary>Holds nothing and remembers what it was asked for.</summary>
    private sealed class RecordingConfiguration : IConfiguration
    {
        public HashSet<string> Read { get; } = [];

        public string? this[string key]
        {
            get
            {
                Read.Add(key);
                return null;
            }

            set => throw new NotSupportedException();
        }

        public IEnumerable<IConfigurationSection> GetChildren() => throw new NotSupportedException();

        public IChangeToken GetReloadToken() => throw new NotSupportedException();

        public IConfigurationSection GetSection(string key) => throw new NotSupportedException();
    }
}
