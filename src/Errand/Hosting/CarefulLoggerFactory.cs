using Microsoft.Extensions.Logging;

namespace Errand.Hosting;

/// <summary>Makes the loggers of a server that is a program of its own: the web server's lines and those of functions must not hurt it
/// either.</summary>
/// <param name="loggers">Disposed of by the container, which made it.</param>
/// <param name="fault">Reports what was thrown.</param>
internal sealed class CarefulLoggerFactory(LoggerFactory loggers, LogFault fault) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new CarefulLogger(() => loggers.CreateLogger(categoryName), fault);

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
    }
}
