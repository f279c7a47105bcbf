using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Errand.Hosting;

/// <summary>The <c>.env</c> file in the working directory: weaker than the environment, stronger than appsettings.json.</summary>
internal static class DotEnvFile
{
    /// <summary>The host takes them away from the names of the environment: ASPNETCORE_URLS is the setting "urls".</summary>
    private static readonly string[] HostPrefixes = ["ASPNETCORE_", "DOTNET_"];

    /// <exception cref="SettingsException">The file cannot be read, or a line of it is not understood.</exception>
    public static void AddTo(IConfigurationManager configuration, string directory)
    {
        string path = Path.Combine(directory, ".env");
        if (File.Exists(path))
        {
            Add(configuration, path);
        }
    }

    /// <summary>Apart, so that the library is loaded only where there is such a file.</summary>
    private static void Add(IConfigurationManager configuration, string path)
    {
        // The process's environment stays as it is.
        var source = new Source(
            // The host's own variables come from a source further below, so for these the order of the sources is not enough.
            DotEnvReader.Read(path)
                .Select(variable => (Name: WithoutHostPrefix(variable.Key), variable.Value))
                .Where(setting => !HostPrefixes.Any(prefix => Environment.GetEnvironmentVariable(prefix + setting.Name) is not null))
                .Select(setting => KeyValuePair.Create<string, string?>(KeyOf(setting.Name), setting.Value)));
        IList<IConfigurationSource> sources = configuration.Sources;
        int before = sources.TakeWhile(other => other is not EnvironmentVariablesConfigurationSource { Prefix: null or "" }).Count();
        sources.Insert(before, source);
    }

    private static string WithoutHostPrefix(string name) =>
        Array.Find(HostPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix
            ? name[prefix.Length..]
            : name;

    /// <summary>As variables of the environment reach into sections: Logging__LogLevel__Default.</summary>
    private static string KeyOf(string name) => name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);

    private sealed class Source(IEnumerable<KeyValuePair<string, string?>> settings) : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) =>
            new Provider(new MemoryConfigurationSource { InitialData = settings });
    }

    /// <summary>A type of its own tells the file from what a program keeps in memory.</summary>
    public sealed class Provider(MemoryConfigurationSource source) : MemoryConfigurationProvider(source);
}
