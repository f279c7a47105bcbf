using System.Globalization;
using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Columns;

/// <summary>A column of numbers of a result, or of instants as numbers: read from it, or from memory.</summary>
/// <param name="result">The result.</param>
/// <param name="parameter">The option by which it was asked for.</param>
/// <param name="pointer">The pointer by which it was.</param>
/// <param name="array">The array whose elements it has.</param>
/// <param name="firstStep">The first step of the pointer that is made in each of these.</param>
internal sealed class NumberColumn(IndexedResult result, string parameter, ResultPointer pointer, ResultNode array, int firstStep)
    : IColumn
{
    /// <summary>Of JSON. The halves of a column that is larger are read at the same time, by two processors.</summary>
    private const long MostByOne = 4 * 1024 * 1024;

    /// <summary>What holds nothing but numbers, to any depth.</summary>
    private static readonly string[] OfNumbers =
        [ResultKind.Numbers, ResultKind.Complex, ResultKind.Vectors, ResultKind.Matrix, ResultKind.Grid];

    /// <summary>Those in memory, of these rows.</summary>
    private double[]? _numbers;
    private RowRange _loaded;

    /// <summary>Whether they are written as instants; null: not known yet.</summary>
    private bool? _areInstants;

    public string Name => pointer.ToString();

    public long Length => array.Length;

    public int NumbersOfRow => 1;

    public IColumn Through(IndexedResult other) => new NumberColumn(other, parameter, pointer, array, firstStep)
    {
        _numbers = _numbers,
        _loaded = _loaded,
        _areInstants = _areInstants,
    };

    public async ValueTask<ResultRefusal?> LoadAsync(RowRange range, CancellationToken cancellationToken)
    {
        var all = new RowRange(0, Length);
        if (result.FindNumbers(Name) is { } known)
        {
            (_numbers, _loaded) = (known, all);
            return null;
        }

        double[] numbers = new double[range.Count];
        var list = new NumberList(numbers, range.First);
        ResultRefusal? refusal = range == all
            ? await ReadAllAsync(list, cancellationToken)
            : await ReadAsync(range, list, cancellationToken);
        if (refusal is null)
        {
            (_numbers, _loaded) = (numbers, range);
            if (range == all)
            {
                result.KeepNumbers(Name, numbers);
            }
        }

        return refusal;
    }

    public bool Has(RowRange range) => _numbers is not null && _loaded.Holds(range);

    public double[]? Find(RowRange range)
    {
        int first = (int)(range.First - _loaded.First);
        return !Has(range) ? null : range == _loaded ? _numbers : _numbers![first..(first + (int)range.Count)];
    }

    public async ValueTask<ResultRefusal?> ReadAsync(RowRange range, IRowSink rows, CancellationToken cancellationToken)
    {
        if (range.Count == 0)
        {
            return null;
        }

        if (Has(range))
        {
            for (long row = range.First; row <= range.Last; row++)
            {
                rows.Take(row, _numbers![row - _loaded.First]);
            }

            return null;
        }

        await FindFormAsync(cancellationToken);
        return await ReadAsync(result, range, rows, cancellationToken);
    }

    /// <summary>Reads all rows; each is taken once, in any order.</summary>
    private async ValueTask<ResultRefusal?> ReadAllAsync(IRowSink rows, CancellationToken cancellationToken)
    {
        await FindFormAsync(cancellationToken);
        await using Stream? second = array.End - array.Start > MostByOne ? result.Json.OpenAgain() : null;
        if (second is null)
        {
            return await ReadAsync(new RowRange(0, Length), rows, cancellationToken);
        }

        using var json = new JsonTokens(second);
        long half = Length / 2;
        Task<ResultRefusal?> lower = RunAsync(result, new RowRange(0, half));
        Task<ResultRefusal?> upper = RunAsync(result.With(json), new RowRange(half, Length - half));
        await Task.WhenAll(lower, upper);
        return await lower ?? await upper;

        Task<ResultRefusal?> RunAsync(IndexedResult reader, RowRange range) =>
            Task.Run(async () => await ReadAsync(reader, range, rows, cancellationToken), CancellationToken.None);
    }

    private async ValueTask FindFormAsync(CancellationToken cancellationToken)
    {
        if (_areInstants is not null || OfNumbers.Contains(array.Kind) || Length == 0)
        {
            return;
        }

        var first = new FirstCell();
        await result.GoToElementAsync(array, 0, cancellationToken);
        await result.Json.ScanElementsAsync(new ColumnReader(pointer, firstStep, new RowRange(0, Length), first), cancellationToken);
        _areInstants = first.IsInstant;
    }

    private async ValueTask<ResultRefusal?> ReadAsync(
        IndexedResult from, RowRange range, IRowSink rows, CancellationToken cancellationToken)
    {
        var reader = new ColumnReader(pointer, firstStep, range, _areInstants == true ? new InstantCells(rows) : new NumberCells(rows));
        await from.GoToElementAsync(array, range.First, cancellationToken);
        await from.Json.ScanElementsAsync(reader, cancellationToken);
        return reader.WrongRow is { } wrong ? NotNumber(wrong) : null;
    }

    private ResultRefusal NotNumber(long row) => ResultRefusal.Unfit(
        parameter, FaultCode.Type,
        string.Create(CultureInfo.InvariantCulture, $"{Name} is not a column of numbers or of instants: row {row} has something else."));
}
