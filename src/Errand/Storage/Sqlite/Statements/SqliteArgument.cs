using System.Buffers;
using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Statements;

/// <summary>A value for a statement, without boxing.</summary>
internal readonly struct SqliteArgument
{
    private const int MaxOnStack = 256;
    private const int Large = 16 * 1024;

    private readonly Kind _kind;
    private readonly long _bits;
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;

    private SqliteArgument(Kind kind, long bits = 0, string? text = null, ReadOnlyMemory<byte> bytes = default) =>
        (_kind, _bits, _text, _bytes) = (kind, bits, text, bytes);

    private enum Kind
    {
        Null,
        Integer,
        Real,
        Text,
        Blob,
    }

    public static implicit operator SqliteArgument(long value) => new(Kind.Integer, value);

    public static implicit operator SqliteArgument(long? value) => value is { } some ? some : default(SqliteArgument);

    public static implicit operator SqliteArgument(double? value) =>
        value is { } some ? new(Kind.Real, BitConverter.DoubleToInt64Bits(some)) : default;

    public static implicit operator SqliteArgument(string? value) => value is null ? default : new(Kind.Text, text: value);

    public static implicit operator SqliteArgument(ReadOnlyMemory<byte> value) => new(Kind.Blob, bytes: value);

    public static implicit operator SqliteArgument(byte[]? value) => value is null ? default : new(Kind.Blob, bytes: value);

    /// <summary>Whether the statement should drop its copy after the run instead of keeping it until the next one.</summary>
    public bool IsLarge => _bytes.Length > Large || _text?.Length > Large;

    /// <summary>Whether it is certainly equal to the value that the statement already holds. Never for bytes, which may have changed
    /// since.</summary>
    public bool IsKnownAs(in SqliteArgument held) =>
        _kind == held._kind && _kind != Kind.Blob && _bits == held._bits && _text == held._text;

    /// <summary>The value as it is remembered: without its bytes.</summary>
    public SqliteArgument ToKnown() => _kind == Kind.Blob ? new(Kind.Blob) : this;

    /// <returns>SQLite's result code. The statement keeps a copy of the value.</returns>
    public int Bind(sqlite3_stmt statement, int index) => _kind switch
    {
        Kind.Integer => sqlite3_bind_int64(statement, index, _bits),
        Kind.Real => sqlite3_bind_double(statement, index, BitConverter.Int64BitsToDouble(_bits)),
        Kind.Text => BindText(statement, index, _text!),
        // An empty span would be bound as null.
        Kind.Blob when _bytes.IsEmpty => sqlite3_bind_zeroblob(statement, index, 0),
        Kind.Blob => sqlite3_bind_blob(statement, index, _bytes.Span),
        _ => sqlite3_bind_null(statement, index),
    };

    private static int BindText(sqlite3_stmt statement, int index, string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = most > MaxOnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[MaxOnStack];
        int code = sqlite3_bind_text(statement, index, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return code;
    }
}
