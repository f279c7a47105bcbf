using Errand.Storage.Messages;

namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>What is handed back gets not only its try back, but the number of its attempt as well.</summary>
internal sealed class AttemptCountedDown(Stage stage) : StageStore(stage)
{
    public override async Task<FinishVerdict> FinishAsync(TaskClaim claim, Disposition disposition, string result)
    {
        FinishVerdict verdict = await base.FinishAsync(claim, disposition, result);
        if (verdict == FinishVerdict.Applied && disposition == Disposition.HandBack)
        {
            await Stage.RunAsync($"UPDATE {Stage.Schema}.ready SET attempt = attempt - 1 WHERE id = {claim.Id}");
            await Stage.RunAsync($"DELETE FROM {Stage.Schema}.attempt_log WHERE id = {claim.Id} AND attempt = {claim.Attempt}");
        }

        return verdict;
    }
}
