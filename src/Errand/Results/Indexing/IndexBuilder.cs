using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>Makes a node of a value, with nodes of what is in it: of members of objects, as far as memory allows, and not of elements of
/// arrays, of which there may be millions.</summary>
internal sealed class IndexBuilder : INumberSink
{
    /// <summary>The memory of all nodes of a value, in bytes.</summary>
    private const long MostMemory = 4 * 1024 * 1024;

    private readonly List<IndexFrame> _frames = [];
    private RowScan? _rows;
    private long _memoryLeft = MostMemory;
    private int _depth;

    /// <summary>How many arrays and objects are open of which nothing is wanted.</summary>
    private int _passedOver;

    /// <summary>Null until the value has ended.</summary>
    public ResultNode? Root { get; private set; }

    public bool TakesNumbers => _passedOver == 0;

    /// <summary>Reads the current value to its end.</summary>
    public static async ValueTask<ResultNode> BuildAsync(JsonTokens json, CancellationToken cancellationToken)
    {
        var builder = new IndexBuilder();
        await json.ScanAsync(builder, cancellationToken);
        return builder.Root ?? throw new JsonException("The result ends early.");
    }

    public bool Take(in JsonToken token)
    {
        if (_passedOver > 0)
        {
            _passedOver += token.Opens ? 1 : token.Closes ? -1 : 0;
        }
        else if (token.Type == JsonTokenType.PropertyName)
        {
            IndexFrame frame = _frames[_depth - 1];
            frame.TakeName(token, frame.IsKept && _memoryLeft > 0);
        }
        else if (token.Opens)
        {
            Open(token);
        }
        else if (token.Closes)
        {
            Close(token);
        }
        else
        {
            TakeScalar(token);
        }

        return Root is null;
    }

    public bool Take(ref NumberScan numbers)
    {
        IndexFrame frame = _frames[_depth - 1];
        if (numbers.IsAtArray())
        {
            (_rows ??= new RowScan()).Take(frame, ref numbers);
        }
        else
        {
            frame.Take(ref numbers, _depth > 1 && _frames[_depth - 2] is { IsArray: true } outer ? outer.Array : null);
        }

        return true;
    }

    private void Open(in JsonToken token)
    {
        IndexFrame? parent = _depth == 0 ? null : _frames[_depth - 1];
        parent?.Begin(token);
        bool isKept = parent is null || parent.MemberName is not null;
        if (!isKept && parent is { IsArray: false, IsKept: false })
        {
            _passedOver = 1; // What is in the rows of a table matters to nobody but its reader.
            return;
        }

        if (_depth == _frames.Count)
        {
            _frames.Add(new IndexFrame());
        }

        bool isRow = parent is { IsArray: true, IsKept: true } && token.Type == JsonTokenType.StartObject;
        _frames[_depth++].Open(token, isKept, parent?.MemberName, isRow ? parent!.Array.ListRecords() : null);
    }

    private void Close(in JsonToken token)
    {
        IndexFrame frame = _frames[--_depth];
        IndexFrame? parent = _depth == 0 ? null : _frames[_depth - 1];
        parent?.Take(frame);
        if (frame.IsKept)
        {
            Keep(frame.ToNode(token.End), parent);
        }
    }

    private void TakeScalar(in JsonToken token)
    {
        if (_depth == 0)
        {
            Keep(ResultNodes.OfScalar(token, null), null);
            return;
        }

        IndexFrame frame = _frames[_depth - 1];
        frame.Begin(token);
        double value = 0; // Of members nobody wants to know it.
        bool isNumber = (!frame.IsArray && token.Type == JsonTokenType.Number) || JsonNumber.TryRead(token, out value);
        if (isNumber && frame.IsArray && _depth > 1 && _frames[_depth - 2] is { IsArray: true } outer)
        {
            outer.Array.AddComponent(value, frame.Array.Length);
        }

        frame.TakeScalar(token, isNumber, value);
        if (frame.MemberName is { } name)
        {
            Keep(ResultNodes.OfScalar(token, name), frame);
        }
    }

    private void Keep(ResultNode node, IndexFrame? parent)
    {
        _memoryLeft -= node.MemorySize;
        if (parent is null)
        {
            Root = node;
        }
        else
        {
            parent.Keep(node);
        }
    }
}
