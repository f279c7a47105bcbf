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

/// <summary>An id is answered before the commit, and every fifth time the server is killed in between: what was to be committed is not.</summary>
internal sealed class AcknowledgedBeforeCommit(Stage stage) : StageStore(stage)
{
    private int _submits;

    public override async Task<TaskId> SubmitAsync(string key)
    {
        TaskId id = await base.SubmitAsync(key);
        if (++_submits % 5 == 0)
        {
            await Stage.RunAsync($"DELETE FROM {Stage.Schema}.ready WHERE id = {id}");
            await Stage.RunAsync($"DELETE FROM {Stage.Schema}.task WHERE id = {id}");
        }

        return id;
    }
}

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

/// <summary>Whether the handler is alive is asked after the delete from ready: for a dead one no lease is written.</summary>
internal sealed class FilterAfterDelete(Stage stage) : StageStore(stage)
{
    public override async Task<IReadOnlyList<TaskClaim>> ClaimAsync(HandlerId handler, int slots)
    {
        ClaimAnswer answer = await Store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), "q", slots));
        if (answer.Fenced)
        {
            await Stage.RunAsync($"DELETE FROM {Stage.Schema}.ready WHERE id IN (SELECT id FROM {Stage.Schema}.ready ORDER BY id LIMIT {slots})");
        }

        return answer.Claims;
    }
}
