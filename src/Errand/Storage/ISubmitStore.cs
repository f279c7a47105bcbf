using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Takes in tasks, and cancels them.</summary>
/// <remarks>A role of <see cref="ITaskStore"/>, which says what holds for all of them.</remarks>
internal interface ISubmitStore
{
    /// <summary>Stores tasks, all by one commit. Those that it hands over are claimed by that commit, too, and may be running before it is
    /// durable and answered.</summary>
    /// <returns>One verdict per item, in the order of the items.</returns>
    Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest request);

    /// <summary>Cancels a task: at once when it waits, through its handler when it runs.</summary>
    Task<CancelVerdict> CancelAsync(TaskId id);
}
