using System.Globalization;
using Errand.Results.Columns;
using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Results.Looks;

/// <summary>Reads columns, and of their rows as many as are wanted.</summary>
internal sealed class SeriesLook(IndexedResult result, SeriesQuery query)
{
    /// <summary>24 MiB. Columns beyond that are not held in memory: they are read again for each step.</summary>
    public const long MostInMemory = 3 * 1024 * 1024;

    private static readonly string TooManyColumns =
        string.Create(CultureInfo.InvariantCulture, $"There may be {SeriesQuery.MaxColumns} columns at most.");

    private static readonly string TooManyNumbers = string.Create(
        CultureInfo.InvariantCulture,
        $"This method takes {MostInMemory} numbers at most. Choose a part by from and to, or the method minmax.");

    private readonly List<IColumn> _columns = [];

    public async ValueTask<Look<ResultSeries>> ReadAsync(CancellationToken cancellationToken)
    {
        ResultRefusal? refusal = CheckColumns() ?? await FindColumnsAsync(cancellationToken);
        if (refusal is not null)
        {
            return new Look<ResultSeries>(null, refusal);
        }

        (RowRange range, refusal) = await FindRangeAsync(cancellationToken);
        refusal ??= await LoadAsync(range, cancellationToken);
        if (refusal is not null)
        {
            return new Look<ResultSeries>(null, refusal);
        }

        (IReadOnlyList<long> rows, double? tolerance, refusal) = range.Count <= query.Points
            ? ([.. Enumerable.Range(0, (int)range.Count).Select(i => range.First + i)], null, null)
            : await ThinAsync(range, cancellationToken);
        return refusal is null
            ? await PickAsync(range, rows, tolerance, cancellationToken)
            : new Look<ResultSeries>(null, refusal);
    }

    private ResultRefusal? CheckColumns()
    {
        int axes = query.Columns - query.With.Count;
        return query.Columns > SeriesQuery.MaxColumns ? ResultRefusal.Unfit("y", FaultCode.Length, TooManyColumns)
            : query.Method == ResultThinning.Path && axes is not (2 or 3)
                ? ResultRefusal.Unfit("method", FaultCode.Length, "A path has two or three columns: x and y, or two or three y.")
            : null;
    }

