using dotenv.net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Errand.Hosting;

/// <summary>The <c>.env</c> file in the working directory: weaker than the environment, stronger than appsettings.json.</summary>
internal static class DotEnvFile
{
    private const string HostPrefix = "ASPNETCORE_";

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
        // Read, not Load: the process's environment stays as it is.
        IDictionary<string, string> values = DotEnv.Read(new DotEnvOptions(envFilePaths: [path], ignoreExceptions: false));
        var source = new MemoryConfigurationSource
        {
            // The host's own variables come from a source further below, so for these the order of the sources is not enough.
            InitialData = values
                .Where(value => !IsHostVariable(value.Key) || Environment.GetEnvironmentVariable(value.Key) is null)
                .Select(value => new KeyValuePair<string, string?>(WithoutHostPrefix(value.Key), value.Value)),
        };
        IList<IConfigurationSource> sources = configuration.Sources;
        int before = sources.TakeWhile(other => other is not EnvironmentVariablesConfigurationSource { Prefix: null or "" }).Count();
        sources.Insert(before, source);
    }

    /// <summary>The host strips it from the names of the environment, too: ASPNETCORE_URLS is the setting "urls".</summary>
    private static string WithoutHostPrefix(string name) =>
        IsHostVariable(name) ? name[HostPrefix.Length..] : name;

    private static bool IsHostVariable(string name) => name.StartsWith(HostPrefix, StringComparison.OrdinalIgnoreCase);
}
