using System.Buffers;
using System.IO.Pipelines;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes the lines of a table.</summary>
/// <param name="output">Where to.</param>
/// <param name="isSafe">A text that a spreadsheet would take for a formula gets a <c>'</c> in front.</param>
/// <param name="columns">How many cells a line has.</param>
internal sealed class CsvLines(PipeWriter output, bool isSafe, int columns)
{
    private bool _isFirst = true;

    public CsvCells Cells { get; } = new(isSafe);

    /// <summary>Writes the current value as a cell, and goes to its end.</summary>
    public ValueTask AddAsync(JsonTokens json, CancellationToken cancellationToken)
    {
        if (json.Type == System.Text.Json.JsonTokenType.Null)
        {
            Add([]);
            return ValueTask.CompletedTask;
        }

        Separate();
        return Cells.WriteAsync(json, output, cancellationToken);
    }

    public void AddText(ReadOnlySpan<byte> text)
    {
        Separate();
        Cells.WriteText(text, output);
    }

    /// <param name="cell">As it stands in the line; empty for null.</param>
    public void Add(ReadOnlySpan<byte> cell)
    {
        Separate();
        // Readers pass over an empty line, and with it a row would be missing.
        output.Write(cell.IsEmpty && columns == 1 ? "\"\""u8 : cell);
    }

    public void AddEmpty(int cells)
    {
        for (int i = 0; i < cells; i++)
        {
            Add([]);
        }
    }

    public ValueTask EndAsync(CancellationToken cancellationToken)
    {
        output.Write("\r\n"u8);
        _isFirst = true;
        return output.FlushWhenFullAsync(cancellationToken);
    }

    private void Separate()
    {
        if (!_isFirst)
        {
            output.Write(","u8);
        }

        _isFirst = false;
    }
}
