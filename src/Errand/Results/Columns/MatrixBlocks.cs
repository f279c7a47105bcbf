using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Columns;

/// <summary>Reads rows of a matrix, and makes the mean of each block of them.</summary>
internal sealed class MatrixBlocks : INumberSink
{
    /// <summary>The tokens of a longer row cost little for each cell.</summary>
    private const int MostCells = 1024;

    private readonly int _firstColumn;
    private readonly int _columns;
    private readonly int _rows;
    private readonly int _blockRows;
    private readonly int _blockColumns;
    private readonly int _shapeColumns;
    private readonly double[] _sums;
    private readonly int[] _counts;
    private readonly double[] _cells = new double[MostCells];
    private NumberFacts _facts;
    private int _row;

    /// <summary>Of the current value in its row; -1 outside of rows.</summary>
    private int _column = -1;

    public MatrixBlocks(int firstColumn, int columns, int rows, int width, int height)
    {
        (_firstColumn, _columns, _rows) = (firstColumn, columns, rows);
        (_blockRows, _blockColumns) = (BlockOf(rows, height), BlockOf(columns, width));
        _shapeColumns = ShapeOf(columns, _blockColumns);
        _sums = new double[ShapeOf(rows, _blockRows) * _shapeColumns];
        _counts = new int[_sums.Length];
    }

    public bool TakesNumbers => true;

    public bool Take(in JsonToken token)
    {
        if (token.Closes)
        {
            _column = -1;
            return ++_row < _rows;
        }

        if (!token.Opens && JsonNumber.TryRead(token, out double value))
        {
            Add(value);
        }

        _column++;
        return true;
    }

    public bool Take(ref NumberScan numbers) => _column >= 0 ? TakeCells(ref numbers) : TakeRows(ref numbers);

    public ResultMatrix ToMatrix() => new()
    {
        Rows = _rows,
        Columns = _columns,
        Block = [_blockRows, _blockColumns],
        Shape = [ShapeOf(_rows, _blockRows), _shapeColumns],
        Encoding = "f32",
        Mean = [.. _sums.Zip(_counts, (sum, count) => (float)(sum / count))],
        Min = _facts.Finite > 0 ? _facts.Min : null,
        Max = _facts.Finite > 0 ? _facts.Max : null,
        NonFinite = _facts.NonFinite,
        Nulls = _facts.Nulls,
    };

    private static int BlockOf(int count, int most) => Math.Max(1, (int)(((long)count + most - 1) / most));

    private static int ShapeOf(int count, int block) => (int)(((long)count + block - 1) / block);

    private bool TakeCells(ref NumberScan numbers)
    {
        for (; numbers.TryTake(out double value); _column++)
        {
            Add(value);
        }

        return true;
    }

    private bool TakeRows(ref NumberScan numbers)
    {
        while (numbers.TryTakeRow(_cells, out int count))
        {
            for (_column = 0; _column < count; _column++)
            {
                Add(_cells[_column]);
            }

            _column = -1;
            if (++_row == _rows)
            {
                return false;
            }
        }

        return true;
    }

    private void Add(double value)
    {
        if (_column < _firstColumn || _column >= _firstColumn + _columns)
        {
            return;
        }

        _facts.Add(value);
        if (double.IsFinite(value))
        {
            int block = (_row / _blockRows * _shapeColumns) + ((_column - _firstColumn) / _blockColumns);
            _sums[block] += value;
            _counts[block]++;
        }
    }
}
