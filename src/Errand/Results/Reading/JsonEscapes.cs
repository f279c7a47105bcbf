using System.Globalization;
using System.Text;

namespace Errand.Results.Reading;

/// <summary>The escapes of JSON strings.</summary>
internal static class JsonEscapes
{
    /// <summary>The text that an escaped one stands for. Half a surrogate pair, which is not a text, becomes U+FFFD; the framework's own
    /// reader throws.</summary>
    /// <param name="escaped">By the grammar of JSON.</param>
    public static byte[] Remove(ReadOnlySpan<byte> escaped)
    {
        byte[] text = new byte[escaped.Length]; // No escape is shorter than what it stands for.
        int length = 0;
        while (!escaped.IsEmpty)
        {
            int plain = escaped.IndexOf((byte)'\\');
            plain = plain < 0 ? escaped.Length : plain;
            escaped[..plain].CopyTo(text.AsSpan(length));
            length += plain;
            escaped = escaped[plain..];
            if (!escaped.IsEmpty)
            {
                length += Take(ref escaped).EncodeToUtf8(text.AsSpan(length));
            }
        }

        return text[..length];
    }

    private static Rune Take(ref ReadOnlySpan<byte> escaped)
    {
        byte letter = escaped[1];
        if (letter == 'u')
        {
            return TakeUnits(ref escaped);
        }

        escaped = escaped[2..];
        return new Rune(letter switch
        {
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => (char)letter,
        });
    }

    private static Rune TakeUnits(ref ReadOnlySpan<byte> escaped)
    {
        char unit = Unit(escaped);
        escaped = escaped[6..];
        if (char.IsHighSurrogate(unit) && escaped.StartsWith("\\u"u8) && Rune.TryCreate(unit, Unit(escaped), out Rune pair))
        {
            escaped = escaped[6..];
            return pair;
        }

        return Rune.TryCreate(unit, out Rune single) ? single : Rune.ReplacementChar;
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
