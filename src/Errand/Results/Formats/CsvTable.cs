using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes what is selected as a table in CSV (RFC 4180): with a header, lines that end in CRLF, UTF-8.</summary>
internal static class CsvTable
{
    /// <summary>As many as a spreadsheet has. A row of an array of arrays may have more: it needs no list of names.</summary>
    public const int MostColumns = 16_384;

    public static readonly string TooManyColumns =
        string.Create(CultureInfo.InvariantCulture, $"a table of more than {MostColumns} columns");

    /// <summary>Returns why nothing was written, or null.</summary>
    public static async Task<ResultRefusal?> WriteAsync(
        ResultSource source, bool isSafe, PipeWriter output, CancellationToken cancellationToken)
    {
        CsvShape shape = await source.ReadAsync(FindShapeAsync, cancellationToken);
        if (shape.Other is { } other)
        {
            return ResultRefusal.OtherShape("CSV", other);
        }

        var lines = new CsvLines(output, isSafe, shape.TableWidth);
        await source.ReadAsync((json, stop) => WriteAsync(json, shape, lines, stop), cancellationToken);
        return null;
    }

    private static ValueTask<CsvShape> FindShapeAsync(JsonTokens json, CancellationToken cancellationToken) => json.Type switch
    {
        JsonTokenType.StartArray => new CsvArrayShape(json).FindAsync(cancellationToken),
        JsonTokenType.StartObject => new CsvObjectShape(json).FindAsync(cancellationToken),
        _ => new ValueTask<CsvShape>(CsvShape.OtherThan(json.Kind())),
    };

    private static async ValueTask<CsvLines> WriteAsync(
        JsonTokens json, CsvShape shape, CsvLines lines, CancellationToken cancellationToken)
    {
        await (shape.Layout switch
        {
            CsvLayout.Values => new CsvValues(json, lines).WriteAsync(cancellationToken),
            CsvLayout.Rows => new CsvRows(json, shape.Width, lines).WriteAsync(cancellationToken),
            CsvLayout.Records => new CsvRecords(json, shape.Names, lines).WriteAsync(cancellationToken),
            _ => new CsvColumns(json, shape.Columns, shape.Length, lines).WriteAsync(cancellationToken),
        });
        return lines;
    }
}
