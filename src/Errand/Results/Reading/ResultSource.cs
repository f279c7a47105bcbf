using System.IO.Pipelines;
using System.Text.Json;

namespace Errand.Results.Reading;

/// <summary>What is selected of a result: it can be read as often as needed.</summary>
internal sealed class ResultSource : IDisposable
{
    private readonly JsonTokens _json;
    private readonly ResultPointer _pointer;
    private readonly ElementSlice _slice;
    private readonly ResultStart _start;
    private readonly int _blockSize;
    private SelectedArray? _array;
    private long _position;

    /// <param name="result">Must be seekable. The caller disposes of it, after the source.</param>
    /// <param name="pointer">What is selected.</param>
    /// <param name="slice">What of it, if it is an array.</param>
    /// <param name="start">Where to begin to look for it.</param>
    /// <param name="blockSize">How much is read at once.</param>
    public ResultSource(
        Stream result, ResultPointer pointer, ElementSlice slice, ResultStart start, int blockSize = JsonTokens.BlockSize)
    {
        _blockSize = blockSize;
        _json = new JsonTokens(result, blockSize);
        _pointer = pointer;
        _slice = slice;
        _start = start;
    }

    /// <summary>Whether it stands in the result as it is, so that a reader may go to places in it.</summary>
    public bool IsVerbatim => _array is null;

    /// <summary>Finds it, before it is read. Returns why it is not there, or null.</summary>
    public async Task<ResultRefusal?> FindAsync(CancellationToken cancellationToken)
    {
        await _json.SeekAsync(_start.Position, cancellationToken);
        long first = _json.Position;
        PointerPlace place = await _json.FollowAsync(_pointer, _start.Step, _start.Element, cancellationToken);
        if (place.Kind == PointerPlaceKind.Nowhere)
        {
            return ResultRefusal.NoSuchMember(_pointer, place.Step);
        }

        if (!_slice.IsAll && _json.Type != JsonTokenType.StartArray)
        {
            return ResultRefusal.NotAnArray(_json.Kind());
        }

        _position = _json.Position;
        _array = place.Kind == PointerPlaceKind.Value && _slice.IsAll
            ? null
            : new SelectedArray(_pointer, place.Step, _slice, _position == first ? _start.Element : null);
        return null;
    }

    /// <summary>Writes it as JSON.</summary>
    public async ValueTask WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        await _json.SeekAsync(_position, cancellationToken);
        await (_array is null
            ? _json.CopyAsync(output, cancellationToken)
            : _array.WriteAsync(_json, output, cancellationToken));
    }

    /// <summary>Has it read from its first token, which is the current one.</summary>
    public async ValueTask<T> ReadAsync<T>(
        Func<JsonTokens, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        if (IsVerbatim)
        {
            await _json.SeekAsync(_position, cancellationToken);
            return await read(_json, cancellationToken);
        }

        var pipe = new Pipe();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task writing = WriteIntoAsync(pipe.Writer, stop.Token);
        try
        {
            using var json = new JsonTokens(pipe.Reader.AsStream(), _blockSize);
            await json.ReadAsync(cancellationToken);
            return await read(json, cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await writing; // It throws nothing: what goes wrong reaches the reader through the pipe.
            await pipe.Reader.CompleteAsync();
        }
    }

    public void Dispose() => _json.Dispose();

    private async Task WriteIntoAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await WriteAsync(output, cancellationToken);
        }
        catch (Exception e)
        {
            failure = e;
        }

        await output.CompleteAsync(failure);
    }
}
