using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>Reads the bytes of media out of a result, piece by piece: of any size, with little memory.</summary>
internal sealed class MediaBytes : IAsyncDisposable
{
    /// <summary>Base64 is decoded by four characters.</summary>
    private const int PieceSize = 48 * 1024;

    /// <summary>Of a <c>data:</c> URI, before the comma.</summary>
    private const int MostOfHead = 1024;

    private readonly Stream _json;
    private readonly TextBytes _text;
    private readonly byte[] _coded = new byte[PieceSize];
    private readonly byte[] _bytes = new byte[PieceSize];
    private MediaCoding _coding;

    /// <summary>How much of the text was read and is not decoded yet.</summary>
    private int _codedCount;

    /// <summary>The first bytes, until they are asked for.</summary>
    private int _first;

    private MediaBytes(Stream json, MediaCoding coding) => (_json, _text, _coding) = (json, new TextBytes(json), coding);

    /// <summary>Null when there is no such result any more.</summary>
    /// <exception cref="InvalidDataException">It begins with what it cannot have.</exception>
    public static async Task<MediaBytes?> OpenAsync(ITaskClient tasks, TaskId id, MediaPlace place, CancellationToken cancellationToken)
    {
        if (await tasks.OpenResultAsync(id, new ResultOptions { Select = place.Pointer }, cancellationToken) is not { } json)
        {
            return null;
        }

        var media = new MediaBytes(json, place.Coding);
        try
        {
            await media.BeginAsync(cancellationToken);
            return media;
        }
        catch
        {
            await media.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next bytes; none at the end. They stay until the next call.</summary>
    /// <exception cref="InvalidDataException">Something comes that it cannot have.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        (int count, _first) = (_first, 0);
        while (count == 0 && !(_text.IsOver && _codedCount == 0))
        {
            await FillAsync(cancellationToken);
            count = Decode();
        }

        return _bytes.AsMemory(0, count);
    }

    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        while (await ReadAsync(cancellationToken) is { IsEmpty: false } bytes)
        {
            await target.WriteAsync(bytes, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        await FillAsync(cancellationToken);
        if (_coding == MediaCoding.Uri)
        {
            TakeHead();
        }
        else if (_coding == MediaCoding.TextOrBase64)
        {
            bool isText = _coded.AsSpan(0, _codedCount).TrimStart(" \t\r\n\ufeff"u8).StartsWith("<"u8);
            _coding = isText ? MediaCoding.Text : MediaCoding.Base64;
        }

        _first = Decode();
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken) =>
        _codedCount += await _text.ReadAsync(_coded.AsMemory(_codedCount), cancellationToken);

    private void TakeHead()
    {
        ReadOnlySpan<byte> text = _coded.AsSpan(0, _codedCount);
        int comma = text[..Math.Min(text.Length, MostOfHead)].IndexOf((byte)',');
        if (comma < 0)
        {
            throw new InvalidDataException("It is not a data URI.");
        }

        ReadOnlySpan<byte> end = text[Math.Max(0, comma - ";base64".Length)..comma];
        _coding = Ascii.EqualsIgnoreCase(end, ";base64"u8) ? MediaCoding.Base64 : MediaCoding.Uri;
        Keep(comma + 1);
    }

    private int Decode() => _coding switch
    {
        MediaCoding.Text => DecodeText(),
        MediaCoding.Base64 => DecodeBase64(),
        _ => DecodePercents(),
    };

    private int DecodeText()
    {
        int count = _codedCount;
        _coded.AsSpan(0, count).CopyTo(_bytes);
        Keep(count);
        return count;
    }

    /// <summary>Blanks in it do not matter, nor does it matter whether its end is filled up.</summary>
    private int DecodeBase64()
    {
        RemoveBlanks();
        while (_text.IsOver && _codedCount % 4 > 0)
        {
            _coded[_codedCount++] = (byte)'=';
        }

        int whole = _codedCount - (_codedCount % 4);
        OperationStatus status = Base64.DecodeFromUtf8(_coded.AsSpan(0, whole), _bytes, out _, out int count, isFinalBlock: _text.IsOver);
        if (status != OperationStatus.Done)
        {
            throw new InvalidDataException("It is not base64.");
        }

        Keep(whole);
        return count;
    }

    private void RemoveBlanks()
    {
        int kept = 0;
        foreach (byte each in _coded.AsSpan(0, _codedCount))
        {
            if (each > ' ')
            {
                _coded[kept++] = each;
            }
        }

        _codedCount = kept;
    }

    private int DecodePercents()
    {
        int count = 0;
        int at = 0;
        while (at < _codedCount && (_text.IsOver || _coded[at] != '%' || at + 2 < _codedCount))
        {
            bool isCoded = _coded[at] == '%' && at + 2 < _codedCount
                && byte.TryParse(_coded.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _bytes[count]);
            _bytes[count] = isCoded ? _bytes[count] : _coded[at];
            at += isCoded ? 3 : 1;
            count++;
        }

        Keep(at);
        return count;
    }

    /// <summary>Keeps what comes from here on for the next time.</summary>
    private void Keep(int from)
    {
        _coded.AsSpan(from, _codedCount - from).CopyTo(_coded);
        _codedCount -= from;
    }
}
