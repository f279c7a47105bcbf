using Errand.HistoryChecker;

namespace Errand.Torture;

/// <summary>One line of a Procfile under a supervisor: whatever ends the process, it is started again.</summary>
internal sealed class SupervisedServer(string name, string roles, Func<string, ServerProcess> launch, HistoryWriter history)
{
    /// <summary>A start, or a stop in order, takes no longer than this, however busy the machine; longer, and the server hangs.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>128 + SIGKILL.</summary>
    private const int Killed = 137;

    /// <summary>128 + SIGTERM: by the signal itself, before the runtime heard of it.</summary>
    private const int Terminated = 143;

    /// <summary>128 + SIGINT: a second signal makes a stop that takes its time end at once.</summary>
    private const int EndedAtOnce = 130;

    private readonly List<string> _troubles = [];
    private volatile ServerProcess? _process;
    private volatile bool _isEnough;
    private volatile bool _isKilled;
    private int _stops;
    private Task _supervising = Task.CompletedTask;

    public string Name => name;

    /// <summary>Null while it is down or starts.</summary>
    public Uri? Address => _process?.Address;

    /// <summary>Ends that nobody asked for.</summary>
    public IReadOnlyList<string> Troubles => _troubles;

    /// <summary>What every process under this name wrote.</summary>
    public string Output { get; private set; } = "";

    public void Start() => _supervising = SuperviseAsync();

    /// <summary>Sends it a signal, unless it is down.</summary>
    public async Task SignalAsync(string signal)
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        _isKilled |= signal == Signal.Kill;
        if (signal == Signal.Terminate)
        {
            Interlocked.Increment(ref _stops);
        }

        try
        {
            await process.SignalAsync(signal);
            history.Append(new ProcessSignalled(name, process.Pid, signal));
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            // It ended by itself just now, and its supervisor looks into that.
        }
    }

    /// <summary>Waits until it has started.</summary>
    public Task StartedAsync() => Patience.UntilAsync(
        $"{name} to start", () => Task.FromResult(_process?.IsStarted ?? false), isStarted => isStarted, Longest);

    /// <summary>Stops it in order, for good.</summary>
    public async Task StopAsync()
    {
        _isEnough = true;
        await SignalAsync(Signal.Terminate);
        await _supervising;
    }

    /// <summary>Ends it whatever it does, for good.</summary>
    public async Task KillAsync()
    {
        _isEnough = true;
        await SignalAsync(Signal.Kill);
        await _supervising;
    }

    private async Task SuperviseAsync()
    {
        while (!_isEnough)
        {
            _isKilled = false;
            Volatile.Write(ref _stops, 0);
            ServerProcess process = launch(roles);
            history.Append(new ProcessStarted(name, process.Pid));
            _process = process;
            await EndAsync(process);
            _process = null;
            Output += $"--- pid {process.Pid}\n{process.Output.Text}\n{process.Errors.Text}\n";
        }
    }

    private async Task EndAsync(ServerProcess process)
    {
        Task exited = process.ExitedAsync();
        try
        {
            await process.StartedAsync(Longest);
        }
        catch (InvalidOperationException) when (process.HasExited)
        {
            // Ended in the middle of its start: whether that was wanted is seen below.
        }

        await WaitForStopAsync(exited);
        if (!exited.IsCompleted)
        {
            _troubles.Add($"{name} (pid {process.Pid}) did not stop within {Longest} of SIGTERM:\n{Tail(process)}");
            await process.SignalAsync(Signal.Kill);
            await exited;
        }
        else if (!IsExpected(process.ExitCode))
        {
            _troubles.Add($"{name} (pid {process.Pid}) ended with exit code {process.ExitCode}, which nobody asked for:\n{Tail(process)}");
        }
    }

    /// <summary>Returns when it has exited, or when it was told to stop too long ago.</summary>
    private async Task WaitForStopAsync(Task exited)
    {
        long? toldAt = null;
        while (!exited.IsCompleted)
        {
            await Task.WhenAny(exited, Task.Delay(TimeSpan.FromMilliseconds(200)));
            toldAt ??= Volatile.Read(ref _stops) > 0 ? TimeProvider.System.GetTimestamp() : null;
            if (toldAt is { } told && TimeProvider.System.GetElapsedTime(told) > Longest)
            {
                return;
            }
        }
    }

    private bool IsExpected(int exitCode) => exitCode switch
    {
        // A task may kill its handler, too.
        Killed => _isKilled || roles.Contains("handler", StringComparison.Ordinal),
        0 or Terminated => Volatile.Read(ref _stops) > 0,
        EndedAtOnce => Volatile.Read(ref _stops) > 1,
        _ => false,
    };

    private static string Tail(ServerProcess process) => string.Join('\n', process.Output.Lines.Concat(process.Errors.Lines).TakeLast(40));
}
