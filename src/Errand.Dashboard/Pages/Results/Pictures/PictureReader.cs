using System.Text.Json;
using System.Text.RegularExpressions;

namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>Reads what a picture draws of a result, thinned.</summary>
internal sealed partial class PictureReader(ITaskClient tasks, TaskId id, ResultView view, CancellationToken cancellationToken)
{
    /// <summary>Of more lines only the first ones are drawn.</summary>
    private const int MostLines = 16;

    private const int FirstLines = 8;

    /// <summary>Of one series, with what they are drawn over.</summary>
    private const int MostColumns = 16;

    private const int Points = 2000;
    private const int MostTexts = 1000;

    /// <summary>JSON with such x is in milliseconds; an axis of instants is in seconds.</summary>
    private const string Milliseconds = "ms since 1970";

    private bool IsPath => view.Kind == ResultViewKind.Path;

    private string? Over => !IsPath && view.X is { Scale: not Scale.Category } x ? x.Column : null;

    /// <summary>Whether a picture can be drawn of a view.</summary>
    public static bool Has(ResultView view) =>
        view.Kind is ResultViewKind.Lines or ResultViewKind.Scatter or ResultViewKind.Bars
        || view is { Kind: ResultViewKind.Path, Y.Count: 2 };

    public static bool IsTime(ResultView view) => view.X is { } x && (x.Scale == Scale.Time || x.Unit == Milliseconds);

    /// <returns>Null when the task is gone.</returns>
    public async Task<PictureRows?> ReadAsync() => IsPath ? await ReadPathAsync() : await ReadLinesAsync();

    private async Task<PictureRows?> ReadPathAsync()
    {
        var options = new ResultSeriesOptions
        {
            Y = [.. view.Y.Select(line => line.Column)],
            With = view.Color is { } colour ? [colour.Column] : [],
            Points = Points,
            Method = ResultThinning.Path,
        };
        return await tasks.FindResultSeriesAsync(id, options, cancellationToken) is not { } series ? null : new PictureRows
        {
            Lines = [new PictureLine
            {
                View = view.Y[1],
                Index = 0,
                X = series.Series[0].Values,
                Y = series.Series[1].Values,
                Shade = series.With.Count > 0 ? series.With[0].Values : null,
            }],
            Length = series.Length,
            Drawn = series.Drawn,
            Gaps = series.Series.Max(column => column.NonFinite + column.Nulls),
            Tolerance = series.Tolerance,
        };
    }

    private async Task<PictureRows?> ReadLinesAsync()
    {
        IReadOnlyList<string>? texts = view.X is { Scale: Scale.Category } category ? await TextsAsync(category.Column) : null;
        string[]? categories = texts is null ? null : [.. texts.Distinct(StringComparer.Ordinal)];
        double[]? places = categories is null ? null : [.. texts!.Select(text => (double)Array.IndexOf(categories, text))];
        List<PictureLine> lines = [];
        List<ResultSeries> read = [];
        foreach (List<int> batch in Batches())
        {
            if (await tasks.FindResultSeriesAsync(id, OptionsOf(batch, texts?.Count), cancellationToken) is not { } series)
            {
                return null;
            }

            read.Add(series);
            double[] x = XOf(series, places);
            lines.AddRange(batch.Select((line, i) => LineOf(line, series, i, x)));
        }

        // Lines of one length share their rows; others are counted together.
        bool isUnequal = read.Exists(series => series.Length != read[0].Length);
        ResultSeries[] counted = [.. isUnequal ? read : read.Take(1)];
        return new PictureRows
        {
            Lines = lines,
            IsUnequal = isUnequal,
            Length = counted.Sum(series => series.Length),
            Drawn = counted.Sum(series => series.Drawn),
            Gaps = read.Sum(series => series.Series.Sum(column => column.NonFinite + column.Nulls)),
            Categories = categories,
        };
    }

    /// <summary>The lines that are drawn, in groups that one series has room for.</summary>
    private List<List<int>> Batches()
    {
        int count = view.Y.Count > MostLines ? FirstLines : view.Y.Count;
        int room = MostColumns - (Over is null ? 0 : 1) - (view.Color is null ? 0 : 1);
        List<List<int>> batches = [];
        int used = room;
        for (int i = 0; i < count; i++)
        {
            int needed = 1 + ExtrasOf(view.Y[i]).Count();
            if (used + needed > room || (view.X is null && IsElement(view.Y[i].Column)))
            {
                batches.Add([]);
                used = 0;
            }

            batches[^1].Add(i);
            used += needed;
        }

        return batches;
    }

    /// <summary>Whether a column is an element of an array of arrays, which may be of any length.</summary>
    private static bool IsElement(string column) => Element().IsMatch(column);

    [GeneratedRegex(@"^[^*]*/[0-9]+\z")]
    private static partial Regex Element();

    private static IEnumerable<string> ExtrasOf(ViewLine line) => new[] { line.Low, line.High, line.Error }.OfType<string>();

    private ResultSeriesOptions OptionsOf(List<int> batch, int? rows) => new()
    {
        X = Over,
        Y = [.. batch.Select(line => view.Y[line].Column)],
        With =
        [
            .. batch.SelectMany(line => ExtrasOf(view.Y[line])).Concat(view.Color is { } colour ? [colour.Column] : [])
                .Distinct(StringComparer.Ordinal),
        ],
        From = rows is null ? null : 0,
        To = rows is { } count ? Math.Max(0, count - 1) : null,
        Points = Points,
    };

    private double[] XOf(ResultSeries series, double[]? places) =>
        places is not null ? [.. series.Rows.Select(row => row < places.Length ? places[row] : double.NaN)]
        : series.X is not { } x ? [.. series.Rows.Select(row => (double)row)]
        : view.X!.Unit == Milliseconds ? [.. x.Values.Select(value => value / 1000)]
        : [.. x.Values];

    private PictureLine LineOf(int index, ResultSeries series, int place, double[] x)
    {
        ViewLine line = view.Y[index];
        IReadOnlyList<double> values = series.Series[place].Values;
        IReadOnlyList<double>? Beside(string? column) =>
            column is null ? null : series.With.FirstOrDefault(beside => beside.Column == column)?.Values;
        IReadOnlyList<double>? error = Beside(line.Error);
        bool hasSpan = ExtrasOf(line).Any();
        return new PictureLine
        {
            View = line,
            Index = index,
            X = x,
            Y = values,
            Low = hasSpan ? Beside(line.Low) ?? [.. values.Select((value, i) => value - Math.Abs(error?[i] ?? 0))] : null,
            High = hasSpan ? Beside(line.High) ?? [.. values.Select((value, i) => value + Math.Abs(error?[i] ?? 0))] : null,
            Shade = view.Kind == ResultViewKind.Scatter ? Beside(view.Color?.Column) : null,
        };
    }

    private async Task<IReadOnlyList<string>?> TextsAsync(string column)
    {
        var options = new ResultOptions { Select = column, Limit = MostTexts };
        await using Stream? stream = await tasks.OpenResultAsync(id, options, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        using JsonDocument texts = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        return
        [
            .. texts.RootElement.EnumerateArray().Select(
                text => text.ValueKind == JsonValueKind.String ? text.GetString()! : text.GetRawText()),
        ];
    }
}
