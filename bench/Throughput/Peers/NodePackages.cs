using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Throughput;

/// <summary>The task servers of Node.js that bench/Peers names, in the versions of its lock file.</summary>
internal static class NodePackages
{
    private const int OldestNode = 20;

    private const string Needed = "--peers needs Node.js 20 and npm: apt-get install nodejs npm";

    public static string Folder { get; } = Path.Combine(Repository.Root, "bench", "Peers");

    private static string LockFile { get; } = Path.Combine(Folder, "package-lock.json");

    /// <summary>The file that npm writes when it is done.</summary>
    private static string Installed { get; } = Path.Combine(Folder, "node_modules", ".package-lock.json");

    /// <summary>Installs them, unless they were installed since the lock file changed.</summary>
    public static async Task InstallAsync()
    {
        string node = (await OutputAsync("node", "--version")).Trim();
        if (int.Parse(node.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture) < OldestNode)
        {
            throw new InvalidOperationException($"{Needed}. Here is {node}.");
        }

        if (!File.Exists(Installed) || File.GetLastWriteTimeUtc(Installed) < File.GetLastWriteTimeUtc(LockFile))
        {
            await Console.Error.WriteLineAsync("    npm ci in bench/Peers …");
            await OutputAsync("npm", "ci", "--no-audit", "--no-fund");
        }
    }

    public static string VersionOf(string package)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "node_modules", package, "package.json")));
        return json.RootElement.GetProperty("version").GetString()!;
    }

    private static async Task<string> OutputAsync(string program, params string[] args)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, args)
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"{program} {string.Join(' ', args)} failed in {Folder}:\n{output}{await errors}");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(Needed, e);
        }
    }
}
