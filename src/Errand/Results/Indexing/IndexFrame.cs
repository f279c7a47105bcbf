using System.Text;
using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>An array or object that is being read. Frames are used again for others of the same depth.</summary>
internal sealed class IndexFrame
{
    private readonly ArrayTally _array = new();
    private readonly ObjectTally _object = new();
    private readonly MarkList _marks = new();
    private List<ResultNode> _members = [];
    private long _start;
    private string? _name;

    private string? _memberName;

    /// <summary>The list of what its members are; null for an object that is not a row of one.</summary>
    private RecordColumns? _records;

    private int _column;

    public bool IsArray { get; private set; }

    /// <summary>A node will be made of it.</summary>
    public bool IsKept { get; private set; }

    public ArrayTally Array => _array;

    public ComplexForm ComplexForm => _object.ComplexForm;

    /// <summary>The name of the member whose value comes; null in an array.</summary>
    public string? MemberName => IsArray ? null : _memberName;

    /// <summary>Begins with another array or object.</summary>
    public void Open(in JsonToken token, bool isKept, string? name, RecordColumns? records)
    {
        IsArray = token.Type == JsonTokenType.StartArray;
        (IsKept, _start, _name, _memberName) = (isKept, token.Position, name, null);
        (_records, _column) = (records, -1);
        _marks.Clear();
        if (IsArray)
        {
            _array.Clear();
        }
        else
        {
            _object.Clear();
        }
    }

    public void TakeName(in JsonToken name, bool isMemberKept)
    {
        if (IsKept)
        {
            _marks.Add(_object.Length, name.Position);
            _memberName = isMemberKept ? Encoding.UTF8.GetString(name.Unescaped()) : null;
        }

        _object.AddName(name);
        _column = _records?.Add(name, _column + 1) ?? -1;
    }

    /// <summary>Called with the first token of each of its children.</summary>
    public void Begin(in JsonToken token)
    {
        if (IsArray)
        {
            Mark(token.Position);
        }

        if (_column >= 0)
        {
            _records!.AddKind(_column, KindOf(token));
        }
    }

    public void TakeScalar(in JsonToken token, bool isNumber, double value)
    {
        if (IsArray)
        {
            _array.AddScalar(token, isNumber, value);
        }
        else
        {
            _object.AddScalar(token, isNumber);
        }
    }

    /// <summary>Takes the next elements of an array, as long as they are numbers.</summary>
    /// <param name="numbers">The elements.</param>
    /// <param name="outer">The array that the array is in, if it is in one.</param>
    public void Take(ref NumberScan numbers, ArrayTally? outer)
    {
        while (numbers.TryTake(out double value))
        {
            Mark(numbers.ElementPosition);
            outer?.AddComponent(value, _array.Length);
            _array.AddNumber(value);
        }
    }

    /// <summary>Called with the place of each element of an array.</summary>
    public void Mark(long position)
    {
        if (IsKept)
        {
            _marks.Add(_array.Length, position);
        }
    }

    /// <summary>Takes a child that was closed.</summary>
    public void Take(IndexFrame child)
    {
        if (!IsArray)
        {
            if (child.IsArray)
            {
                _object.AddArray(child._array.Length);
            }
        }
        else if (child.IsArray)
        {
            _array.AddArray(child._array);
        }
        else
        {
            _array.AddObject(child.ComplexForm);
        }
    }

    public void Keep(ResultNode member) => _members.Add(member);

    public ResultNode ToNode(long end)
    {
        var marks = _marks.ToMarks();
        List<ResultNode> members = _members;
        _members = [];
        return IsArray ? _array.ToNode(_name, _start, end, marks) : _object.ToNode(_name, _start, end, marks, members);
    }

    private static CellKinds KindOf(in JsonToken token) => token.Type switch
    {
        JsonTokenType.Null => CellKinds.Null,
        JsonTokenType.Number => CellKinds.Number,
        JsonTokenType.String => InstantSeconds.TryRead(token.Unescaped(), out _) ? CellKinds.Instant : CellKinds.String,
        JsonTokenType.StartArray => CellKinds.Array,
        JsonTokenType.StartObject => CellKinds.Object,
        _ => CellKinds.Boolean,
    };
}
