using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace Errand.Results.Reading;

/// <summary>Reads JSON token by token from a stream, a block at a time. Memory is one block, or the longest token if that is
/// larger.</summary>
internal sealed class JsonTokens : IDisposable
{
    public const int BlockSize = 256 * 1024;

    /// <summary>More than a stored result has: what is stored is not checked again.</summary>
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <summary>More of its array or object follows a value in the middle of JSON, and an array is read so from any element on.</summary>
    private static readonly JsonReaderState InArray = Opened("["u8);

    /// <summary>An object is read so from any of its names on.</summary>
    private static readonly JsonReaderState InObject = Opened("{"u8);

    private readonly Stream _json;
    private byte[] _bytes;
    private int _size;

    /// <summary>Where <see cref="_bytes"/> begins in the stream.</summary>
    private long _origin;

    /// <summary>The first byte after the current token.</summary>
    private int _next;

    /// <summary>The first byte that was not read from the stream yet.</summary>
    private int _end;

    private bool _isWhole;

    /// <summary>The next token is the first one in an array.</summary>
    private bool _isAtFirst;
    private int _start;
    private int _length;
    private JsonReaderState _state = new(Options);

    /// <param name="json">UTF-8 JSON, read from where it stands. The caller disposes of it.</param>
    /// <param name="blockSize">How much is read at once.</param>
    public JsonTokens(Stream json, int blockSize = BlockSize)
    {
        _json = json;
        _bytes = ArrayPool<byte>.Shared.Rent(blockSize);
        _size = blockSize;
    }

    public JsonTokenType Type { get; private set; }

    /// <summary>How many arrays and objects the current token is in. One that opens or closes is not in itself.</summary>
    public int Depth { get; private set; }

    public bool IsEscaped { get; private set; }

    public bool IsEnd => Type is JsonTokenType.EndArray or JsonTokenType.EndObject;

    public bool IsContainer => Type is JsonTokenType.StartArray or JsonTokenType.StartObject;

    /// <summary>The current token as it is written; a name without its colon. Gone with the next one.</summary>
    public ReadOnlySpan<byte> Raw => _bytes.AsSpan(_start, _length);

    /// <summary>A string or a name without its quotes, escaped as it is written.</summary>
    public ReadOnlySpan<byte> Inner => Raw[1..^1];

    /// <summary>Where the current token begins in the stream.</summary>
    public long Position => _origin + _start;

    /// <summary>The same JSON once more, to be read at the same time; null when it can be read in one place only. The caller disposes of
    /// it.</summary>
    public Stream? OpenAgain() => (_json as IReopenable)?.OpenAgain();

    /// <summary>Goes on with the value at a place.</summary>
    public ValueTask<bool> SeekAsync(long position, CancellationToken cancellationToken)
    {
        MoveTo(position);
        _state = position == 0 ? new JsonReaderState(Options) : InArray;
        return ReadAsync(cancellationToken);
    }

    /// <summary>Goes to before an element at a place, which is then the next one, as if its array had been opened there.</summary>
    /// <returns>The depth of its array from there on.</returns>
    public int MoveBeforeElement(long position)
    {
        MoveTo(position);
        _state = InArray;
        _isAtFirst = true;
        return 0;
    }

    /// <summary>Goes on with the name of a member at a place.</summary>
    public ValueTask<bool> SeekNameAsync(long position, CancellationToken cancellationToken)
    {
        MoveTo(position);
        _state = InObject;
        return ReadAsync(cancellationToken);
    }

    /// <summary>False at the end.</summary>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        TryRead() ? new ValueTask<bool>(true) : FillAndReadAsync(cancellationToken);

    /// <summary>Goes to the next element or name of the array or object of this depth; false at its end.</summary>
    public async ValueTask<bool> NextAsync(int depth, CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) && !(IsEnd && Depth == depth);

    /// <summary>Goes to the end of the current value.</summary>
    public ValueTask SkipAsync(CancellationToken cancellationToken) =>
        IsContainer ? CloseAsync(Depth, cancellationToken) : ValueTask.CompletedTask;

    /// <summary>Goes on until the array or object of this depth is closed.</summary>
    public async ValueTask CloseAsync(int depth, CancellationToken cancellationToken)
    {
        while (!(IsEnd && Depth == depth) && !TryClose(depth))
        {
            await FillAsync(cancellationToken);
        }
    }

    /// <summary>Copies the current value as it is written, and goes to its end.</summary>
    public async ValueTask CopyAsync(IBufferWriter<byte> to, CancellationToken cancellationToken)
    {
        int depth = Depth;
        int from = _start;
        bool isClosed = !IsContainer;
        while (!isClosed && !(isClosed = TryClose(depth)))
        {
            to.Write(_bytes.AsSpan(from, _next - from));
            await FillAsync(cancellationToken);
            from = _next;
            if (to is PipeWriter output)
            {
                await output.FlushAsync(cancellationToken);
            }
        }

        to.Write(_bytes.AsSpan(from, _start + _length - from));
    }

