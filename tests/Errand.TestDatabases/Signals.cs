using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Errand.TestDatabases;

/// <summary>Linux's signals, sent as <c>kill</c> does.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int NoSuchProcess = 3;

    /// <summary>A process that has ended meanwhile needs none.</summary>
    public static void Send(int signal, int pid)
    {
        if (SendSignal(pid, signal) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
        {
            throw new Win32Exception(error, $"Signal {signal} could not be sent to the process {pid}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
