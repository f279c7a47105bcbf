using Errand.Storage.Messages;

namespace Errand.Storage.Sqlite.Statements;

/// <summary>How values are stored in a column.</summary>
internal static class SqliteValue
{
    public static byte[] ToBlob(this MemberId id) => id.Value.ToByteArray(bigEndian: true);

    public static byte[] ToBlob(this Guid id) => id.ToByteArray(bigEndian: true);
}
