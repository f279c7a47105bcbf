using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Errand.Hosting;

/// <summary>What a server on its own writes to the console: its own lines, one each, and of the framework only what is wrong.
/// appsettings.json may say otherwise.</summary>
internal static class ErrandLogging
{
    public static void Configure(ILoggingBuilder logging)
    {
        // The program is all ours: what a provider throws must not reach the web server and the host either.
        logging.Services.AddSingleton<LogFault>();
        logging.Services.AddSingleton<LoggerFactory>();
        logging.Services.AddSingleton<ILoggerFactory, CarefulLoggerFactory>();
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // A failed start is told in one sentence by us; the host and the web server would print its stack first.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.None);
        // It would begin an activity and a scope for every request, for lines that nobody sees.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.", LogLevel.Warning);
    }
}
