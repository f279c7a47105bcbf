using System.Buffers;
using System.Text.Json;

namespace Errand.Binding.Summaries;

/// <summary>The JSON of a summary while it is put together: what would make it too large is left out.</summary>
/// <param name="bytes">Room for <see cref="TaskLimits.MaxSummaryBytes"/>.</param>
internal ref struct SummaryText(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;
    private int _length;

    /// <summary>How many members it has.</summary>
    public int Count { get; private set; }

    /// <summary>Empty when it has no members.</summary>
    public readonly ReadOnlyMemory<byte> Written => Count == 0 ? default : (byte[])[.. _bytes[.._length], (byte)'}'];

    /// <summary>Adds a member, both parts as they are written in JSON, if it fits.</summary>
    public void Add(in ReadOnlySequence<byte> name, in ReadOnlySequence<byte> value)
    {
        // A brace or a comma before the name, a colon behind it, and the brace that comes last.
        if (_length + 3 + name.Length + value.Length > _bytes.Length)
        {
            return;
        }

        Span<byte> member = _bytes.Slice(_length, (int)(2 + name.Length + value.Length));
        Span<byte> text = member.Slice(1, (int)name.Length);
        member[0] = (byte)(Count == 0 ? '{' : ',');
        name.CopyTo(text);
        member[(int)name.Length + 1] = (byte)':';
        value.CopyTo(member[^(int)value.Length..]);
        if (IsGood(text) && IsGood(member[^(int)value.Length..]) && !Has(text))
        {
            _length += member.Length;
            Count++;
        }
    }

    /// <summary>Whether everybody can read it: a converter may write what is not JSON, and JSON allows half a surrogate pair, which is not
    /// text.</summary>
    private static bool IsGood(ReadOnlySpan<byte> json)
    {
        if (json[0] == '"' && IsPlain(json[1..^1]))
        {
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && (reader.TokenType != JsonTokenType.String || IsText(reader)) && !reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Letters of ASCII, without escapes.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> text) =>
        !text.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !text.Contains((byte)'\\');

    private static bool IsText(in Utf8JsonReader reader)
    {
        Span<byte> text = stackalloc byte[TaskLimits.MaxSummaryBytes];
        return reader.CopyString(text) >= 0;
    }

    /// <summary>Whether a member has this name. Of several members of one name, the first counts.</summary>
    private readonly bool Has(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> written = _bytes[.._length];
        return (written.IndexOf(name) >= 0 || written.Contains((byte)'\\') || name.Contains((byte)'\\')) && HasText(written, name);
    }

    private static bool HasText(ReadOnlySpan<byte> members, ReadOnlySpan<byte> name)
    {
        var wanted = new Utf8JsonReader(name);
        wanted.Read();
        Span<byte> text = stackalloc byte[TaskLimits.MaxSummaryBytes];
        text = text[..wanted.CopyString(text)];
        var reader = new Utf8JsonReader(members, isFinalBlock: false, default);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(text))
            {
                return true;
            }
        }

        return false;
    }
}
