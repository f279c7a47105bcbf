using System.Globalization;

namespace Errand.TestDatabases;

/// <summary>The processes of one server: those whose working directory is its data.</summary>
public sealed class ServerProcesses(string data)
{
    public int Postmaster => int.Parse(File.ReadLines(Path.Combine(data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>One for each connection.</summary>
    public IReadOnlyList<int> Backends => [.. All.Where(pid => IsBackend(Title(pid)))];

    private IEnumerable<int> All => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0)
        .Where(pid => pid != 0 && WorkingDirectory(pid) == data);

    internal void SignalAll(int signal)
    {
        // The postmaster first: it starts no further ones while the others are signalled.
        foreach (int pid in All.OrderBy(pid => pid == Postmaster ? 0 : 1))
        {
            Signals.Send(signal, pid);
        }
    }

    /// <summary>Whether the postmaster lives or not. Asked once more for what was started meanwhile.</summary>
    internal void SignalEach(int signal)
    {
        var signalled = new HashSet<int>();
        for (List<int> found = [.. All]; found.Count > 0; found = [.. All.Where(pid => !signalled.Contains(pid))])
        {
            foreach (int pid in found)
            {
                Signals.Send(signal, pid);
                signalled.Add(pid);
            }
        }
    }

    /// <summary>A kill -9 of one connection's backend. The server takes it for a crash, cuts all connections and recovers.</summary>
    public static void KillBackend(int pid) => Signals.Send(Signals.Kill, pid);

    /// <summary>A kill -9 of the postmaster. Its other processes notice and end by themselves; returns when the last one has.</summary>
    internal async Task KillPostmasterAsync()
    {
        List<int> pids = [.. All];
        Signals.Send(Signals.Kill, Postmaster);
        long start = TimeProvider.System.GetTimestamp();
        // Gone, not only dead: a dead one that init has not collected yet still holds the lock on the data.
        while (pids.Exists(pid => Directory.Exists($"/proc/{pid}")))
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(30))
            {
                throw new TimeoutException($"The server's processes did not end: {string.Join(", ", pids.Select(Title))}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>Such as <c>postgres: postgres test_1 127.0.0.1(40000) idle</c>; the server's own helpers have no address.</summary>
    private static bool IsBackend(string title) =>
        title.StartsWith("postgres: ", StringComparison.Ordinal) && title.Contains(" 127.0.0.1(", StringComparison.Ordinal);

    private static string Title(int pid) => Read(() => File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim());

    private static string WorkingDirectory(int pid) => Read(() => new FileInfo($"/proc/{pid}/cwd").LinkTarget ?? "");

    /// <summary>Empty when the process has ended meanwhile, or is none of ours to look at.</summary>
    private static string Read(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
