using Errand.Storage;
using Errand.Storage.Views;

namespace Errand.Following;

/// <summary>Lets clients follow tasks.</summary>
internal sealed class TaskFollowers(FollowedTasks tasks, IReadStore reads, IViewStore views, TimeProvider time)
{
    /// <param name="id">The task.</param>
    /// <param name="after">The last line of its log that the client has.</param>
    /// <returns>To be disposed of.</returns>
    public TaskFollow Follow(TaskId id, LogPlace after) => new(id, after, tasks, reads, views, time);
}
