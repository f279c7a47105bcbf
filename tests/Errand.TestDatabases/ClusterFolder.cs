using System.Diagnostics;

namespace Errand.TestDatabases;

/// <summary>A temporary folder with all that one cluster writes, and the programs that run in it.</summary>
internal sealed class ClusterFolder : IAsyncDisposable
{
    // Every process of the cluster has its working directory in the folder: Patroni and etcd the folder itself, a server its data.
    private const string Watchdog = """
        exec > /dev/null 2>&1
        trap '' HUP INT TERM
        read -r line
        # Twice: Patroni may just have started a server that the first look missed.
        for i in 1 2; do
            for process in /proc/[0-9]*; do
                case $(readlink "$process/cwd") in "$1" | "$1"/*) kill -KILL "${process#/proc/}" ;; esac
            done
            sleep 0.5
        done
        rm -rf "$1"
        """;

    private readonly Process _watchdog;

    private ClusterFolder(string path)
    {
        Path = path;
        _watchdog = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Watchdog, "sh", path])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        })!;
    }

    public string Path { get; }

    public static async Task<ClusterFolder> CreateAsync()
    {
        var folder = new ClusterFolder(Directory.CreateTempSubdirectory("errand-patroni-").FullName);
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", [PostgresServer.User, folder.Path]);
            await chown.WaitForExitAsync();
        }

        return folder;
    }

    public string Write(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Starts a program that goes on; as root it becomes the user postgres, since PostgreSQL refuses root.</summary>
    /// <returns>Its pid.</returns>
    public int Start(string name, string program, params string[] args)
    {
        string[] user = Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={PostgresServer.User}", $"--regid={PostgresServer.User}", "--init-groups"]
            : [];
        string[] shell = ["-c", "log=$1; shift; exec \"$@\" < /dev/null >> \"$log\" 2>&1", "sh", LogOf(name), .. user, program, .. args];
        var start = new ProcessStartInfo("/bin/sh", shell) { WorkingDirectory = Path };
        start.Environment["HOME"] = Path;
        using Process process = Process.Start(start)!;
        return process.Id;
    }

    public string ReadLog(string name) => File.Exists(LogOf(name)) ? File.ReadAllText(LogOf(name)) : "";

    public async ValueTask DisposeAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
        _watchdog.Dispose();
    }

    private string LogOf(string name) => System.IO.Path.Combine(Path, $"{name}.log");
}
