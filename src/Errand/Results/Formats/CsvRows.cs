using System.Globalization;
using System.Text;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes an array of arrays: each is a row.</summary>
internal sealed class CsvRows(JsonTokens json, int width, CsvLines lines)
{
    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        for (int column = 0; column < width; column++)
        {
            lines.AddText(Encoding.UTF8.GetBytes(column.ToString(CultureInfo.InvariantCulture)));
        }

        await lines.EndAsync(cancellationToken);
        while (await json.NextAsync(depth, cancellationToken))
        {
            await WriteRowAsync(cancellationToken);
            await lines.EndAsync(cancellationToken);
        }
    }

    private async ValueTask WriteRowAsync(CancellationToken cancellationToken)
    {
        if (!json.IsContainer)
        {
            lines.AddEmpty(width); // Null.
            return;
        }

        int depth = json.Depth;
        while (await json.NextAsync(depth, cancellationToken))
        {
            await lines.AddAsync(json, cancellationToken);
        }
    }
}
