using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Errand.Hosting;

/// <summary>Which of the places that settings come from a value is from.</summary>
internal static class SettingSource
{
    /// <summary>Whatever is none of the others.</summary>
    public const string Program = "program";

    /// <param name="configuration">Which has the setting.</param>
    /// <param name="key">What it calls the setting.</param>
    public static string Of(IConfiguration configuration, string key) =>
        (configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet(key, out _)) switch
        {
            CommandLineConfigurationProvider => "command line",
            EnvironmentVariablesConfigurationProvider => "environment",
            DotEnvFile.Provider => ".env",
            FileConfigurationProvider { Source.Path: { } path } => Path.GetFileName(path),
            ChainedConfigurationProvider chained => Of(chained.Configuration, key),
            _ => Program,
        };
}
