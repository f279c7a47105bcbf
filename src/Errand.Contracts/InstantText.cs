using System.Globalization;

namespace Errand;

/// <summary>Instants as the server writes them: RFC 3339, UTC, with exactly milliseconds.</summary>
internal static class InstantText
{
    /// <summary>In bytes, of which each is a character.</summary>
    public const int Length = 24;

    /// <summary>How many bytes the text needs while it is made.</summary>
    public const int Room = Length + 4;

    /// <summary>Writes an instant, and returns the bytes of it.</summary>
    /// <param name="text">Has at least <see cref="Room"/> bytes.</param>
    /// <param name="instant">With any offset.</param>
    public static ReadOnlySpan<byte> Format(Span<byte> text, DateTimeOffset instant)
    {
        // The round-trip format needs no pattern, which costs five times as much; it has four digits more than milliseconds.
        instant.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[Length - 1] = (byte)'Z';
        return text[..Length];
    }
}
