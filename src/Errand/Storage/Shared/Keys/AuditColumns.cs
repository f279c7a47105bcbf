using Errand.Storage.Access;

namespace Errand.Storage.Shared.Keys;

/// <summary>Reads an entry of the audit log from a row of a store's <c>ListAudit</c>.</summary>
internal static class AuditColumns
{
    public static AuditRow Read(IColumns row) => new(
        row.GetInt64(0), row.GetInstant(1),
        new AuditEntry(row.GetString(2), row.GetString(3), Text(row, 4), Text(row, 5), Text(row, 6)));

    private static string? Text(IColumns row, int column) => row.IsNull(column) ? null : row.GetString(column);
}
