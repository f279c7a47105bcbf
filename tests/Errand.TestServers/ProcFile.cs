using System.Globalization;

namespace Errand.TestServers;

/// <summary>What Linux says about a process.</summary>
public static class ProcFile
{
    private const double TicksPerSecond = 100;
    private const string Listening = "0A";
    private const string ForgetPeak = "5";

    /// <summary>The time that all its threads have used up to now.</summary>
    public static TimeSpan CpuTime(int pid)
    {
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        // The second field is the program's name in brackets, which may hold blanks.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((Number(fields[11]) + Number(fields[12])) / TicksPerSecond);
    }

    /// <summary>The memory that it has now.</summary>
    public static double ResidentMebibytes(int pid) => Status(pid, "VmRSS:");

    /// <summary>The most memory that it ever had.</summary>
    public static double MostResidentMebibytes(int pid) => Status(pid, "VmHWM:");

    /// <summary>From now on, "ever" means since now.</summary>
    public static void ForgetMostResident(int pid) => File.WriteAllText($"/proc/{pid}/clear_refs", ForgetPeak);

    public static IReadOnlyList<string> ListeningSockets(int pid)
    {
        HashSet<string> listening = [.. new[] { "tcp", "tcp6" }.SelectMany(table => Listeners($"/proc/{pid}/net/{table}"))];
        return [.. Directory.EnumerateFiles($"/proc/{pid}/fd").Select(Target).Where(target => listening.Contains(target))];
    }

    /// <summary>A line of <c>status</c> in kB.</summary>
    private static double Status(int pid, string label) => Number(
        File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Replace(
            "kB", "", StringComparison.Ordinal).Trim()) / 1024.0;

    private static IEnumerable<string> Listeners(string table) => File.ReadLines(table).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields[3] == Listening)
        .Select(fields => $"socket:[{fields[9]}]");

    private static string Target(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget ?? "";
        }
        catch (IOException)
        {
            // Closed between the listing and the look.
            return "";
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
