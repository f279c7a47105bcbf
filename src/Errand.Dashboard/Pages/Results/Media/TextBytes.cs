using System.Globalization;
using System.Text;

namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>Reads a text out of JSON as UTF-8, piece by piece, however long it is.</summary>
/// <param name="json">A text in its quotes, and nothing else.</param>
internal sealed class TextBytes(Stream json)
{
    /// <summary>What an escape takes: <c>\ud83d\ude00</c>.</summary>
    private const int MostOfEscape = 12;

    /// <summary>What it becomes.</summary>
    private const int MostOfCharacter = 4;

    private const int EscapeLength = 6;

    private readonly byte[] _json = new byte[16 * 1024];
    private int _at;
    private int _end;
    private bool _isBegun;
    private bool _isRead;

    /// <summary>Whether all of the text was read.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Fills a piece of memory, all but a character of it. Returns how much was filled.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (!IsOver && into.Length - filled >= MostOfCharacter)
        {
            if (_end - _at < MostOfEscape && !_isRead)
            {
                await FillAsync(cancellationToken);
            }

            filled += Take(into.Span[filled..]);
        }

        return filled;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _json.AsSpan(_at, _end - _at).CopyTo(_json);
        (_at, _end) = (0, _end - _at);
        int count = await json.ReadAtLeastAsync(_json.AsMemory(_end), MostOfEscape, throwOnEndOfStream: false, cancellationToken);
        _isRead = count < MostOfEscape;
        _end += count;
        if (!_isBegun)
        {
            _isBegun = true;
            IsOver = _end == 0 || _json[_at++] != '"';
        }
    }

    /// <summary>Takes what is plain, or an escape. Returns how many bytes it became.</summary>
    private int Take(Span<byte> into)
    {
        ReadOnlySpan<byte> rest = _json.AsSpan(_at, _end - _at);
        if (IsOver || rest.IsEmpty || rest[0] == '"')
        {
            IsOver = true;
            return 0;
        }

        if (rest[0] == '\\')
        {
            return TakeEscape(rest, into);
        }

        int plain = rest.IndexOfAny((byte)'"', (byte)'\\');
        int count = Math.Min(plain < 0 ? rest.Length : plain, into.Length);
        rest[..count].CopyTo(into);
        _at += count;
        return count;
    }

    private int TakeEscape(ReadOnlySpan<byte> rest, Span<byte> into)
    {
        if (rest[1] != 'u')
        {
            _at += 2;
            into[0] = rest[1] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'t' => (byte)'\t',
                (byte)'r' => (byte)'\r',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                _ => rest[1],
            };
            return 1;
        }

        char first = UnitOf(rest);
        if (char.IsHighSurrogate(first) && rest.Length >= MostOfEscape && rest[EscapeLength] == '\\' && rest[EscapeLength + 1] == 'u'
            && Rune.TryCreate(first, UnitOf(rest[EscapeLength..]), out Rune pair))
        {
            _at += MostOfEscape;
            return pair.EncodeToUtf8(into);
        }

        _at += EscapeLength;
        return (Rune.TryCreate(first, out Rune character) ? character : Rune.ReplacementChar).EncodeToUtf8(into);
    }

    private static char UnitOf(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
