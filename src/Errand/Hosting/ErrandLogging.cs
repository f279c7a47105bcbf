using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Errand.Hosting;

/// <summary>What a server on its own writes to the console: its own lines, one each, and of the framework only what is wrong.
/// The configuration's section Logging may say otherwise.</summary>
internal static class ErrandLogging
{
    private const string FormatterName = "Logging:Console:FormatterName";

    /// <summary>In ISO 8601.</summary>
    private const string Instant = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static void Configure(ILoggingBuilder logging)
    {
        // The program is all ours: what a provider throws must not reach the web server and the host either.
        logging.Services.AddSingleton<LogFault>();
        logging.Services.AddSingleton<LoggerFactory>();
        logging.Services.AddSingleton<ILoggerFactory, CarefulLoggerFactory>();
        logging.ClearProviders();
        logging.AddConsole();
        logging.Services.AddOptions<ConsoleLoggerOptions>().PostConfigure<IConfiguration>(
            (console, configuration) => console.FormatterName = NameIn(configuration) ?? ConsoleFormatterNames.Simple);
        AddDefault<SimpleConsoleFormatterOptions>(logging.Services, console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = $"{Instant} ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        AddDefault<JsonConsoleFormatterOptions>(logging.Services, console =>
        {
            console.UseUtcTimestamp = true;
            console.TimestampFormat = Instant;
            console.IncludeScopes = true; // Which run a line belongs to.
        });
        logging.Services.AddOptions<LoggerFilterOptions>().PostConfigure<IServiceProvider>(
            (filter, provider) => filter.CaptureScopes &= ShowsScopes(logging.Services, provider));
        WriteInvariantly(logging.Services);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // We report a failed start in one sentence; the host and the web server would print a stack trace first.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        // It would begin an activity and a scope for every request, for lines that are never written.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.", LogLevel.Warning);
    }

    /// <summary>For a command, whose output a script reads: what is wrong is told beside it, and nothing else.</summary>
    public static void KeepOutOfOutput(ILoggingBuilder logging)
    {
        logging.AddFilter("Errand", LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Whether people read the log as it is, and not a program.</summary>
    public static bool IsForPeople(IConfiguration configuration) =>
        NameIn(configuration) is not { } name || name.Equals(ConsoleFormatterNames.Simple, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="SettingsException">No formatter has the name that is set: .NET would take another one in silence.</exception>
    public static void CheckFormatter(IServiceProvider services)
    {
        if (NameIn(services.GetRequiredService<IConfiguration>()) is { } name
            && !services.GetServices<ConsoleFormatter>().Any(formatter => formatter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw SettingReader.Wrong("Logging__Console__FormatterName", name, "simple, systemd or json");
        }
    }

    /// <summary>Whether any line shows the scopes that it is written in. Else none are kept, which would cost each run.</summary>
    private static bool ShowsScopes(IServiceCollection services, IServiceProvider provider) =>
        services.Any(IsOtherProvider) || NameIn(provider.GetRequiredService<IConfiguration>())?.ToLowerInvariant() switch
        {
            null or ConsoleFormatterNames.Simple => IncludesScopes<SimpleConsoleFormatterOptions>(provider),
            ConsoleFormatterNames.Systemd => IncludesScopes<ConsoleFormatterOptions>(provider),
            ConsoleFormatterNames.Json => IncludesScopes<JsonConsoleFormatterOptions>(provider),
            _ => true, // One of the program's own.
        };

    private static bool IsOtherProvider(ServiceDescriptor service) =>
        service is { IsKeyedService: false } && service.ServiceType == typeof(ILoggerProvider)
        && service.ImplementationType != typeof(ConsoleLoggerProvider);

    private static bool IncludesScopes<TOptions>(IServiceProvider provider)
        where TOptions : ConsoleFormatterOptions => provider.GetRequiredService<IOptionsMonitor<TOptions>>().CurrentValue.IncludeScopes;

    private static string? NameIn(IConfiguration configuration) =>
        configuration[FormatterName] is { } name && !string.IsNullOrWhiteSpace(name) ? name.Trim() : null;

    /// <summary>In front of what the framework has added already, so that the configuration comes later and wins.</summary>
    private static void AddDefault<TOptions>(IServiceCollection services, Action<TOptions> configure)
        where TOptions : class =>
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<TOptions>>(new ConfigureOptions<TOptions>(configure)));

    private static void WriteInvariantly(IServiceCollection services)
    {
        for (int i = 0; i < services.Count; i++)
        {
            if (services[i] is { IsKeyedService: false, ImplementationType: { } type }
                && services[i].ServiceType == typeof(ConsoleFormatter))
            {
                services[i] = ServiceDescriptor.Singleton<ConsoleFormatter>(
                    provider => new InvariantConsoleFormatter((ConsoleFormatter)ActivatorUtilities.CreateInstance(provider, type)));
            }
        }
    }
}