    private async ValueTask<ResultRefusal?> FindColumnsAsync(CancellationToken cancellationToken)
    {
        IEnumerable<(string Parameter, ColumnName Name)> wanted =
        [
            .. query.X is { } x ? new[] { ("x", x) } : [],
            .. query.Y.Select(name => ("y", name)),
            .. query.With.Select(name => ("with", name)),
        ];
        foreach ((string parameter, ColumnName name) in wanted)
        {
            (IColumn? column, ResultRefusal? refusal) = await new ColumnFinder(result, parameter).FindAsync(name, cancellationToken);
            if (column is null)
            {
                return refusal;
            }

            if (_columns.Count > 0 && column.Length != _columns[0].Length)
            {
                return ResultRefusal.Unfit(parameter, FaultCode.Length, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The columns must be of one length: {_columns[0].Name} has {_columns[0].Length} rows and {name} has {column.Length}."));
            }

            _columns.Add(column);
        }

        var all = new RowRange(0, _columns[0].Length);
        return all.Count * _columns.Sum(column => column.NumbersOfRow) <= MostInMemory ? await LoadAsync(all, cancellationToken) : null;
    }

    /// <summary>Has rows of as many columns in memory as there is room for.</summary>
    private async ValueTask<ResultRefusal?> LoadAsync(RowRange range, CancellationToken cancellationToken)
    {
        long room = MostInMemory;
        foreach (IColumn column in _columns)
        {
            long numbers = range.Count * column.NumbersOfRow;
            if (numbers > room)
            {
                continue;
            }

            room -= numbers;
            if (!column.Has(range) && await column.LoadAsync(range, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private async ValueTask<(RowRange Range, ResultRefusal? Refusal)> FindRangeAsync(CancellationToken cancellationToken)
    {
        var all = new RowRange(0, _columns[0].Length);
        if (query.From is null && query.To is null)
        {
            return (all, null);
        }

        if (query.X is not null)
        {
            var within = new RowsWithin(query.From ?? double.NegativeInfinity, query.To ?? double.PositiveInfinity);
            IColumn x = _columns[0];
            bool fits = all.Count * x.NumbersOfRow <= MostInMemory;
            ResultRefusal? refusal = fits ? await x.LoadAsync(all, cancellationToken) : null;
            refusal ??= await x.ReadAsync(all, within, cancellationToken);
            return (within.Range, refusal);
        }

        // Anything beyond the rows is the nearest row, and so is a double that no integer is.
        double first = Math.Clamp(Math.Ceiling(query.From ?? 0), 0, all.Count);
        double last = Math.Clamp(Math.Floor(query.To ?? all.Last), -1, all.Last);
        return (last < first ? default : new RowRange((long)first, (long)last - (long)first + 1), null);
    }

    private async ValueTask<(IReadOnlyList<long> Rows, double? Tolerance, ResultRefusal? Refusal)> ThinAsync(
        RowRange range, CancellationToken cancellationToken)
    {
        if (query.Method == ResultThinning.None)
        {
            return ([], null, ResultRefusal.Unfit("points", FaultCode.Range, string.Create(
                CultureInfo.InvariantCulture, $"The range has {range.Count} rows, which are more than {query.Points} points. Choose a method.")));
        }

        if (query.Method == ResultThinning.MinMax)
        {
            ResultRefusal? wrong = null;
            long[] rows = await MinMaxThinning.ThinAsync(
                range, _columns.Count, query.Points, async sinks => wrong ??= await ReadAllAsync(range, sinks, cancellationToken));
            return (rows, null, wrong);
        }

        int axes = query.Columns - query.With.Count;
        if (range.Count * axes > MostInMemory)
        {
            return ([], null, ResultRefusal.Unfit("method", FaultCode.Range, TooManyNumbers));
        }

        (List<double[]> window, ResultRefusal? refusal) = await WindowAsync(range, axes, cancellationToken);
        return refusal is not null ? ([], null, refusal)
            : query.Method == ResultThinning.Lttb ? (Counted(range, Lttb(window)), null, null)
            : PathThinning.Thin(window, query.Points) is { } path ? (Counted(range, path.Rows), path.Tolerance, null)
            : ([], null, ResultRefusal.Unfit(
                "points", FaultCode.Range, "The path has too many gaps, or is too intricate. Choose a part by from and to, or another method."));
    }

    private int[] Lttb(List<double[]> window) =>
        query.X is null ? LttbThinning.Thin(null, window, query.Points) : LttbThinning.Thin(window[0], window[1..], query.Points);

    private async ValueTask<(List<double[]> Window, ResultRefusal? Refusal)> WindowAsync(
        RowRange range, int axes, CancellationToken cancellationToken)
    {
        List<double[]> window = [];
        foreach (IColumn column in _columns[..axes])
        {
            if (column.Find(range) is { } known)
            {
                window.Add(known);
                continue;
            }

            double[] numbers = new double[range.Count];
            if (await column.ReadAsync(range, new NumberList(numbers, range.First), cancellationToken) is { } refusal)
            {
                return (window, refusal);
            }

            window.Add(numbers);
        }

        return (window, null);
    }

    private async ValueTask<Look<ResultSeries>> PickAsync(
        RowRange range, IReadOnlyList<long> rows, double? tolerance, CancellationToken cancellationToken)
    {
        PickedRows[] picked = [.. _columns.Select(_ => new PickedRows(rows))];
        if (await ReadAllAsync(range, picked, cancellationToken) is { } refusal)
        {
            return new Look<ResultSeries>(null, refusal);
        }

        List<ResultColumn> columns = [.. _columns.Zip(picked, (column, cells) => new ResultColumn
        {
            Column = column.Name,
            Values = cells.Values,
            NonFinite = cells.NonFinite,
            Nulls = cells.Nulls,
        })];
        int first = query.X is null ? 0 : 1;
        return new Look<ResultSeries>(
            new ResultSeries
            {
                Length = _columns[0].Length,
                First = range.Count == 0 ? null : range.First,
                Last = range.Count == 0 ? null : range.Last,
                Drawn = rows.Count,
                Method = query.Method,
                Tolerance = tolerance,
                Rows = rows,
                X = query.X is null ? null : columns[0],
                Series = columns[first..(first + query.Y.Count)],
                With = columns[(first + query.Y.Count)..],
            },
            null);
    }

    /// <summary>Reads rows of all columns. What is not in memory is read by two processors.</summary>
    private async ValueTask<ResultRefusal?> ReadAllAsync(
        RowRange range, IReadOnlyList<IRowSink> sinks, CancellationToken cancellationToken)
    {
        var refusals = new ResultRefusal?[_columns.Count];
        int next = -1;
        await using Stream? second = _columns.Count(column => !column.Has(range)) > 1 ? result.Json.OpenAgain() : null;
        if (second is null)
        {
            await ReadAsync(_columns);
            return refusals.FirstOrDefault(refusal => refusal is not null);
        }

        using var json = new JsonTokens(second);
        IndexedResult other = result.With(json);
        List<IColumn> same = [.. _columns.Select(column => column.Through(other))];
        await Task.WhenAll(
            Task.Run(() => ReadAsync(_columns), CancellationToken.None), Task.Run(() => ReadAsync(same), CancellationToken.None));
        return refusals.FirstOrDefault(refusal => refusal is not null);

        async Task ReadAsync(List<IColumn> columns)
        {
            for (int i = Interlocked.Increment(ref next); i < columns.Count; i = Interlocked.Increment(ref next))
            {
                refusals[i] = await columns[i].ReadAsync(range, sinks[i], cancellationToken);
            }
        }
    }

    private static long[] Counted(RowRange range, int[] rows) => [.. rows.Select(row => range.First + row)];
}
