using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Errand.Storage.Sqlite;

/// <summary>How our values look in a column.</summary>
internal static class SqliteValue
{
    public static byte[] ToBlob(this HandlerId id) => id.Value.ToByteArray(bigEndian: true);

    public static byte[] ToBlob(this Guid id) => id.ToByteArray(bigEndian: true);

    /// <summary>The array behind the memory when it holds nothing else; a copy costs only where a slice was given.</summary>
    public static byte[] ToBlob(this ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Array is { } array && array.Length == segment.Count
            ? array
            : bytes.ToArray();

    public static long ToMilliseconds(this TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    public static HandlerId GetHandler(this SqliteDataReader row, int column) => new(new Guid(row.GetFieldValue<byte[]>(column), bigEndian: true));

    public static DateTimeOffset GetInstant(this SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? GetInstantOrNull(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInstant(column);

    public static byte[] GetBytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
