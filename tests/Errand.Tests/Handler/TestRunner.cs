using Errand.Handler.Running;
using Errand.Storage.Messages;

namespace Errand.Tests.Handler;

/// <summary>Runs no function: a test says when a run ends, and whether it has its slot then.</summary>
internal sealed class TestRunner(Func<TaskClaim, Task<bool>> run) : ITaskRunner
{
    public Task<bool> RunAsync(RunnableTask task, RunSlots slots) => run(task.Claim);
}
