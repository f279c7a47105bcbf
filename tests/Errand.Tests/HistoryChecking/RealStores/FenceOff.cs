using Errand.Storage.Messages;

namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>The fence is off: whoever ends a run writes its outcome, whoever holds the task now.</summary>
internal sealed class FenceOff(Stage stage) : StageStore(stage)
{
    public override async Task<FinishVerdict> FinishAsync(TaskClaim claim, Disposition disposition, string result)
    {
        FinishVerdict verdict = await base.FinishAsync(claim, disposition, result);
        if (verdict == FinishVerdict.Stale && disposition == Disposition.Succeeded)
        {
            await Stage.RunAsync($"""
                UPDATE {Stage.Schema}.outcome SET state = 1, attempt = {claim.Attempt}, result = '{result}', error = NULL WHERE id = {claim.Id}
                """);
        }

        return verdict;
    }
}
