using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using dotenv.net;

namespace Errand.Hosting;

/// <summary>Reads a <c>.env</c> file line by line, since the library passes over what it does not understand. Values are the library's:
/// quotes, escapes and comments.</summary>
internal sealed partial class DotEnvReader
{
    private const int MaxBytes = 1024 * 1024;

    private readonly string _path;
    private readonly string[] _lines;
    private int _line;

    private DotEnvReader(string path)
    {
        _path = path;
        _lines = TextOf(path).Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
    }

    /// <summary>Names and values in the order of the file; a name that stands there twice has its last value.</summary>
    /// <exception cref="SettingsException">The file cannot be read, or a line of it is not understood.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string path) => new DotEnvReader(path).Entries();

    private List<KeyValuePair<string, string>> Entries()
    {
        var entries = new List<KeyValuePair<string, string>>();
        for (; _line < _lines.Length; _line++)
        {
            if (Entry().Match(_lines[_line]) is { Success: true } entry)
            {
                entries.Add(KeyValuePair.Create(entry.Groups["name"].Value, Value(entry.Groups["value"].Value)));
            }
            else if (!PassedOver().IsMatch(_lines[_line]))
            {
                throw NotUnderstood(_line);
            }
        }

        return entries;
    }

    private string Value(string text)
    {
        int first = _line;
        string start = text.TrimStart();
        return start is ['"' or '\'', ..] ? Parse(Quoted(start), first) : Parse(text, first).Trim();
    }

    /// <summary>A value in quotes up to its end, which may be some lines further down.</summary>
    private string Quoted(string start)
    {
        int first = _line;
        var value = new StringBuilder(start);
        string last = start;
        int end = ClosingQuote(start, 1, start[0]);
        while (end < 0)
        {
            if (++_line == _lines.Length)
            {
                throw Wrong(first, "begins a value in quotes that never ends; close it");
            }

            last = _lines[_line];
            value.Append('\n').Append(last);
            end = ClosingQuote(last, 0, start[0]);
        }

        return BehindValue().IsMatch(last[(end + 1)..]) ? value.ToString() : throw NotUnderstood(_line);
    }

    private static int ClosingQuote(string text, int from, char quote)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                return i;
            }
        }

        return -1;
    }

    private string Parse(string value, int line)
    {
        const string Name = "VALUE";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"{Name}={value}"));
        var options = new DotEnvOptions(envStreams: [stream], ignoreExceptions: false, trimValues: false);
        try
        {
            return !value.Contains('\0', StringComparison.Ordinal) && DotEnv.Read(options).TryGetValue(Name, out string? parsed)
                ? parsed
                : throw NotUnderstood(line);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw NotUnderstood(line);
        }
    }

    private static string TextOf(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[MaxBytes + 1];
            int count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count <= MaxBytes
                ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes, 0, count)
                    .TrimStart('\uFEFF')
                : throw new SettingsException($"The file {path} is larger than 1 MiB; keep only settings in it.");
        }
        catch (DecoderFallbackException e)
        {
            throw new SettingsException($"The file {path} is not UTF-8; save it as UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The file {path} cannot be read; check its permissions: {e.Message}", e);
        }
    }

    private SettingsException NotUnderstood(int line) =>
        Wrong(line, "is not understood; write NAME=VALUE, or a comment that begins with #");

    /// <summary>Without the line itself: it may hold a password.</summary>
    private SettingsException Wrong(int line, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Line {line + 1} of {_path} {why}."));

    [GeneratedRegex(@"^[ \t]*(?:export[ \t]+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)[ \t]*=(?<value>.*)$")]
    private static partial Regex Entry();

    /// <summary>Blank lines, comments, and what only passes a variable of the shell on.</summary>
    [GeneratedRegex(@"^[ \t]*(?:export[ \t]+[A-Za-z_][A-Za-z0-9_]*[ \t]*)?(?:#.*)?$")]
    private static partial Regex PassedOver();

    [GeneratedRegex(@"^[ \t]*(?:#.*)?$")]
    private static partial Regex BehindValue();
}
