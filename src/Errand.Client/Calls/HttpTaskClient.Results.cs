using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Calls;

/// <content>Results, and what is in them.</content>
internal sealed partial class HttpTaskClient
{
    public async Task<Stream?> OpenResultAsync(TaskId id, ResultOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ResultOptions();
        Check(options);
        bool isPart = options.Offset != 0 || options.Limit is not null || options.Every != 1;
        QueryText query = new QueryText()
            .Add("select", options.Select.Length == 0 ? null : options.Select)
            .Add("offset", isPart ? options.Offset : null)
            .Add("limit", options.Limit)
            .Add("every", isPart ? options.Every : null)
            .Add("format", options.Format switch { ResultFormat.Csv => "csv", ResultFormat.Npy => "npy", _ => null })
            .Add("safe", options.Safe ? 1 : null);
        var call = new Call(HttpMethod.Get, PathOf(id, $"/result{query}")) { IsStreamed = true };
        HttpResponseMessage answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode)
        {
            // Its end, or its disposal, gives the connection back.
            return await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }

        using (answer)
        {
            return await ThrowUnlessWithoutResultAsync<Stream>(answer, isRight: true, cancellationToken).ConfigureAwait(false);
        }
    }

    public Task<ResultShape?> FindResultShapeAsync(TaskId id, ResultShapeOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ResultShapeOptions();
        QueryText query = new QueryText()
            .Add("at", options.At).Add("depth", options.Depth).Add("offset", options.Offset).Add("limit", options.Limit);
        return LookAsync(id, $"shape{query}", ErrandJson.Default.ResultShape, cancellationToken);
    }

    public Task<ResultSeries?> FindResultSeriesAsync(TaskId id, ResultSeriesOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        QueryText query = new QueryText()
            .Add("x", options.X).Add("y", options.Y).Add("with", options.With).Add("from", options.From).Add("to", options.To)
            .Add("points", options.Points)
            .Add("method", options.Method switch
            {
                ResultThinning.MinMax => "minmax",
                ResultThinning.Lttb => "lttb",
                ResultThinning.Path => "path",
                ResultThinning.None => "none",
                _ => $"{options.Method}",
            });
        return LookAsync(id, $"series{query}", ErrandJson.Default.ResultSeries, cancellationToken);
    }

    public Task<ResultMatrix?> FindResultMatrixAsync(TaskId id, ResultMatrixOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ResultMatrixOptions();
        QueryText query = new QueryText()
            .Add("at", options.At)
            .Add("slice", options.Slice.Count == 0 ? null : string.Join(',', options.Slice.Select(TextOf)))
            .Add("rows", $"{TextOf(options.FirstRow)}:{TextOf(options.EndRow)}")
            .Add("columns", $"{TextOf(options.FirstColumn)}:{TextOf(options.EndColumn)}")
            .Add("width", options.Width).Add("height", options.Height);
        return LookAsync(id, $"matrix{query}", ErrandJson.Default.ResultMatrix, cancellationToken);
    }

    public Task<ResultHistogram?> FindResultHistogramAsync(
        TaskId id, ResultHistogramOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ResultHistogramOptions();
        QueryText query = new QueryText().Add("column", options.Column).Add("bins", options.Bins);
        return LookAsync(id, $"histogram{query}", ErrandJson.Default.ResultHistogram, cancellationToken);
    }

    public Task<ResultTable?> FindResultTableAsync(TaskId id, ResultTableOptions? options, CancellationToken cancellationToken)
    {
        options ??= new ResultTableOptions();
        QueryText query = new QueryText()
            .Add("at", options.At).Add("member", options.Members).Add("sort", options.Sort).Add("offset", options.Offset)
            .Add("limit", options.Limit);
        return LookAsync(id, $"table{query}", ErrandJson.Default.ResultTable, cancellationToken);
    }

    private static string TextOf(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string TextOf(int? number) => number is { } known ? TextOf(known) : "";

    /// <summary>The server answers options that are out of range as it answers a slice of what is not an array; so they are checked
    /// here.</summary>
    private static void Check(ResultOptions options)
    {
        string? wrong =
            !PointerText.IsPointer(options.Select) ? "Select must be a JSON Pointer (RFC 6901), such as /r/0."
            : options.Offset < 0 ? "Offset must be an integer from 0."
            : options.Limit < 0 ? "Limit must be an integer from 0."
            : options.Every < 1 ? "Every must be an integer from 1."
            : null;
        if (wrong is not null)
        {
            throw new ArgumentException(wrong, nameof(options));
        }
    }

    private async Task<T?> LookAsync<T>(TaskId id, string what, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using HttpResponseMessage answer = await SendAsync(new Call(HttpMethod.Get, PathOf(id, $"/result/{what}")), cancellationToken)
            .ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            return await ThrowUnlessWithoutResultAsync<T>(answer, isRight: false, cancellationToken).ConfigureAwait(false);
        }

        byte[] text = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(text, type);
    }

    /// <summary>Null when there is no such task, it is not done or it ended without a result.</summary>
    private async Task<T?> ThrowUnlessWithoutResultAsync<T>(HttpResponseMessage answer, bool isRight, CancellationToken cancellationToken)
        where T : class
    {
        ErrandProblemException problem = await ProblemReader.ReadAsync(answer, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return problem.Slug is ProblemSlug.UnknownTask or ProblemSlug.ResultNotReady or ProblemSlug.TaskNotSucceeded
            ? null
            : throw ProblemMap.OfResult(problem, isRight);
    }
}
