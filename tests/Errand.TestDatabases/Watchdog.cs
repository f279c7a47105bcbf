using System.Diagnostics;

namespace Errand.TestDatabases;

/// <summary>Ends a server and removes its folder when the test process has ended, whatever ended it.</summary>
/// <remarks>A shell that waits for the end of its input, which the kernel closes with the process that holds the other end.</remarks>
internal sealed class Watchdog : IAsyncDisposable
{
    private const string Script = """
        trap '' HUP INT TERM
        read -r line
        pid=$(head -n 1 "$1/data/postmaster.pid" 2> /dev/null)
        if [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd")" = "$1/data" ]; then
            # The postmaster itself frees its shared memory; a frozen one must first be thawed.
            kill -QUIT "$pid"; kill -CONT "$pid"
            for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "/proc/$pid" ] && sleep 0.1; done
        fi
        for process in /proc/[0-9]*; do
            [ "$(readlink "$process/cwd")" = "$1/data" ] && kill -KILL "${process#/proc/}"
        done
        rm -rf "$1"
        """;

    private readonly Process _shell;

    public Watchdog(ServerFolder folder) =>
        // Its output goes nowhere: whoever reads the tests' output must not wait for it.
        _shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec > /dev/null 2>&1\n{Script}", "sh", folder.Path])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        })!;

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
