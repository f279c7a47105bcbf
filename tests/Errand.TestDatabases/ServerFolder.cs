using System.Diagnostics;
using System.Globalization;

namespace Errand.TestDatabases;

/// <summary>A temporary folder with the data of one server, and the programs that run on it.</summary>
internal sealed class ServerFolder
{
    private ServerFolder(string path) => Path = path;

    public string Path { get; }

    public string Data => System.IO.Path.Combine(Path, "data");

    public string Log => System.IO.Path.Combine(Path, "server.log");

    /// <summary>The data of a new server.</summary>
    public static Task<ServerFolder> CreateAsync() => CreateAsync(folder => folder.RunAsync(
        "initdb", ["-D", folder.Data, "-A", "trust", "-U", PostgresServer.User, "--no-sync", "-E", "UTF8", "--locale=C"]));

    /// <summary>The data of the server on this port, set up to follow it.</summary>
    public static Task<ServerFolder> CreateCopyAsync(int port) => CreateAsync(folder => folder.RunAsync(
        "pg_basebackup",
        [
            "-D", folder.Data, "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-U", PostgresServer.User,
            "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
        ]));

    /// <summary>Runs one of PostgreSQL's programs to its end; as root by way of the user postgres, since they refuse root.</summary>
    public Task RunAsync(string program, string[] args) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", PostgresServer.User, "--", PostgresBinaries.PathOf(program), .. args], Path)
        : RunAsync(PostgresBinaries.PathOf(program), args, Path);

    private static async Task<ServerFolder> CreateAsync(Func<ServerFolder, Task> fill)
    {
        var folder = new ServerFolder(Directory.CreateTempSubdirectory("errand-postgres-").FullName);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", [PostgresServer.User, folder.Path], folder.Path);
        }

        await fill(folder);
        return folder;
    }

    private static async Task RunAsync(string program, string[] args, string folder)
    {
        // To a file and not to a pipe: the server that pg_ctl starts would keep a pipe open for ever.
        string output = System.IO.Path.Combine(folder, $"{System.IO.Path.GetRandomFileName()}.out");
        string[] shell = ["-c", "output=$1; shift; exec \"$@\" < /dev/null > \"$output\" 2>&1", "sh", output, program, .. args];
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", shell) { WorkingDirectory = folder })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{program} {string.Join(' ', args)} ended with {process.ExitCode}: {await File.ReadAllTextAsync(output)}");
        }

        File.Delete(output);
    }
}
