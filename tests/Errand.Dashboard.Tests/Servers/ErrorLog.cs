using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>What a program logs as an error.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _messages = [];

    /// <summary>The messages since it was last asked.</summary>
    public IReadOnlyList<string> Take()
    {
        List<string> messages = [];
        while (_messages.TryDequeue(out string? message))
        {
            messages.Add(message);
        }

        return messages;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _messages.Enqueue(formatter(state, exception));
        }
    }
}
