using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Errand.Control;

/// <summary>What a request to change many tasks asked for, as the audit log has it.</summary>
internal static class FilterText
{
    /// <summary>The log has room for 1 KiB, and for how many tasks were changed.</summary>
    private const int MaxSearch = 400;

    /// <summary>JSON of at most 900 bytes: a longer search is cut.</summary>
    public static string Of(ActionTerms terms)
    {
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written))
        {
            json.WriteStartObject();
            if (terms.Ids is { } ids)
            {
                json.WriteNumber("ids"u8, ids.Count);
            }

            if (terms.Search is { } search)
            {
                json.WriteString("q"u8, Cut(search));
            }

            if (terms.Before is { } before)
            {
                json.WriteString("before"u8, before);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(written.WrittenSpan);
    }

    private static string Cut(string search)
    {
        // In JSON a character may take six bytes.
        string text = Whole(search);
        while (JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length > MaxSearch)
        {
            text = Whole(text[..Math.Min(MaxSearch, text.Length / 2)]);
        }

        return text.Length < search.Length ? $"{text}…" : text;
    }

    /// <summary>Without halves of surrogate pairs.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
