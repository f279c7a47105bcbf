using Errand.Storage.Views;

namespace Errand.Storage.Shared;

/// <summary>Reads how tasks of one type ended from a row of a store's <c>FindEnds</c>.</summary>
internal readonly struct EndsRow(IColumns row)
{
    public TypeEnds Read() => new(
        row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.IsNull(3) ? null : row.GetInstant(3),
        row.IsNull(4) ? null : RunErrorText.Read(row.GetBytes(4)).Message);
}
