namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>An id is answered before the commit, and every fifth time the server is killed in between: what was to be committed is
/// not.</summary>
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
