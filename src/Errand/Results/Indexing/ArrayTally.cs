using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>Finds out what an array is while it is read.</summary>
internal sealed class ArrayTally
{
    /// <summary>Vectors have no more components.</summary>
    public const int MostColumns = 16;

    /// <summary>A path has no more. A few points of one are a matrix.</summary>
    private const int MostAxes = 3;

    /// <summary>As deep as NumPy goes.</summary>
    private const int MostDimensions = 32;

    private readonly long[] _sizes = new long[MostDimensions];
    private readonly NumberFacts[] _columns = new NumberFacts[MostColumns];
    private NumberFacts _numbers;
    private int _dimensions;
    private bool _isRegular;
    private long _length;
    private long _nulls;
    private long _booleans;
    private long _plainNumbers;
    private long _strings;

    /// <summary>The strings that stand for numbers.</summary>
    private long _numberTexts;
    private long _instants;
    private long _arrays;

    /// <summary>Those of its arrays that hold numbers only, or nothing.</summary>
    private long _lists;
    private long _objects;
    private long _complex;
    private ComplexForm _complexForm;

    public long Length => _length;

    /// <summary>The members of its objects; null when it has none.</summary>
    public RecordColumns? Records { get; private set; }

    private bool HasNumbers => _numbers.Finite + _numbers.NonFinite > 0;

    /// <summary>Whether it is made of numbers, to any depth, in a regular way. Null may stand for a number.</summary>
    private bool IsTensor => _arrays == 0
        ? _length > 0 && _plainNumbers + _numberTexts + _nulls == _length
        : _isRegular && _arrays == _length;

    public void Clear()
    {
        if (_arrays > 0)
        {
            Array.Clear(_columns);
        }

        _numbers = default;
        (_dimensions, _isRegular, _length) = (0, true, 0);
        (_nulls, _booleans, _plainNumbers, _strings, _numberTexts) = (0, 0, 0, 0, 0);
        (_instants, _arrays, _lists, _objects, _complex) = (0, 0, 0, 0, 0);
        _complexForm = ComplexForm.None;
        Records = null;
    }

    /// <param name="token">A value that is not an array or object.</param>
    /// <param name="isNumber">Whether it may stand where a number is expected.</param>
    /// <param name="value">The number that it then is.</param>
    public void AddScalar(in JsonToken token, bool isNumber, double value)
    {
        _length++;
        if (isNumber)
        {
            _numbers.Add(value);
        }

        switch (token.Type)
        {
            case JsonTokenType.Number:
                _plainNumbers++;
                break;
            case JsonTokenType.Null:
                _nulls++;
                break;
            case JsonTokenType.String:
                _instants += _instants == _strings && IsInstant(token) ? 1 : 0;
                _numberTexts += isNumber ? 1 : 0;
                _strings++;
                break;
            default:
                _booleans++;
                break;
        }
    }

    /// <param name="value">What stands where a number is expected: null, or a text if it is not finite.</param>
    public void AddNumber(double value)
    {
        _length++;
        _numbers.Add(value);
        if (double.IsFinite(value))
        {
            _plainNumbers++;
        }
        else if (JsonNumber.IsNull(value))
        {
            _nulls++;
        }
        else
        {
            _numberTexts++;
            _strings++;
        }
    }

    /// <summary>Adds an element of one of its arrays.</summary>
    public void AddComponent(double value, long index)
    {
        if (index < MostColumns)
        {
            _columns[index].Add(value);
        }
    }

    public void AddArray(ArrayTally inner)
    {
        _length++;
        if (!inner.IsTensor || inner._dimensions + 1 >= MostDimensions)
        {
            _isRegular = false;
        }
        else if (_arrays == 0)
        {
            inner.CopySizes(_sizes);
            _dimensions = inner._dimensions + 1;
        }
        else
        {
            _isRegular &= inner.HasSizes(_sizes, _dimensions);
        }

        _lists += inner._length == 0 || (inner.IsTensor && inner._dimensions == 0) ? 1 : 0;
        _numbers.Add(inner._numbers);
        _arrays++;
    }

    public void AddObject(ComplexForm form)
    {
        _length++;
        _complexForm = _objects == 0 ? form : _complexForm;
        _complex += form != ComplexForm.None && form == _complexForm ? 1 : 0;
        _objects++;
    }

    /// <summary>The list of the members of its objects, to add to.</summary>
    public RecordColumns ListRecords() => Records ??= new RecordColumns();

    public string Kind()
    {
        if (_length == _nulls)
        {
            return ResultKind.Array;
        }

        if (_arrays > 0)
        {
            return !IsTensor || !HasNumbers ? ResultKind.Array
                : _dimensions > 1 ? ResultKind.Grid
                : _sizes[0] is >= 2 and <= MostColumns && _length > 4 * _sizes[0] ? ResultKind.Vectors
                : ResultKind.Matrix;
        }

        long present = _length - _nulls;
        return _plainNumbers + _numberTexts == present ? ResultKind.Numbers
            : _strings == present ? (_instants == present ? ResultKind.Instants : ResultKind.Strings)
            : _booleans == present ? ResultKind.Booleans
            : _objects != present ? ResultKind.Array
            : _complex == present && _nulls == 0 ? ResultKind.Complex
            : ResultKind.Records;
    }

    public ResultNode ToNode(string? name, long start, long end, Marks? marks)
    {
        string kind = Kind();
        bool isTensor = kind is ResultKind.Vectors or ResultKind.Matrix or ResultKind.Grid;
        NumberFacts[] columns = kind == ResultKind.Vectors || (kind == ResultKind.Matrix && _sizes[0] <= MostAxes)
            ? _columns[..(int)_sizes[0]]
            : [];
        RecordColumns? records = kind is ResultKind.Records or ResultKind.Complex ? Records : null;
        return new ResultNode
        {
            Kind = kind,
            Name = name,
            Start = start,
            End = end,
            Length = _length,
            Numbers = isTensor || kind == ResultKind.Numbers ? _numbers : default,
            Sizes = isTensor ? [_length, .. _sizes[.._dimensions]] : [],
            Columns = columns,
            Records = records,
            Marks = marks,
            IsArray = true,
            IsRagged = kind == ResultKind.Array && HasNumbers && _lists == _length,
            MemorySize = ResultNodes.FixedSize + ((marks?.Places.Length ?? 0) * sizeof(long)) + (columns.Length * 56L)
                + (records?.MemorySize ?? 0) + ((name?.Length ?? 0) * 2),
        };
    }

    private void CopySizes(long[] sizes)
    {
        sizes[0] = _length;
        Array.Copy(_sizes, 0, sizes, 1, _dimensions);
    }

    private bool HasSizes(long[] sizes, int dimensions) =>
        _dimensions + 1 == dimensions && sizes[0] == _length && _sizes.AsSpan(0, _dimensions).SequenceEqual(sizes.AsSpan(1, _dimensions));

    private static bool IsInstant(in JsonToken token) => InstantSeconds.TryRead(token.Unescaped(), out _);
}
