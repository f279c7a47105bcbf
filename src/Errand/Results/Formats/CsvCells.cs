using System.Buffers;
using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes the cells of a table (RFC 4180).</summary>
/// <param name="isSafe">A text that a spreadsheet would take for a formula gets a <c>'</c> in front.</param>
internal sealed class CsvCells(bool isSafe)
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create("\",\r\n"u8);

    private readonly ArrayBufferWriter<byte> _nested = new();

    /// <summary>Writes the current value and goes to its end. Numbers are written as they are stored, null as nothing, arrays and objects
    /// as JSON.</summary>
    public ValueTask WriteAsync(JsonTokens json, IBufferWriter<byte> to, CancellationToken cancellationToken)
    {
        switch (json.Type)
        {
            case JsonTokenType.String:
                WriteText(json.Unescaped(), to);
                return ValueTask.CompletedTask;
            case JsonTokenType.Null:
                return ValueTask.CompletedTask;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                return WriteNestedAsync(json, to, cancellationToken);
            default:
                to.Write(json.Raw);
                return ValueTask.CompletedTask;
        }
    }

    public void WriteText(ReadOnlySpan<byte> text, IBufferWriter<byte> to)
    {
        bool isQuoted = text.IsEmpty || text.ContainsAny(Quoted); // Null is what has no quotes.
        if (isQuoted)
        {
            to.Write("\""u8);
        }

        if (isSafe && text is [(byte)'=' or (byte)'+' or (byte)'-' or (byte)'@', ..] && !text.SequenceEqual("-Infinity"u8))
        {
            to.Write("'"u8);
        }

        if (!isQuoted)
        {
            to.Write(text);
            return;
        }

        WriteDoubled(text, to);
        to.Write("\""u8);
    }

    private async ValueTask WriteNestedAsync(JsonTokens json, IBufferWriter<byte> to, CancellationToken cancellationToken)
    {
        _nested.ResetWrittenCount();
        await json.CopyAsync(_nested, cancellationToken);
        WriteText(_nested.WrittenSpan, to);
    }

    private static void WriteDoubled(ReadOnlySpan<byte> text, IBufferWriter<byte> to)
    {
        for (int quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            to.Write(text[..(quote + 1)]);
            to.Write("\""u8);
            text = text[(quote + 1)..];
        }

        to.Write(text);
    }
}
