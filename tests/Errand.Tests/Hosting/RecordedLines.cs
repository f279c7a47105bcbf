using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Hosting;

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordedLines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(int Event, string Text)> Lines { get; } = new();

    public bool Has(int eventId) => Lines.Any(line => line.Event == eventId);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((eventId.Id, formatter(state, exception)));

    public void Dispose()
    {
    }
}
