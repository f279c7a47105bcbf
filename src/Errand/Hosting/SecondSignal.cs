using System.Runtime.InteropServices;

namespace Errand.Hosting;

/// <summary>The first SIGTERM or Ctrl+C stops in order; a second one ends the process at once.</summary>
internal sealed class SecondSignal : IDisposable
{
    private const int ExitCode = 130;

    private readonly CancellationTokenSource _first = new();
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;
    private int _seen;

    public SecondSignal()
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Count);
    }

    /// <summary>Fires at the first signal. The host listens only once it has begun to start, and one that came before must not get lost.</summary>
    public CancellationToken First => _first.Token;

    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
    }

    private void Count(PosixSignalContext context)
    {
        // The host, too, would else end the process by the default action.
        context.Cancel = true;
        if (Interlocked.Increment(ref _seen) > 1)
        {
            Environment.Exit(ExitCode);
        }

        _first.Cancel();
    }
}
