using Microsoft.Extensions.Logging;

namespace Errand.Hosting;

/// <summary>A logger that never throws: a line that cannot be written must not end a run, a loop or a request.</summary>
internal class CarefulLogger : ILogger
{
    private readonly Func<ILogger> _create;
    private readonly LogFault _fault;
    private ILogger? _logger;

    /// <param name="create">Makes the one that writes; asked again with each line until it does not throw.</param>
    /// <param name="fault">Reports what was thrown.</param>
    public CarefulLogger(Func<ILogger> create, LogFault fault)
    {
        _create = create;
        _fault = fault;
        IsEnabled(LogLevel.Critical);
    }

    private ILogger Logger => _logger ??= _create();

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return Logger.IsEnabled(logLevel);
        }
        catch (Exception e)
        {
            _fault.Tell(e);
            // Another provider may want the line.
            return logLevel != LogLevel.None;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return Logger.BeginScope(state) is { } scope ? new Scope(scope, _fault) : null;
        }
        catch (Exception e)
        {
            _fault.Tell(e);
            return null;
        }
    }

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            Exception? shown = exception is null || ExceptionText.IsSmall(exception) ? exception : new PrintedException(exception);
            Logger.Log(logLevel, eventId, state, shown, formatter);
        }
        catch (Exception e)
        {
            if (exception is not null && !ExceptionText.IsPrintable(exception))
            {
                LogPrinted(logLevel, eventId, state, exception, formatter);
            }
            else
            {
                _fault.Tell(e);
            }
        }
    }

    /// <summary>It was not the provider's fault: the exception cannot be printed.</summary>
    private void LogPrinted<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            var printed = new PrintedException(exception);
            Logger.Log(logLevel, eventId, state, printed, formatter);
        }
        catch (Exception e)
        {
            _fault.Tell(e);
        }
    }

    private sealed class Scope(IDisposable scope, LogFault fault) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                scope.Dispose();
            }
            catch (Exception e)
            {
                fault.Tell(e);
            }
        }
    }
}
