using System.Globalization;
using System.Text.Json;
using Errand.Dashboard.Serving;

namespace Errand.Dashboard.Pages.Results.Export;

/// <summary>Reads what the plots of a result draw: in full if it has room in a file, else thinned.</summary>
internal sealed class ExportReader
{
    /// <summary>Longer columns are thinned.</summary>
    private const long MostRows = 200_000;

    /// <summary>All columns together; after them columns are thinned, too. In the file each number takes 11 bytes.</summary>
    private const long MostNumbers = 4_000_000;

    private const int ThinnedRows = 20_000;
    private const int MostAtOnce = 100_000;

    /// <summary>Of one series.</summary>
    private const int MostColumns = 16;

    /// <summary>With what they are drawn over, or coloured by.</summary>
    private const int MostThinnedLines = MostColumns - 1;

    private const int MostSlices = 64;
    private const int MostBlocks = 1024;
    private const int MostTexts = 1000;

    /// <summary>No pointer: it has no slash.</summary>
    private const string RowsKey = "rows";

    private readonly ITaskClient _tasks;
    private readonly TaskId _id;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, double[]> _columns = new(StringComparer.Ordinal);
    private long _numbers;

    private ExportReader(ITaskClient tasks, TaskId id, CancellationToken cancellationToken) =>
        (_tasks, _id, _cancellationToken) = (tasks, id, cancellationToken);

    public static async Task<ExportData> ReadAsync(
        PageRequest request, TaskId id, IReadOnlyList<ResultView> plots, CancellationToken cancellationToken)
    {
        var reader = new ExportReader(request.Tasks, id, cancellationToken);
        List<ExportView> views = [];
        foreach (ResultView plot in plots)
        {
            views.Add(plot.Kind switch
            {
                ResultViewKind.Heatmap => await reader.MatricesAsync(plot),
                ResultViewKind.Histogram => await reader.HistogramAsync(plot),
                _ => await reader.ColumnsAsync(plot, views.Count),
            });
        }

        return new ExportData(views, reader._columns);
    }

    private async Task<ExportView> ColumnsAsync(ResultView plot, int number)
    {
        if (plot.X is null && plot.Y.Any(line => IsElement(line.Column)))
        {
            return await ElementsAsync(plot, number);
        }

        string[] columns = ColumnsOf(plot);
        ResultSeries whole = await RowsAsync(columns, 0);
        if (whole.Length > MostRows || _numbers + whole.Length * columns.Length > MostNumbers)
        {
            return await ThinnedAsync(plot, number);
        }

        Add(whole.Series, column => column);
        if (whole.Length > MostAtOnce)
        {
            Append((await RowsAsync(columns, MostAtOnce)).Series, (int)whole.Length);
        }

        return new ExportView
        {
            View = plot,
            Length = whole.Length,
            Columns = columns.ToDictionary(column => column, StringComparer.Ordinal),
            Texts = await TextsAsync(plot),
        };
    }

    /// <summary>The rows that are kept depend on what is drawn, so the columns are of this plot alone.</summary>
    private async Task<ExportView> ThinnedAsync(ResultView plot, int number)
    {
        ResultView drawn = plot with { Y = [.. plot.Y.Take(MostThinnedLines)] };
        string[] columns = ColumnsOf(drawn)[..Math.Min(ColumnsOf(drawn).Length, MostColumns)];
        ResultSeries series = await SeriesAsync(OptionsOf(drawn, columns));
        string prefix = string.Create(CultureInfo.InvariantCulture, $"{number}:");
        _columns[prefix + RowsKey] = [.. series.Rows.Select(row => (double)row)];
        Add(series.Series.Concat(series.With).Concat(series.X is { } over ? [over] : []), column => prefix + column);
        return new ExportView
        {
            View = drawn,
            Length = series.Length,
            Rows = prefix + RowsKey,
            Columns = columns.ToDictionary(column => column, column => prefix + column, StringComparer.Ordinal),
            Texts = await TextsAsync(plot),
        };
    }

    /// <summary>The elements of an array of arrays may be of any length, so each is read by itself.</summary>
    private async Task<ExportView> ElementsAsync(ResultView plot, int number)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        long longest = 0;
        foreach (string column in ColumnsOf(plot))
        {
            ResultSeries series = await RowsAsync([column], 0);
            longest = Math.Max(longest, series.Length);
            bool isThinned = series.Length > MostRows || _numbers + series.Length > MostNumbers;
            string prefix = isThinned ? string.Create(CultureInfo.InvariantCulture, $"{number}:") : "";
            if (isThinned)
            {
                series = await SeriesAsync(new ResultSeriesOptions { Y = [column], Points = ThinnedRows });
                rows[column] = $"{prefix}{RowsKey}{column}";
                _columns[rows[column]] = [.. series.Rows.Select(row => (double)row)];
            }

            Add(series.Series, name => prefix + name);
            if (!isThinned && series.Length > MostAtOnce)
            {
                Append((await RowsAsync([column], MostAtOnce)).Series, (int)series.Length);
            }

            keys[column] = prefix + column;
        }

