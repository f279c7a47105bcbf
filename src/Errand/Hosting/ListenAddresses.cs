using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Errand.Hosting;

/// <summary>Where web listens: addresses, else ports as .NET's container images name them, else the port of a platform.</summary>
internal static class ListenAddresses
{
    private const string Default = "http://localhost:5000";
    private const int MaxPort = 65_535;

    /// <summary>Semicolon-separated.</summary>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static string Read(SettingReader read)
    {
        // The host reads ASPNETCORE_URLS and --urls alike as "urls", and so on.
        if (read.Text("urls") is { } urls)
        {
            string[] addresses = Parts(urls);
            return addresses.Length > 0 && addresses.All(IsListenAddress)
                ? string.Join(';', addresses)
                : throw SettingReader.Wrong(
                    "ASPNETCORE_URLS", urls, "a semicolon-separated list of addresses such as http://localhost:5000");
        }

        string[] ports = [.. OnAllAddresses(read, "http"), .. OnAllAddresses(read, "https")];
        return ports.Length > 0 ? string.Join(';', ports)
            : read.Text("PORT") is { } port ? Everywhere("http", SettingReader.Integer(new SettingAttribute("PORT", 1, MaxPort), port))
            : Default;
    }

    private static IEnumerable<string> OnAllAddresses(SettingReader read, string scheme)
    {
        string key = $"{scheme}_ports";
        if (read.Text(key) is not { } text)
        {
            return [];
        }

        int?[] ports = [.. Parts(text).Select(Port)];
        return ports.Length > 0 && !ports.Contains(null)
            ? ports.Select(port => Everywhere(scheme, port!.Value))
            : throw SettingReader.Wrong(
                $"ASPNETCORE_{key.ToUpperInvariant()}",
                text,
                string.Create(CultureInfo.InvariantCulture, $"a semicolon-separated list of ports from 1 to {MaxPort}"));
    }

    private static string[] Parts(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= MaxPort ? port : null;

    private static string Everywhere(string scheme, int port) => string.Create(CultureInfo.InvariantCulture, $"{scheme}://*:{port}");

    private static bool IsListenAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme.ToUpperInvariant() is "HTTP" or "HTTPS";
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
