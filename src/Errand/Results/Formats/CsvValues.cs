using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes an array of plain values as a table of one column.</summary>
internal sealed class CsvValues(JsonTokens json, CsvLines lines)
{
    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        lines.AddText("value"u8);
        await lines.EndAsync(cancellationToken);
        while (await json.NextAsync(depth, cancellationToken))
        {
            await lines.AddAsync(json, cancellationToken);
            await lines.EndAsync(cancellationToken);
        }
    }
}
