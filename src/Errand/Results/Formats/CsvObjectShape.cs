using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Finds out which table an object is.</summary>
internal sealed class CsvObjectShape(JsonTokens json)
{
    private readonly List<CsvColumn> _columns = [];
    private long _length;
    private int _width;

    /// <summary>The object must be the current value.</summary>
    public async ValueTask<CsvShape> FindAsync(CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        while (await json.NextAsync(depth, cancellationToken))
        {
            byte[] name = json.Unescaped().ToArray();
            await json.ReadAsync(cancellationToken);
            string? other = json.Type != JsonTokenType.StartArray ? "an object with members that are not arrays"
                : !await TryAddColumnAsync(name, cancellationToken) ? "an object of arrays of different lengths"
                : _width > CsvTable.MostColumns ? CsvTable.TooManyColumns
                : null;
            if (other is not null)
            {
                return CsvShape.OtherThan(other);
            }
        }

        return _columns.Count == 0 ? CsvShape.OtherThan("an empty object") : CsvShape.OfColumns(_columns, _length);
    }

    private async ValueTask<bool> TryAddColumnAsync(byte[] name, CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        long first = json.Position;
        long length = 0;
        int? width = null;
        while (await json.NextAsync(depth, cancellationToken))
        {
            first = length == 0 ? json.Position : first;
            length++;
            if (json.Type != JsonTokenType.Null)
            {
                int own = await WidthAsync(cancellationToken);
                width = width is null || own == width ? own : 0;
            }
        }

        bool isOfOneLength = _columns.Count == 0 || length == _length;
        _length = length;
        _width += Math.Max(1, width ?? 0);
        _columns.Add(new CsvColumn(name, first, json.Position - first, width ?? 0));
        return isOfOneLength;
    }

    /// <summary>How many values the element has that is an array of values; 0 for any other.</summary>
    private async ValueTask<int> WidthAsync(CancellationToken cancellationToken)
    {
        if (json.Type != JsonTokenType.StartArray)
        {
            await json.SkipAsync(cancellationToken);
            return 0;
        }

        int depth = json.Depth;
        int width = 0;
        bool isFlat = true;
        while (await json.NextAsync(depth, cancellationToken))
        {
            width++;
            isFlat &= !json.IsContainer;
            await json.SkipAsync(cancellationToken);
        }

        return isFlat ? width : 0;
    }
}
