using System.Diagnostics;

namespace Errand.TestServers;

/// <summary>Sends signals as a supervisor does.</summary>
public static class Signal
{
    public const string Kill = "KILL";
    public const string Stop = "STOP";
    public const string Continue = "CONT";
    public const string Terminate = "TERM";
    public const string Interrupt = "INT";

    /// <summary>All of them by one command, so that none outlives the others by more than an instant.</summary>
    public static async Task SendAsync(string signal, params IReadOnlyCollection<int> pids)
    {
        var start = new ProcessStartInfo("kill", [$"-{signal}", .. pids.Select(pid => $"{pid}")]) { RedirectStandardError = true };
        using Process kill = Process.Start(start)!;
        string trouble = await kill.StandardError.ReadToEndAsync();
        await kill.WaitForExitAsync();
        if (kill.ExitCode != 0)
        {
            throw new InvalidOperationException($"kill -{signal}: {trouble}");
        }
    }
}
