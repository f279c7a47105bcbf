using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Hosting;

/// <summary>A log provider that throws: in everything, from the moment it is told to.</summary>
/// <param name="category">What the names of its loggers begin with; the others are quiet.</param>
internal sealed class ThrowingProvider(string category = "Errand") : ILoggerProvider, ILogger
{
    public volatile bool IsBroken;

    /// <summary>A provider may be fine until it has an exception to print.</summary>
    public bool OnlyWithAnException { get; init; }

    public ILogger CreateLogger(string categoryName) => !categoryName.StartsWith(category, StringComparison.Ordinal) ? NullLogger.Instance
        : IsBroken ? throw new IOException("No logger can be made.")
        : this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => Throw<IDisposable?>() ?? new BrokenScope();

    public bool IsEnabled(LogLevel logLevel) => OnlyWithAnException || Throw<bool>() || true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _ = (OnlyWithAnException && exception is null) || Throw<bool>();

    /// <summary>The container disposes of it; a test has no need to.</summary>
    public void Dispose() => Throw<bool>();

    private T? Throw<T>() => IsBroken ? throw new IOException("The log's disk is gone.") : default;

    private sealed class BrokenScope : IDisposable
    {
        public void Dispose() => throw new IOException("The scope's disk is gone.");
    }
}
