using System.Globalization;
using System.Text;
using System.Text.Json;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>Writes the way to a value twice: as a JSON Pointer for programs, as C# would say it for people.</summary>
internal static class FaultPath
{
    private const string Root = "#/args";

    /// <summary>RFC 6901, section 6: a pointer as a URI fragment.</summary>
    public static string Pointer(ReadOnlySpan<PathStep> steps, ReadOnlySpan<byte> body)
    {
        var pointer = new StringBuilder(Root);
        foreach (PathStep step in steps)
        {
            pointer.Append('/');
            AppendEscaped(pointer, Name(step, body) ?? step.Start.ToString(CultureInfo.InvariantCulture));
        }

        return pointer.ToString();
    }

    /// <summary>Such as <c>items[3].name</c>.</summary>
    public static string Words(ReadOnlySpan<PathStep> steps, ReadOnlySpan<byte> body)
    {
        var words = new StringBuilder();
        foreach (PathStep step in steps)
        {
            if (Name(step, body) is { } name)
            {
                words.Append(words.Length > 0 ? "." : "").Append(Excerpt.Shorten(name));
            }
            else
            {
                words.Append(CultureInfo.InvariantCulture, $"[{step.Start}]");
            }
        }

        return words.Length > 0 ? words.ToString() : "args";
    }

    /// <summary>Appends one reference token: ~ and / by RFC 6901, then whatever a URI fragment cannot hold by percent.</summary>
    private static void AppendEscaped(StringBuilder pointer, string name)
    {
        foreach (byte b in Encoding.UTF8.GetBytes(name))
        {
            _ = (char)b switch
            {
                '~' => pointer.Append("~0"),
                '/' => pointer.Append("~1"),
                var c when char.IsAsciiLetterOrDigit(c) || "-._!$&'()*+,;=:@?".Contains(c, StringComparison.Ordinal) => pointer.Append(c),
                _ => pointer.Append(CultureInfo.InvariantCulture, $"%{b:X2}"),
            };
        }
    }

    private static string? Name(PathStep step, ReadOnlySpan<byte> body)
    {
        if (step.Member is not null || step.Length == 0)
        {
            return step.Member;
        }

        var reader = new Utf8JsonReader(body.Slice(step.Start, step.Length));
        reader.Read();
        return reader.GetString();
    }
}
