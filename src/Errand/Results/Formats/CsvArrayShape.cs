using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Finds out which table an array is. Null is an empty row of any of them.</summary>
internal sealed class CsvArrayShape(JsonTokens json)
{
    private readonly CsvNames _names = new();
    private CsvLayout? _layout;
    private int _width;
    private string? _other;

    /// <summary>The array must be the current value.</summary>
    public async ValueTask<CsvShape> FindAsync(CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        while (_other is null && await json.NextAsync(depth, cancellationToken))
        {
            await (json.Type switch
            {
                JsonTokenType.Null => ValueTask.CompletedTask,
                JsonTokenType.StartObject => TakeRecordAsync(cancellationToken),
                JsonTokenType.StartArray => TakeRowAsync(cancellationToken),
                _ => TakeValue(),
            });
        }

        return _other is not null ? CsvShape.OtherThan(_other)
            : _layout switch
            {
                CsvLayout.Records when _names.Count == 0 => CsvShape.OtherThan("an array of empty objects"),
                CsvLayout.Records => CsvShape.OfRecords(_names),
                CsvLayout.Rows when _width == 0 => CsvShape.OtherThan("an array of empty arrays"),
                CsvLayout.Rows => CsvShape.OfRows(_width),
                _ => CsvShape.Values,
            };
    }

    private ValueTask TakeValue()
    {
        Has(CsvLayout.Values);
        return ValueTask.CompletedTask;
    }

    private async ValueTask TakeRecordAsync(CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        int likely = 0;
        Has(CsvLayout.Records);
        while (_other is null && await json.NextAsync(depth, cancellationToken))
        {
            int number = _names.Find(json, likely);
            if (number < 0)
            {
                number = _names.Count;
                _names.Add(json.Unescaped().ToArray());
                _other = _names.Count > CsvTable.MostColumns ? CsvTable.TooManyColumns : _other;
            }

            likely = number + 1;
            await json.ReadAsync(cancellationToken);
            await json.SkipAsync(cancellationToken);
        }
    }

    private async ValueTask TakeRowAsync(CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        int width = 0;
        bool isFirst = _layout is null;
        Has(CsvLayout.Rows);
        while (_other is null && await json.NextAsync(depth, cancellationToken))
        {
            width++;
            _other = json.IsContainer ? "an array of arrays that hold arrays or objects" : null;
        }

        _width = isFirst ? width : _width;
        _other ??= width == _width ? null : "an array of arrays of different lengths";
    }

    private void Has(CsvLayout layout)
    {
        _layout ??= layout;
        _other ??= layout == _layout ? null : "an array of different kinds of values";
    }
}
