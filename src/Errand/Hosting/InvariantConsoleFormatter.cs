using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Errand.Hosting;

/// <summary>Writes lines that look the same in every culture: .NET's formatters write the instant in the calendar of the current
/// one.</summary>
internal sealed class InvariantConsoleFormatter(ConsoleFormatter formatter) : ConsoleFormatter(formatter.Name), IDisposable
{
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var invariant = InvariantScope.Enter();
        formatter.Write(logEntry, scopeProvider, textWriter);
    }

    public void Dispose() => (formatter as IDisposable)?.Dispose();
}
