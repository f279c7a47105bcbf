using System.Globalization;

namespace Errand.Hosting;

/// <summary>What <c>ALLOWED_HOSTS</c> says: host names as requests have them, in ASCII and without a port.</summary>
internal static class AllowedHosts
{
    private const string Name = "ALLOWED_HOSTS";
    private const string Any = "*";
    private const string AllBelow = "*.";

    /// <exception cref="SettingsException">One is not a host name.</exception>
    public static IReadOnlyList<string> Read(SettingReader read) =>
    [
        .. read.List(Name).Select(host => Parse(host) ?? throw SettingReader.Wrong(
            Name, host, "a comma-separated list of host names without ports, such as tasks.example, *.tasks.example or [::1], or *")),
    ];

    private static string? Parse(string host) =>
        host == Any ? Any
        : !host.StartsWith(AllBelow, StringComparison.Ordinal) ? NameOrAddress(host.TrimEnd('.'))
        : Uri.CheckHostName(host[AllBelow.Length..]) != UriHostNameType.Dns ? null
        : NameOrAddress(host[AllBelow.Length..]) is { } name ? AllBelow + name
        : null;

    private static string? NameOrAddress(string host) => Uri.CheckHostName(host) switch
    {
        UriHostNameType.Dns => ToAscii(host),
        UriHostNameType.IPv4 => host,
        UriHostNameType.IPv6 when host.StartsWith('[') => new Uri($"http://{host}").Host,
        _ => null,
    };

    private static string? ToAscii(string name)
    {
        try
        {
            return new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return null; // Too long in ASCII, or characters that no name has.
        }
    }
}
