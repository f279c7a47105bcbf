using System.Text.Json;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>Reads what a pointer leads to in each element of an array.</summary>
/// <param name="pointer">The whole pointer.</param>
/// <param name="firstStep">The first of its steps that is made in each element.</param>
/// <param name="range">The rows that are read: it begins with the first of them.</param>
/// <param name="cells">What receives them.</param>
internal sealed class ColumnReader(ResultPointer pointer, int firstStep, RowRange range, ICells cells) : INumberSink
{
    private readonly int _steps = pointer.Steps - firstStep;

    /// <summary>Which element each step leads to in an array.</summary>
    private readonly int[] _indexes = [.. Enumerable.Range(firstStep, pointer.Steps - firstStep).Select(pointer.Index)];

    /// <summary>Of each array on the way, how many of its elements have come; of each object, whether its member has.</summary>
    private readonly long[] _passed = new long[pointer.Steps - firstStep + 1];

    /// <summary>If each cell is a number or an element of an array, it can be taken without its tokens.</summary>
    private readonly NumberCells? _numbers =
        pointer.Steps == firstStep || (pointer.Steps == firstStep + 1 && pointer.Index(firstStep) >= 0) ? cells as NumberCells : null;

    private long _row = range.First;

    /// <summary>How many arrays and objects of the element are open, and how many of these the way goes through.</summary>
    private int _depth;
    private int _onWay;

    /// <summary>The innermost object on the way has just named the member that the pointer leads to.</summary>
    private bool _isNamed;
    private bool _isInArray;

    /// <summary>The row that has something that does not fit, if one has.</summary>
    public long? WrongRow { get; private set; }

    public bool TakesNumbers => _depth == 0 && _numbers is not null;

    public bool Take(in JsonToken token)
    {
        if (token.Closes)
        {
            return TakeEnd();
        }

        if (token.Type == JsonTokenType.PropertyName)
        {
            TakeName(token);
            return true;
        }

        bool isOnWay = _depth == 0 || (_depth == _onWay && IsNext());
        if (isOnWay && _onWay == _steps)
        {
            isOnWay = false;
            if (!cells.TryTake(token))
            {
                WrongRow = _row;
                return false;
            }
        }

        if (token.Opens)
        {
            _depth++;
            if (isOnWay)
            {
                Enter(token.Type == JsonTokenType.StartArray);
            }

            return WrongRow is null;
        }

        return _depth > 0 || EndElement();
    }

    public bool Take(ref NumberScan numbers)
    {
        while (_steps == 0 ? numbers.TryTake(out double value) : numbers.TryTakeCell(_indexes[0], out value))
        {
            _numbers!.Take(_row, value);
            if (++_row > range.Last)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the value that begins is the one that the next step leads to.</summary>
    private bool IsNext()
    {
        if (!_isInArray)
        {
            (bool isNamed, _isNamed) = (_isNamed, false);
            return isNamed;
        }

        return _passed[_onWay]++ == _indexes[_onWay - 1];
    }

    private void TakeName(in JsonToken name)
    {
        if (_depth == _onWay && _passed[_onWay] == 0 && name.Unescaped().SequenceEqual(pointer.Name(firstStep + _onWay - 1)))
        {
            _passed[_onWay] = 1; // Of members of the same name the first one counts.
            _isNamed = true;
        }
    }

    private void Enter(bool isArray)
    {
        _onWay++;
        _passed[_onWay] = 0;
        _isInArray = isArray;
        if (isArray && pointer.IsEach(firstStep + _onWay - 1))
        {
            WrongRow = _row; // Each element of an element: a matrix, not a column.
        }
    }

    private bool TakeEnd()
    {
        if (_depth == 0)
        {
            return false;
        }

        if (_depth == _onWay)
        {
            _onWay--;
            // What the way has led to is over: nothing more is looked for in what it has come through.
            _isInArray = false;
            _isNamed = false;
            if (_onWay > 0)
            {
                _passed[_onWay] = Math.Max(_passed[_onWay], 1);
            }
        }

        _depth--;
        return _depth > 0 || EndElement();
    }

    private bool EndElement()
    {
        cells.EndRow(_row);
        _onWay = 0;
        return ++_row <= range.Last;
    }
}
