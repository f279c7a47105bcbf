using System.Buffers.Text;
using System.Text.Json;

namespace Errand.Binding.Text;

/// <summary>Finds escapes such as <c>\ud800</c> without a partner: the JSON reader lets them pass, but they are not valid text.</summary>
internal static class LoneSurrogate
{
    /// <summary>Whether the name or string that a reader stands on holds one. Comparing such a text would throw.</summary>
    public static bool In(ref readonly Utf8JsonReader reader) => reader.ValueIsEscaped && In(reader.ValueSpan);

    /// <summary>Whether the raw inside of a JSON string, whose syntax is good, holds one.</summary>
    public static bool In(ReadOnlySpan<byte> raw)
    {
        int at = 0;
        while (raw[at..].IndexOf((byte)'\\') is >= 0 and int step)
        {
            at += step;
            int unit = CodeUnit(raw[at..]);
            if (unit is < 0xD800 or > 0xDFFF)
            {
                at += unit < 0 ? 2 : 6;
            }
            else if (unit < 0xDC00 && CodeUnit(raw[(at + 6)..]) is >= 0xDC00 and <= 0xDFFF)
            {
                at += 12;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The code unit of the <c>\uXXXX</c> that the text starts with, or -1.</summary>
    private static int CodeUnit(ReadOnlySpan<byte> raw) =>
        raw.Length >= 6 && raw[0] == '\\' && raw[1] == 'u'
        && Utf8Parser.TryParse(raw[2..6], out ushort unit, out int consumed, 'x') && consumed == 4
            ? unit
            : -1;
}
