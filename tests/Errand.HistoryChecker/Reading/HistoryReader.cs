namespace Errand.HistoryChecker;

/// <summary>Reads the files of a history.</summary>
public static class HistoryReader
{
    internal const string Extension = ".jsonl";

    public static History Read(string directory)
    {
        var lines = new List<RecordedEvent>();
        var damages = new List<DamagedLine>();
        foreach (string? path in Directory.EnumerateFiles(directory, "*" + Extension).Order(StringComparer.Ordinal))
        {
            ReadFile(path, lines, damages);
        }

        return new History(lines, damages);
    }

    private static void ReadFile(string path, List<RecordedEvent> events, List<DamagedLine> damages)
    {
        string source = Path.GetFileName(path);
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.IndexOf((byte)'\n');
            bool isAllOrNone = end >= 0;
            ReadOnlySpan<byte> line = isAllOrNone ? rest[..end] : rest;
            rest = isAllOrNone ? rest[(end + 1)..] : [];

            if (HistoryFormat.Parse(line) is { } happening)
            {
                events.Add(new RecordedEvent(source, number, happening));
            }
            else
            {
                // A kill -9 leaves a line without an end; any other damage means that events are missing.
                damages.Add(new DamagedLine(source, number, IsTornTail: !isAllOrNone));
            }
        }
    }
}
