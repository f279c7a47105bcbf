using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Pauses of less than a millisecond. .NET's own waits last until the next full millisecond.</summary>
internal static partial class ShortPause
{
    private static readonly ManualResetEventSlim Never = new(false, spinCount: 0);

    public static void Of(TimeSpan time)
    {
        if (OperatingSystem.IsWindows())
        {
            Never.Wait(1);
        }
        else
        {
            _ = USleep((uint)time.TotalMicroseconds);
        }
    }

    /// <summary>Pauses until this much time has passed since a <see cref="Stopwatch"/> timestamp.</summary>
    public static void Until(TimeSpan time, long since)
    {
        TimeSpan rest = time - Stopwatch.GetElapsedTime(since);
        if (rest > TimeSpan.Zero)
        {
            Of(rest);
        }
    }

#pragma warning disable SYSLIB1054 // Source-generated marshalling needs unsafe code, and there is nothing to marshal.
    [DllImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int USleep(uint microseconds);
#pragma warning restore SYSLIB1054
}
