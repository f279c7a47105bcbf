using Errand.Storage.Messages;
using Errand.Storage.Sqlite.Statements;
using Errand.Storage.Sqlite.Writer;

namespace Errand.Storage.Sqlite.Verbs;

/// <summary>What a claim took and its handler still holds, if the answer was lost.</summary>
internal static class HeldClaims
{
    public static List<TaskClaim> Find(WriteScope scope, ClaimRequest request)
    {
        var held = new List<TaskClaim>();
        using SqliteRow row = scope[SqliteSql.ClaimAgain].Query(request.ClaimId.ToBlob(), request.Handler.ToBlob());
        while (row.Read())
        {
            held.Add(ClaimRow.Read(row).ToClaim(request.Queue, scope.Now));
        }

        return held;
    }
}
