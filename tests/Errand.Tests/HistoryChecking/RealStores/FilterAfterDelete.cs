using Errand.Storage.Messages;

namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>Whether the handler is alive is asked after the delete from ready: for a dead one no lease is written.</summary>
internal sealed class FilterAfterDelete(Stage stage) : StageStore(stage)
{
    public override async Task<IReadOnlyList<TaskClaim>> ClaimAsync(MemberId handler, int slots)
    {
        ClaimAnswer answer = await Store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), "q", slots));
        if (answer.MustBeat)
        {
            await Stage.RunAsync(
                $"DELETE FROM {Stage.Schema}.ready WHERE id IN (SELECT id FROM {Stage.Schema}.ready ORDER BY id LIMIT {slots})");
        }

        return answer.Claims;
    }
}