        return new ExportView { View = plot, Length = longest, Columns = keys, OwnRows = rows };
    }

    /// <summary>As plot2d.js has it.</summary>
    private static bool IsElement(string column) =>
        column.LastIndexOf('/') is >= 0 and int slash && slash + 1 < column.Length
        && column.AsSpan(slash + 1).IndexOfAnyExceptInRange('0', '9') < 0 && !column.Contains('*', StringComparison.Ordinal);

    private static string[] ColumnsOf(ResultView plot) =>
    [
        .. new[] { OverOf(plot) }.Concat(plot.Y.SelectMany(line => new[] { line.Column, line.Error, line.Low, line.High }))
            .Append(plot.Color?.Column).OfType<string>().Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Null when it is the number of the row, and when it is texts.</summary>
    private static string? OverOf(ResultView plot) => plot.X is { Scale: not Scale.Category } over ? over.Column : null;

    private static ResultSeriesOptions OptionsOf(ResultView plot, IReadOnlyList<string> columns)
    {
        string? x = plot.Kind == ResultViewKind.Path ? null : OverOf(plot);
        string[] beside = plot is { Kind: ResultViewKind.Path, Color: { } color } ? [color.Column] : [];
        return new ResultSeriesOptions
        {
            X = x,
            Y = [.. columns.Where(column => column != x && !beside.Contains(column))],
            With = beside,
            Points = ThinnedRows,
            Method = plot.Kind == ResultViewKind.Path ? ResultThinning.Path : ResultThinning.MinMax,
        };
    }

    private void Add(IEnumerable<ResultColumn> columns, Func<string, string> keyOf)
    {
        foreach (ResultColumn column in columns)
        {
            if (_columns.TryAdd(keyOf(column.Column), [.. column.Values]))
            {
                _numbers += column.Values.Count;
            }
        }
    }

    /// <summary>Those that another plot has completed already stay as they are.</summary>
    private void Append(IEnumerable<ResultColumn> columns, int length)
    {
        foreach (ResultColumn column in columns.Where(column => _columns[column.Column].Length < length))
        {
            _columns[column.Column] = [.. _columns[column.Column], .. column.Values];
            _numbers += column.Values.Count;
        }
    }

    private async Task<ResultSeries> RowsAsync(IReadOnlyList<string> columns, int from)
    {
        ResultSeries? all = null;
        foreach (string[] some in columns.Chunk(MostColumns))
        {
            ResultSeries series = await SeriesAsync(new ResultSeriesOptions
            {
                Y = some,
                From = from,
                To = from + MostAtOnce - 1,
                Points = MostAtOnce,
                Method = ResultThinning.None,
            });
            all = all is null ? series : all with { Series = [.. all.Series, .. series.Series] };
        }

        return all!;
    }

    private async Task<ResultSeries> SeriesAsync(ResultSeriesOptions options) =>
        await _tasks.FindResultSeriesAsync(_id, options, _cancellationToken) ?? throw Gone();

    /// <summary>Of a column of texts that numbers are drawn over.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> TextsAsync(ResultView plot)
    {
        var texts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (plot.X is { Scale: Scale.Category } names)
        {
            texts[names.Column] = await TextsAsync(names.Column);
        }

        return texts;
    }

    private async Task<IReadOnlyList<string>> TextsAsync(string column)
    {
        var options = new ResultOptions { Select = column, Limit = MostTexts };
        await using Stream stream = await _tasks.OpenResultAsync(_id, options, _cancellationToken) ?? throw Gone();
        using JsonDocument texts = await JsonDocument.ParseAsync(stream, cancellationToken: _cancellationToken);
        return
        [
            .. texts.RootElement.EnumerateArray().Select(text => text.ValueKind switch
            {
                JsonValueKind.String => text.GetString()!,
                JsonValueKind.Null => "",
                _ => text.GetRawText(),
            }),
        ];
    }

    private async Task<ExportView> MatricesAsync(ResultView plot)
    {
        ResultShape shape = await _tasks.FindResultShapeAsync(
            _id, new ResultShapeOptions { At = plot.At, Limit = 1 }, _cancellationToken) ?? throw Gone();
        var matrices = new Dictionary<string, ResultMatrix>();
        foreach (IReadOnlyList<int> slice in SlicesOf(shape.Sizes ?? []).Take(MostSlices))
        {
            var options = new ResultMatrixOptions { At = plot.At, Slice = slice, Width = MostBlocks, Height = MostBlocks };
            ResultMatrix matrix = await _tasks.FindResultMatrixAsync(_id, options, _cancellationToken) ?? throw Gone();
            _numbers += matrix.Mean.Count;
            if (matrices.Count > 0 && _numbers > MostNumbers)
            {
                break;
            }

            matrices[string.Join(',', slice.Select(index => index.ToString(CultureInfo.InvariantCulture)))] = matrix;
        }

        return new ExportView { View = plot, Length = shape.Length ?? 0, Matrices = matrices };
    }

    private async Task<ExportView> HistogramAsync(ResultView plot)
    {
        var options = new ResultHistogramOptions { Column = plot.Y[0].Column };
        ResultHistogram histogram = await _tasks.FindResultHistogramAsync(_id, options, _cancellationToken) ?? throw Gone();
        return new ExportView { View = plot, Length = histogram.Length, Histogram = histogram };
    }

    /// <summary>The places on all axes but the last two.</summary>
    private static IEnumerable<IReadOnlyList<int>> SlicesOf(IReadOnlyList<long> sizes)
    {
        IEnumerable<IReadOnlyList<int>> places = [[]];
        foreach (long size in sizes.SkipLast(2))
        {
            int[] indices = [.. Enumerable.Range(0, (int)Math.Min(size, MostSlices))];
            places = places.SelectMany(place => indices.Select(index => (IReadOnlyList<int>)[.. place, index]));
        }

        return places;
    }

    private static InvalidOperationException Gone() => new("The task is gone.");
}
