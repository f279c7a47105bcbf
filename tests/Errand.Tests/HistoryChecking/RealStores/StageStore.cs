using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Tests.Storage;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>The verbs that a drama needs, as the real store has them. A bug is a subclass that does one of them wrongly.</summary>
internal class StageStore(Stage stage)
{
    protected Stage Stage => stage;

    protected ITaskStore Store => stage.Store;

    public virtual async Task<TaskId> SubmitAsync(string key) => await Store.SubmitAsync(NewTask($$"""{"key":"{{key}}"}"""));

    /// <summary>Empty for a handler that was declared dead.</summary>
    public virtual async Task<IReadOnlyList<TaskClaim>> ClaimAsync(MemberId handler, int slots) =>
        (await Store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), "q", slots))).Claims;

    public virtual async Task<FinishVerdict> FinishAsync(TaskClaim claim, Disposition disposition, string result) =>
        (await Store.FinishAsync(claim, disposition, result, delay: TimeSpan.FromSeconds(1))).Verdict;
}
