using Microsoft.Extensions.Logging;

namespace Errand.Tests.Hosting;

/// <summary>Tells when a line was logged.</summary>
internal sealed class AwaitedLine(int eventId) : ILoggerProvider, ILogger
{
    private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Line => _line.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId logged, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logged.Id == eventId)
        {
            _line.TrySetResult(formatter(state, exception));
        }
    }

    public void Dispose()
    {
    }
}
