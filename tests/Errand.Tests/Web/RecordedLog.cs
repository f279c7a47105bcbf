using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Web;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, EventId Id, string Message)> Lines { get; } = new();

    /// <summary>What our own code logged.</summary>
    public int[] Ids => [.. Lines.Select(line => line.Id.Id).Where(id => id is >= 1000 and < 2000)];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Lines.Enqueue((logLevel, eventId, formatter(state, exception)));
        }
    }

    public void Dispose()
    {
    }
}
