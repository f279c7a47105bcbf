using System.Globalization;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>The logger of a task's function: its lines go to the task's own log and to the server's.</summary>
internal sealed class TaskLogger(RunJournal journal, ILogger server, TimeProvider time, TaskClaim claim) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => server.BeginScope(state);

    /// <summary>Whatever the server's log is set to: the task's log keeps all levels.</summary>
    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Trace and < LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string text = Format(state, exception, formatter);
        // The task's log gets the exception's message; only the server's log gets its stack.
        journal.AddLine(time.GetUtcNow(), logLevel, exception is null ? text : $"{text}: {ExceptionText.Message(exception)}");
        if (server.IsEnabled(logLevel))
        {
            server.FromTask(logLevel, claim.Id, claim.Attempt, OneLine(text), exception);
        }
    }

    /// <summary>A value that cannot be formatted must not end the run.</summary>
    private static string Format<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            return formatter(state, exception) ?? "";
        }
        catch (Exception e)
        {
            return $"This line could not be written: {ExceptionText.Message(e)}";
        }
    }

    /// <summary>Text of a task must not be able to forge lines of the server's log, nor steer a terminal.</summary>
    private static string OneLine(string text) => !text.Any(char.IsControl) ? text
        : string.Concat(
            text.Select(c => char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()));
}