    /// <summary>Gives the current token and those that follow to a sink, until it has enough. Its last one is then the current
    /// one.</summary>
    public async ValueTask ScanAsync(IJsonSink sink, CancellationToken cancellationToken)
    {
        bool isText = Type is JsonTokenType.String or JsonTokenType.PropertyName;
        if (sink.Take(new JsonToken(Type, isText ? Inner : Raw, IsEscaped, Position)))
        {
            await ScanOnAsync(sink, cancellationToken);
        }
    }

    /// <summary>Gives the element that begins with the current token, and what follows in its array, to a sink, until it has enough. Then
    /// seek before more is read.</summary>
    public ValueTask ScanElementsAsync(INumberSink sink, CancellationToken cancellationToken)
    {
        MoveBeforeElement(Position);
        return ScanOnAsync(sink, cancellationToken);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private static JsonReaderState Opened(ReadOnlySpan<byte> opening)
    {
        var reader = new Utf8JsonReader(opening, isFinalBlock: false, new JsonReaderState(Options));
        reader.Read();
        return reader.CurrentState;
    }

    private void MoveTo(long position)
    {
        if (position >= _origin && position <= _origin + _end)
        {
            _next = (int)(position - _origin);
        }
        else
        {
            _json.Position = position;
            (_origin, _next, _end, _isWhole) = (position, 0, 0, false);
        }
    }

    private Utf8JsonReader Reader() => new(_bytes.AsSpan(_next, _end - _next), _isWhole, _state);

    private bool TryRead()
    {
        Utf8JsonReader reader = Reader();
        bool isRead = reader.Read();
        Take(ref reader, isRead);
        return isRead;
    }

    private bool TryClose(int depth)
    {
        Utf8JsonReader reader = Reader();
        bool isRead;
        do
        {
            isRead = reader.Read();
        }
        while (isRead && !(reader.CurrentDepth == depth && reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject));
        Take(ref reader, isRead);
        return isRead;
    }

    private async ValueTask ScanOnAsync(IJsonSink sink, CancellationToken cancellationToken)
    {
        while (TryScan(sink) && !_isWhole)
        {
            await FillAsync(cancellationToken);
        }
    }

    /// <summary>Scans what there is of the block. False when the sink has enough.</summary>
    private bool TryScan(IJsonSink sink)
    {
        var numbers = sink as INumberSink;
        bool goesOn = true;
        bool isRead = true;
        while (goesOn && isRead)
        {
            if (_isAtFirst && numbers is { TakesNumbers: true })
            {
                goesOn = TryScanNumbers(numbers, out bool isCut);
                if (isCut || !goesOn)
                {
                    break;
                }
            }

            (goesOn, isRead) = ScanTokens(sink, numbers);
        }

        return goesOn;
    }

    /// <summary>Scans the first elements of the array that was just opened. The reader does not see them: for it, the array begins after
    /// them.</summary>
    private bool TryScanNumbers(INumberSink sink, out bool isCut)
    {
        var numbers = new NumberScan(_bytes.AsSpan(_next, _end - _next), _origin + _next);
        bool goesOn = sink.Take(ref numbers);
        // More of the element may follow in the stream, unless it alone fills the block.
        isCut = numbers.IsCut && !_isWhole && _next + numbers.Taken > 0;
        _next += numbers.Taken;
        return goesOn;
    }

    /// <summary>Scans tokens, up to one that opens an array whose numbers the sink takes.</summary>
    private (bool GoesOn, bool IsRead) ScanTokens(IJsonSink sink, INumberSink? numbers)
    {
        Utf8JsonReader reader = Reader();
        bool isRead;
        bool goesOn;
        do
        {
            isRead = reader.Read();
            _isAtFirst &= !isRead;
            goesOn = !isRead || sink.Take(new JsonToken(
                reader.TokenType, reader.ValueSpan, reader.ValueIsEscaped, _origin + _next + reader.TokenStartIndex));
        }
        while (isRead && goesOn && !(reader.TokenType == JsonTokenType.StartArray && numbers is { TakesNumbers: true }));

        Take(ref reader, isRead);
        return (goesOn, isRead);
    }

    private void Take(ref Utf8JsonReader reader, bool isRead)
    {
        if (isRead)
        {
            bool isText = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
            Type = reader.TokenType;
            _isAtFirst = Type == JsonTokenType.StartArray;
            Depth = reader.CurrentDepth;
            IsEscaped = isText && reader.ValueIsEscaped;
            _start = _next + (int)reader.TokenStartIndex;
            _length = reader.ValueSpan.Length + (isText ? 2 : 0);
        }

        _state = reader.CurrentState;
        _next += (int)reader.BytesConsumed;
    }

    private async ValueTask<bool> FillAndReadAsync(CancellationToken cancellationToken)
    {
        while (!_isWhole)
        {
            await FillAsync(cancellationToken);
            if (TryRead())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads on behind what is left of the block. A token that fills it has it grow.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        int left = _end - _next;
        if (left == _size)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_size * 2);
            _bytes.AsSpan(_next, left).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
            _size *= 2;
        }
        else
        {
            _bytes.AsSpan(_next, left).CopyTo(_bytes);
        }

        _origin += _next;
        (_next, _end) = (0, left);
        int read = await _json.ReadAtLeastAsync(
            _bytes.AsMemory(left, _size - left), _size - left, throwOnEndOfStream: false, cancellationToken);
        _end += read;
        _isWhole = read < _size - left;
    }
}
